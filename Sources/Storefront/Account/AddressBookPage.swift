import Identity
import Kernel
import Web

private let mostAddresses = 100

/// The address book.
struct AddressBookPage {
  static let path = "/account/addresses"

  let frame: StorefrontFrame
  let addresses: [SavedAddress]

  static func routes(_ storefront: Storefront) -> [Route] {
    [
      .page(.get, path, .signedIn) { request in try await storefront.showAddresses(request) },
      .page(.get, "\(path)/new", .signedIn) { request in
        let form = FormState(values: ["name": try request.requireViewer().name, "type": "home"])
        return .html(try await storefront.addressPage(request, nil, form).html(request.flash))
      },
      .page(.post, path, .signedIn) { request in try await storefront.addAddress(request) },
      .page(.get, "\(path)/{address}", .signedIn) { request in
        let saved = try await storefront.savedAddress(request)
        return .html(try await storefront.addressPage(request, saved, saved.form).html(request.flash))
      },
      .page(.post, "\(path)/{address}", .signedIn) { request in try await storefront.changeAddress(request) },
      .page(.post, "\(path)/{address}/default", .signedIn) { request in
        try await storefront.chooseDefault(request)
      },
      .page(.post, "\(path)/{address}/delete", .signedIn) { request in
        try await storefront.removeAddress(request)
      },
    ]
  }
}

/// One address, to be added or changed.
struct AddressPage {
  let frame: StorefrontFrame
  /// `nil` for a new one.
  let saved: SavedAddress?
  let form: FormState
  /// Where to go on, as to the checkout.
  let next: String?
}

extension SavedAddress {
  /// The entry as its form shows it.
  fileprivate var form: FormState {
    FormState(values: [
      "name": address.name, "line1": address.line1, "line2": address.line2 ?? "", "city": address.city,
      "region": address.region ?? "", "postalCode": address.postalCode, "country": address.country,
      "phone": address.phone ?? "", "type": type.rawValue, "label": label ?? "",
      "isDefault": isDefault ? "true" : "",
    ])
  }
}

extension Storefront {
  func showAddresses(_ request: Request) async throws -> Response {
    let page = try await identity.addresses(
      of: request.requireViewer().account, PageRequest(limit: mostAddresses))
    let sorted = page.items.filter(\.isDefault) + page.items.filter { !$0.isDefault }
    let book = AddressBookPage(frame: try await frame(request), addresses: sorted)
    return .html(book.html(request.flash))
  }

  func addressPage(
    _ request: Request, _ saved: SavedAddress?, _ form: FormState
  ) async throws -> AddressPage {
    AddressPage(frame: try await frame(request), saved: saved, form: form, next: request.nextPath)
  }

  func savedAddress(_ request: Request) async throws -> SavedAddress {
    try await identity.address(
      request.id("address", as: AddressID.self), of: request.requireViewer().account)
  }

  func addAddress(_ request: Request) async throws -> Response {
    try await answer(request) {
      _ = try await identity.saveAddress(
        request.form(SaveAddressInput.self), of: request.requireViewer().account)
      return .redirect(to: request.nextPath ?? AddressBookPage.path, flash: .success("The address is saved."))
    } again: { form in
      try await addressPage(request, nil, form).html(nil)
    }
  }

  func changeAddress(_ request: Request) async throws -> Response {
    let saved = try await savedAddress(request)
    return try await answer(request) {
      // The form shows every field, so an emptied one is missing and not left as it is.
      _ = try request.form(SaveAddressInput.self)
      _ = try await identity.editAddress(
        saved.id, request.form(EditAddressInput.self), of: request.requireViewer().account)
      return .redirect(to: request.nextPath ?? AddressBookPage.path, flash: .success("The address is saved."))
    } again: { form in
      try await addressPage(request, saved, form).html(nil)
    }
  }

  func chooseDefault(_ request: Request) async throws -> Response {
    let saved = try await savedAddress(request)
    _ = try await identity.editAddress(
      saved.id, request.form(EditAddressInput.self), of: request.requireViewer().account)
    return .redirect(to: AddressBookPage.path, flash: .success("The checkout starts with this address now."))
  }

  func removeAddress(_ request: Request) async throws -> Response {
    let viewer = try request.requireViewer()
    try await identity.deleteAddress(request.id("address", as: AddressID.self), of: viewer.account)
    return .redirect(to: AddressBookPage.path, flash: .success("The address is removed."))
  }
}
