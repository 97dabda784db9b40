import Kernel
import Presentation
import Vendors
import Web

extension ShopVerdict {
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

  /// Where it is decided about the shop with this slug.
  func path(of shop: String) -> String {
    switch self {
    case .approve: AdminPaths.approveShop(shop)
    case .ask: AdminPaths.askShop(shop)
    case .reject: AdminPaths.rejectShop(shop)
    case .suspend: AdminPaths.suspendShop(shop)
    case .unsuspend: AdminPaths.unsuspendShop(shop)
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
  func decide(_ verdict: ShopVerdict, _ request: Request) async throws -> Response {
    let shop = try await vendors.shopForReview(request.parameter("shop")).shop
    return try await RefusedForm.redirect(to: AdminPaths.shop(shop.slug)) {
      try await RefusedForm.answer(request, form: verdict.rawValue) {
        let decided = try await carryOut(verdict, shop, request)
        return .redirect(
          to: AdminPaths.shop(decided.slug),
          flash: .success(
            verdict.outcome(decided.name),
            undoPath: verdict == .suspend ? AdminPaths.unsuspendShop(decided.slug) : nil))
      } again: { form, problem in
        // Somebody else was faster: show what is now.
        guard problem.kind == .invalidInput else { throw problem }
        return try await shopPage(request, (verdict, form)).html(request)
      }
    }
  }

  private func carryOut(_ verdict: ShopVerdict, _ shop: Shop, _ request: Request) async throws -> Shop {
    switch verdict {
    case .approve:
      let form = try request.form(ApprovalForm.self)
      return try await vendors.approve(shop.id, version: form.version, anyway: form.anyway)
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
