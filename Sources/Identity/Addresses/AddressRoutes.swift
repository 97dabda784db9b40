import Kernel
import Web

/// The address book of whoever is signed in.
package enum AddressRoutes {
  private static let tag = "Addresses"

  /// Every route of the noun.
  package static func routes(_ identity: Identity) -> [Route] {
    [
      .api(
        .get, "/me/addresses", "List one's addresses", tag: tag, .signedIn, answer: Page<AddressView>.self
      ) { request in
        let page = try await identity.addresses(of: request.requireViewer().account, request.page())
        return page.map(AddressView.init)
      },
      .api(
        .post, "/me/addresses", "Save an address", tag: tag, .signedIn, body: SaveAddress.self,
        answer: AddressView.self, status: .created, idempotent: true, problems: [.notAllowedNow]
      ) { request, body in
        try await request.answer(with: AddressView.init) {
          try await identity.saveAddress(body, of: request.requireViewer().account)
        }
      },
      .api(
        .get, "/me/addresses/{address}", "Show an address", tag: tag, .signedIn, answer: AddressView.self
      ) { request in
        let id = try request.id("address", as: AddressID.self)
        return AddressView(try await identity.address(id, of: request.requireViewer().account))
      },
      .api(
        .patch, "/me/addresses/{address}", "Change an address", tag: tag, .signedIn, body: EditAddress.self,
        answer: AddressView.self
      ) { request, body in
        let id = try request.id("address", as: AddressID.self)
        return AddressView(try await identity.editAddress(id, body, of: request.requireViewer().account))
      },
      .api(
        .delete, "/me/addresses/{address}", "Remove an address", tag: tag, .signedIn, answer: NoContent.self
      ) { request in
        let id = try request.id("address", as: AddressID.self)
        try await identity.deleteAddress(id, of: request.requireViewer().account)
        return NoContent()
      },
    ]
  }
}

/// An entry of the address book as the API shows it.
package struct AddressView: Output {
  package static let schemaName = "Address"

  package let saved: SavedAddress

  /// The view of an entry.
  package init(_ saved: SavedAddress) { self.saved = saved }

  package static let fields: [OutputField<Self>] = [
    .init("id") { $0.saved.id },
    .init("name") { $0.saved.address.name },
    .init("line1") { $0.saved.address.line1 },
    .init("line2") { $0.saved.address.line2 },
    .init("city") { $0.saved.address.city },
    .init("region") { $0.saved.address.region },
    .init("postalCode") { $0.saved.address.postalCode },
    .init("country") { $0.saved.address.country },
    .init("phone") { $0.saved.address.phone },
    .init("type") { $0.saved.type },
    .init("label") { $0.saved.label },
    .init("isDefault") { $0.saved.isDefault },
    .init("createdAt") { $0.saved.createdAt },
  ]
}
