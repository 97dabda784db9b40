import Kernel
import Vendors
import Web

extension ShopDecisionInput {
  /// What can be decided about a shop on its page.
  enum Verb: String, CaseIterable, Sendable {
    case approve, ask, reject, suspend, unsuspend

    var path: String { self == .ask ? "request-information" : rawValue }

    /// On the button that opens the dialog.
    var label: Words {
      switch self {
      case .approve: "Approve"
      case .ask: "Ask for more"
      case .reject: "Reject"
      case .suspend: "Suspend"
      case .unsuspend: "Lift the suspension"
      }
    }

    /// On the button that does it.
    var confirmation: Words {
      switch self {
      case .approve: "Open the shop"
      case .ask: "Send the question"
      case .reject: "Refuse the shop"
      case .suspend: "Hide the shop"
      case .unsuspend: "Show the shop again"
      }
    }

    /// What is said of the shop with this name when it is done.
    func outcome(_ shop: String) -> Words {
      switch self {
      case .approve: "\(shop) is open."
      case .ask: "\(shop) was asked. The vendor gets a mail."
      case .reject: "\(shop) was rejected. The vendor sees the reason."
      case .suspend: "\(shop) is suspended. Its products are hidden."
      case .unsuspend: "\(shop) is open again."
      }
    }

    /// Whether it can be decided about a shop in this state.
    func isPossible(_ status: ShopStatus) -> Bool {
      switch self {
      case .approve: status == .pending || status == .rejected
      case .ask, .reject: status == .pending
      case .suspend: status == .approved
      case .unsuspend: status == .suspended
      }
    }
  }
}

/// What an approval's form holds: the version that was looked at, and whether missing things don't matter. Who
/// takes a suspension back a moment later names none.
private struct ApprovalForm: Input {
  let version: Int?
  let anyway: Bool

  init(from input: inout InputReader) throws {
    version = input.optional("version", .integer(0...1_000_000))
    anyway = input.optional("anyway", .boolean) ?? false
  }
}

extension AdminPortal {
  func decide(_ verb: ShopDecisionInput.Verb, _ request: Request) async throws -> Response {
    let reviewed = try await vendors.shopForReview(request.parameter("shop"))
    do {
      let shop = try await carryOut(verb, reviewed.shop, request)
      return .redirect(
        to: "/admin/shops/\(shop.slug)",
        flash: .success(
          verb.outcome(shop.name),
          undoPath: verb == .suspend ? "/admin/shops/\(shop.slug)/unsuspend" : nil))
    } catch let problem as Problem where problem.kind == .invalidInput {
      let form = FormState(id: verb.rawValue, request.formValues, problem: problem)
      return .html(try await shopDetail(request, (verb, form)).html(request), status: .unprocessableContent)
    } catch let problem as Problem where problem.kind != .notFound {
      // Somebody else was faster: show what is now.
      return .redirect(to: "/admin/shops/\(reviewed.shop.slug)", flash: .error(problem.detail))
    }
  }

  private func carryOut(_ verb: ShopDecisionInput.Verb, _ shop: Shop, _ request: Request) async throws -> Shop
  {
    switch verb {
    case .approve:
      let form = try request.form(ApprovalForm.self)
      let missing = try await vendors.shopsForReview([shop.id]).first?.checklist.missing ?? []
      guard form.anyway || missing.isEmpty else {
        throw Problem.invalid(
          "anyway", "required",
          "Things are missing. Say that you approve the shop all the same, or ask for them.")
      }
      return try await vendors.approve(shop.id, version: form.version)
    case .unsuspend:
      return try await vendors.unsuspend(shop.id, version: request.form(ApprovalForm.self).version)
    case .ask: return try await vendors.askForMore(shop.id, request.form(AskForMoreInput.self))
    case .reject:
      let form = try request.form(ShopDecisionInput.self)
      return try await vendors.reject(shop.id, reason: form.reason, version: form.version)
    case .suspend:
      let form = try request.form(ShopDecisionInput.self)
      return try await vendors.suspend(shop.id, reason: form.reason, version: form.version)
    }
  }
}
