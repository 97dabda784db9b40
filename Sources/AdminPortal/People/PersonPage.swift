import Identity
import Kernel
import Vendors
import Web

/// One person, what is theirs, and what can be done about them.
struct PersonPage {
  let frame: AdminFrame
  let details: PersonDetails
  /// The shops that they own or work in.
  let workplaces: [Workplace]
  let form: FormState
}

extension AdminPortal {
  func personPage(_ request: Request, _ form: FormState) async throws -> PersonPage {
    let id = try request.id("account", as: AccountID.self)
    return PersonPage(
      frame: try await frame(request), details: try await identity.person(id),
      workplaces: try await vendors.workplaces(of: id), form: form)
  }
}
