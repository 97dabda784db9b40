import Kernel
import Presentation
import Vendors
import Web

/// Who works in the shop, who was asked to, and the form that asks.
struct StaffPage {
  let frame: SellerFrame
  let members: [StaffMember]
  let invitations: [Invitation]
  let form: FormState
}

extension SellerPortal {
  func staffPage(_ request: Request, _ form: FormState) async throws -> StaffPage {
    let staff = try await vendors.staff(of: request.requireShop())
    return StaffPage(
      frame: try await frame(request), members: staff.members, invitations: staff.invitations, form: form)
  }
}
