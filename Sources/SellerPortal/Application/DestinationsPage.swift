import Kernel
import Presentation
import Vendors
import Web

/// Where a shop wants its money.
struct DestinationsPage {
  let frame: SellerFrame
  let destinations: [PayoutDestination]
  /// The form that was refused, if one was.
  let refused: (kind: DestinationKind, form: FormState)?
}

extension SellerPortal {
  func destinationsPage(
    _ request: Request, refused: (kind: DestinationKind, form: FormState)?
  ) async throws -> DestinationsPage {
    DestinationsPage(
      frame: try await frame(request),
      destinations: try await vendors.destinations(of: request.requireShop()), refused: refused)
  }

  func addDestination(_ request: Request) async throws -> Response {
    let kind = DestinationKind(rawValue: request.formValues["kind"] ?? "") ?? .bank
    return try await RefusedForm.answer(request, form: kind.rawValue) {
      let added = try await vendors.addDestination(
        request.form(AddPayoutDestinationInput.self), to: request.requireShop())
      return .redirect(
        to: try await paths(request).destinations,
        flash: .success("\(added.details.masked) is stored. You get a mail about it."))
    } again: { form, _ in
      try await destinationsPage(request, refused: (kind, form)).html(request)
    }
  }

  func deleteDestination(_ request: Request) async throws -> Response {
    try await vendors.deleteDestination(
      request.id("destination", as: PayoutDestinationEntity.self), of: request.requireShop())
    return .redirect(
      to: try await paths(request).destinations, flash: .success("The destination is deleted."))
  }
}
