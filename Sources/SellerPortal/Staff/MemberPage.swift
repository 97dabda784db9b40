import Kernel
import Presentation
import Vendors
import Web

/// One member and what they may do.
struct MemberPage {
  let frame: SellerFrame
  let member: StaffMember
  let form: FormState
}

extension SellerPortal {
  func memberPage(_ request: Request, _ refused: FormState?) async throws -> MemberPage {
    let account = try request.id("account", as: AccountID.self)
    let member = try await vendors.member(account, of: request.requireShop())
    return MemberPage(frame: try await frame(request), member: member, form: refused ?? FormState(member))
  }

  func editStaff(_ request: Request) async throws -> Response {
    try await RefusedForm.answer(request) {
      let account = try request.id("account", as: AccountID.self)
      let member = try await vendors.editStaff(
        account, in: request.requireShop(),
        request.edit(over: { (present: StaffMember) in FormState(present) }) { try EditStaffInput.read($0) })
      return .redirect(
        to: try await paths(request).staff,
        flash: .success("\(member.name) may do this from now on."))
    } again: { form, _ in
      try await memberPage(request, form).html(request)
    }
  }

  func removeStaff(_ request: Request) async throws -> Response {
    let account = try request.id("account", as: AccountID.self)
    let shop = try request.requireShop()
    let member = try await vendors.member(account, of: shop)
    try await vendors.removeStaff(account, from: shop)
    return .redirect(
      to: try await paths(request).staff, flash: .success("\(member.name) no longer works in the shop."))
  }
}

extension FormState {
  /// What a member may do.
  fileprivate init(_ member: StaffMember) {
    self.init()
    values["permissions"] = member.permissions.all.map(\.rawValue)
    self = ofStored
  }
}
