import Kernel
import Presentation
import Vendors
import Web

enum StaffPageRoutes {
  private static let path = "/sell/{shop}/staff"

  static func routes(_ portal: SellerPortal) -> [Route] {
    memberRoutes(portal) + invitationRoutes(portal)
  }

  private static func memberRoutes(_ portal: SellerPortal) -> [Route] {
    [
      .page(.get, path, .shop(.ownership)) { request in
        .html(try await portal.staffPage(request, nil).html(request))
      },
      .page(.get, "\(path)/{account}", .shop(.ownership)) { request in
        .html(try await portal.memberPage(request, nil).html(request))
      },
      .page(.post, "\(path)/{account}", .shop(.ownership)) { request in try await portal.editStaff(request) },
      .page(.post, "\(path)/{account}/remove", .shop(.ownership)) { request in
        let account = try request.id("account", as: AccountID.self)
        let shop = try request.requireShop()
        let member = try await portal.vendors.member(account, of: shop)
        try await portal.vendors.removeStaff(account, from: shop)
        return .redirect(
          to: try await portal.path(request, .staff),
          flash: .success("\(member.name) no longer works in the shop."))
      },
    ]
  }

  private static func invitationRoutes(_ portal: SellerPortal) -> [Route] {
    [
      .page(.post, "\(path)/invitations", .shop(.ownership), limit: .codes) { request in
        try await portal.inviteStaff(request)
      },
      .page(.post, "\(path)/invitations/{invitation}/resend", .shop(.ownership), limit: .codes) { request in
        let actor = try request.requireViewer().account
        return try await portal.answerInvitation(request) { id, shop in
          let sent = try await portal.vendors.resendInvitation(id, of: shop, by: actor)
          return "The invitation to \(sent.email.text) is on its way again."
        }
      },
      .page(.post, "\(path)/invitations/{invitation}/revoke", .shop(.ownership)) { request in
        try await portal.answerInvitation(request) { id, shop in
          try await portal.vendors.revokeInvitation(id, of: shop)
          return "The invitation is taken back. Its link no longer works."
        }
      },
    ]
  }
}

/// Who works in the shop, who was asked to, and the form that asks.
struct StaffPage {
  let frame: SellerFrame
  let members: [StaffMember]
  let invitations: [Invitation]
  let form: FormState
}

/// One member and what they may do.
struct MemberPage {
  let frame: SellerFrame
  let member: StaffMember
  let form: FormState
}

extension SellerPortal {
  func staffPage(_ request: Request, _ problem: Problem?) async throws -> StaffPage {
    let staff = try await vendors.staff(of: request.requireShop())
    return StaffPage(
      frame: try await frame(request), members: staff.members, invitations: staff.invitations,
      form: problem.map { FormState(request.formValues, problem: $0) } ?? .empty)
  }

  func memberPage(_ request: Request, _ problem: Problem?) async throws -> MemberPage {
    let account = try request.id("account", as: AccountID.self)
    let member = try await vendors.member(account, of: request.requireShop())
    var form = FormState.empty
    form.values["permissions"] = member.permissions.all.map(\.rawValue)
    return MemberPage(
      frame: try await frame(request), member: member,
      form: problem.map { FormState(request.formValues, problem: $0) } ?? form)
  }

  func inviteStaff(_ request: Request) async throws -> Response {
    do {
      let actor = try request.requireViewer().account
      let outcome = try await vendors.invite(
        request.form(InviteStaffInput.self), to: request.requireShop(), by: actor)
      let text: Words =
        switch outcome {
        case .invited(let invitation): "An invitation to \(invitation.email.text) is on its way."
        case .updated(let member): "\(member.name) works here already and may do this now."
        }
      return .redirect(to: try await path(request, .staff), flash: .success(text))
    } catch let problem as Problem where problem.kind != .notFound {
      return .html(try await staffPage(request, problem).html(request), status: problem.pageStatus)
    }
  }

  func editStaff(_ request: Request) async throws -> Response {
    do {
      let account = try request.id("account", as: AccountID.self)
      let member = try await vendors.editStaff(
        account, in: request.requireShop(), request.form(EditStaffInput.self))
      return .redirect(
        to: try await path(request, .staff),
        flash: .success("\(member.name) may do this from now on."))
    } catch let problem as Problem where problem.kind == .invalidInput {
      return .html(try await memberPage(request, problem).html(request), status: problem.pageStatus)
    }
  }

  func answerInvitation(
    _ request: Request, _ act: (InvitationID, ShopID) async throws -> Words
  ) async throws -> Response {
    let id = try request.id("invitation", as: InvitationID.self)
    let staff = try await path(request, .staff)
    do {
      return .redirect(to: staff, flash: .success(try await act(id, request.requireShop())))
    } catch let problem as Problem where [.tooManyRequests, .notFound].contains(problem.kind) {
      let gone: Words = "The invitation was answered, taken back, or has run out."
      return .redirect(to: staff, flash: .error(problem.kind == .notFound ? gone : problem.detail))
    }
  }
}
