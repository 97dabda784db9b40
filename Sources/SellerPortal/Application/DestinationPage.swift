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

extension SellerPortal {
  func destinationPage(_ request: Request, _ form: FormState) async throws -> DestinationPage {
    let id = try request.id("destination", as: PayoutDestinationEntity.self)
    let found = try await vendors.destinations(of: request.requireShop()).first { $0.id == id }
    guard let found else { throw Problem(.notFound) }
    return DestinationPage(frame: try await frame(request), destination: found, form: form)
  }

  func editDestination(_ request: Request) async throws -> Response {
    try await RefusedForm.answer(request) {
      let changed = try await vendors.editDestination(
        request.id("destination", as: PayoutDestinationEntity.self),
        request.form(EditPayoutDestinationInput.self),
        of: request.requireShop())
      return .redirect(
        to: try await paths(request).destinations,
        flash: .success("\(changed.details.masked) is saved. You get a mail about it."))
    } again: { form, _ in
      try await destinationPage(request, form).html(request)
    }
  }
}
