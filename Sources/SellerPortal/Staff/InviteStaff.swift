import Kernel
import Presentation
import Vendors
import Web

extension SellerPortal {
  func inviteStaff(_ request: Request) async throws -> Response {
    try await RefusedForm.answer(request) {
      let actor = try request.requireViewer().account
      let outcome = try await vendors.invite(
        request.form(InviteStaffInput.self), to: request.requireShop(), by: actor)
      let text: Words =
        switch outcome {
        case .invited(let invitation): "An invitation to \(invitation.email.text) is on its way."
        case .updated(let member): "\(member.name) works here already and may do this now."
        }
      return .redirect(to: try await paths(request).staff, flash: .success(text))
    } again: { form, _ in
      try await staffPage(request, form).html(request)
    }
  }

  func resendInvitation(_ request: Request) async throws -> Response {
    let actor = try request.requireViewer().account
    return try await changeInvitation(request) { id, shop in
      let sent = try await vendors.resendInvitation(id, of: shop, by: actor)
      return "The invitation to \(sent.email.text) is on its way again."
    }
  }

  func revokeInvitation(_ request: Request) async throws -> Response {
    try await changeInvitation(request) { id, shop in
      try await vendors.revokeInvitation(id, of: shop)
      return "The invitation is taken back. Its link no longer works."
    }
  }

  /// Does it with the invitation in the path; one that ended meanwhile is told about over the list.
  private func changeInvitation(
    _ request: Request, _ act: (InvitationID, ShopID) async throws -> Words
  ) async throws -> Response {
    let id = try request.id("invitation", as: InvitationID.self)
    let staff = try await paths(request).staff
    return try await RefusedForm.redirect(to: staff, also: [.notFound]) {
      .redirect(to: staff, flash: .success(try await act(id, request.requireShop())))
    }
  }
}
