import Kernel
import Web

/// The address book of whoever is signed in.
package enum AddressRoutes {
  private static let tag = "Addresses"

  /// Every route of the noun.
  package static func routes(_ identity: Identity) -> [Route] {
    [
      .api(
        .get, "/me/addresses", "List one's addresses", tag: tag, .signedIn, answer: Page<AddressOutput>.self
      ) { request in
        let page = try await identity.addresses(of: request.requireViewer().account, request.page())
        return page.map(AddressOutput.init)
      },
      .api(
        .post, "/me/addresses", "Save an address", tag: tag, .signedIn, body: SaveAddressInput.self,
        answer: AddressOutput.self, status: .created, idempotent: true, problems: [.notAllowedNow]
      ) { request, body in
        try await request.answer(with: AddressOutput.init) {
          try await identity.saveAddress(body, of: request.requireViewer().account)
        }
      },
      .api(
        .get, "/me/addresses/{address}", "Show an address", tag: tag, .signedIn, answer: AddressOutput.self
      ) { request in
        let id = try request.id("address", as: AddressID.self)
        return AddressOutput(try await identity.address(id, of: request.requireViewer().account))
      },
      .api(
        .patch, "/me/addresses/{address}", "Change an address", tag: tag, .signedIn,
        body: EditAddressInput.self, answer: AddressOutput.self, problems: [.preconditionFailed]
      ) { request, body in
        let id = try request.id("address", as: AddressID.self)
        let edit = request.edit(body, ifMatches: AddressOutput.init)
        return AddressOutput(try await identity.editAddress(id, edit, of: request.requireViewer().account))
      },
      .api(
        .delete, "/me/addresses/{address}", "Remove an address", tag: tag, .signedIn, answer: NoContent.self,
        problems: [.preconditionFailed]
      ) { request in
        let id = try request.id("address", as: AddressID.self)
        try await identity.deleteAddress(
          id, of: request.requireViewer().account, when: request.condition(ifMatches: AddressOutput.init))
        return NoContent()
      },
    ]
  }
}

/// An entry of the address book as the API shows it.
package struct AddressOutput: Output {
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

/// Where something is delivered, as a part of what the API shows.
package struct PostalAddressOutput: Output {
  let address: PostalAddress

  /// The view of an address.
  package init(_ address: PostalAddress) { self.address = address }

  package static let fields: [OutputField<Self>] = [
    .init("name") { $0.address.name },
    .init("line1") { $0.address.line1 },
    .init("line2") { $0.address.line2 },
    .init("city") { $0.address.city },
    .init("region") { $0.address.region },
    .init("postalCode") { $0.address.postalCode },
    .init("country") { $0.address.country },
    .init("phone") { $0.address.phone },
  ]
}
