import Identity
import Kernel
import Presentation
import Web

private let mostAddresses = 100

/// The address book.
struct AddressBookPage {
  let frame: StorefrontFrame
  let addresses: [SavedAddress]
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
    let form = FormState(values: [
      "name": address.name, "line1": address.line1, "line2": address.line2 ?? "", "city": address.city,
      "region": address.region ?? "", "postalCode": address.postalCode, "country": address.country,
      "phone": address.phone ?? "", "type": type.rawValue, "label": label ?? "",
      "isDefault": isDefault ? "true" : "",
    ])
    return form.ofStored
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

  func showNewAddress(_ request: Request) async throws -> Response {
    let form = FormState(values: ["name": try request.requireViewer().name, "type": "home"])
    return .html(try await addressPage(request, nil, form).html(request.flash))
  }

  func showAddress(_ request: Request) async throws -> Response {
    let saved = try await savedAddress(request)
    return .html(try await addressPage(request, saved, saved.form).html(request.flash))
  }

  private func addressPage(
    _ request: Request, _ saved: SavedAddress?, _ form: FormState
  ) async throws -> AddressPage {
    AddressPage(frame: try await frame(request), saved: saved, form: form, next: request.nextPath)
  }

  private func savedAddress(_ request: Request) async throws -> SavedAddress {
    try await identity.address(
      request.id("address", as: AddressID.self), of: request.requireViewer().account)
  }

  func addAddress(_ request: Request) async throws -> Response {
    if request.choosesCountry {
      return .html(try await addressPage(request, nil, FormState(typed: request.formValues)).html(nil))
    }
    return try await RefusedForm.answer(request, missing: EntryForm.missing) {
      _ = try await identity.saveAddress(
        request.form(SaveAddressInput.self), of: request.requireViewer().account)
      return .redirect(to: request.nextPath ?? Paths.addresses, flash: .success("The address is saved."))
    } again: { form, _ in
      try await addressPage(request, nil, form).html(nil)
    }
  }

  func changeAddress(_ request: Request) async throws -> Response {
    let saved = try await savedAddress(request)
    if request.choosesCountry {
      return .html(try await addressPage(request, saved, FormState(typed: request.formValues)).html(nil))
    }
    return try await RefusedForm.answer(request, missing: EntryForm.missing) {
      let edit = request.edit(over: { (present: SavedAddress) in present.form }) { sent in
        let form = AddressFields.complete(sent, was: saved.address.country)
        // The form shows every field, so an emptied one is missing and not left as it is.
        _ = try SaveAddressInput.read(form)
        return try EditAddressInput.read(form)
      }
      _ = try await identity.editAddress(saved.id, edit, of: request.requireViewer().account)
      return .redirect(to: request.nextPath ?? Paths.addresses, flash: .success("The address is saved."))
    } again: { form, _ in
      try await addressPage(request, saved, form).html(nil)
    }
  }

  func chooseDefault(_ request: Request) async throws -> Response {
    let saved = try await savedAddress(request)
    let changes = try request.form(EditAddressInput.self)
    _ = try await identity.editAddress(saved.id, { _ in changes }, of: request.requireViewer().account)
    return .redirect(to: Paths.addresses, flash: .success("The checkout starts with this address now."))
  }

  func removeAddress(_ request: Request) async throws -> Response {
    let viewer = try request.requireViewer()
    try await identity.deleteAddress(request.id("address", as: AddressID.self), of: viewer.account)
    return .redirect(to: Paths.addresses, flash: .success("The address is removed."))
  }
}
