import Kernel
import Presentation
import Vendors
import Web

/// One destination, to be changed.
struct DestinationPage {
  let frame: SellerFrame
  let destination: PayoutDestination
  let form: FormState
}

extension DestinationPage {
  /// What the form of a destination knows of it: its fields are empty, and what stays empty stays as it is, but it
  /// was opened to change what is masked like this.
  static func state(_ destination: PayoutDestination) -> FormState {
    FormState(values: ["label": destination.details.masked]).ofStored
  }
}

extension SellerPortal {
  func destinationPage(_ request: Request, _ refused: FormState?) async throws -> DestinationPage {
    let id = try request.id("destination", as: PayoutDestinationEntity.self)
    let found = try await vendors.destinations(of: request.requireShop()).first { $0.id == id }
    guard let found else { throw Problem(.notFound) }
    return DestinationPage(
      frame: try await frame(request), destination: found, form: refused ?? DestinationPage.state(found))
  }

  func editDestination(_ request: Request) async throws -> Response {
    try await RefusedForm.answer(request) {
      let changed = try await vendors.editDestination(
        request.id("destination", as: PayoutDestinationEntity.self),
        request.edit(over: DestinationPage.state) { try EditPayoutDestinationInput.read($0) },
        of: request.requireShop())
      return .redirect(
        to: try await paths(request).destinations,
        flash: .success("\(changed.details.masked) is saved. You get a mail about it."))
    } again: { form, _ in
      try await destinationPage(request, form).html(request)
    }
  }
}
