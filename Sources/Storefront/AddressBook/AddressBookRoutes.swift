import Web

/// The address book.
enum AddressBookRoutes {
  static func routes(_ storefront: Storefront) -> [Route] {
    [
      .page(.get, "/account/addresses", .signedIn) { request in try await storefront.showAddresses(request) },
      .page(.post, "/account/addresses", .signedIn) { request in try await storefront.addAddress(request) },
      .page(.get, "/account/addresses/new", .signedIn) { request in
        try await storefront.showNewAddress(request)
      },
      .page(.get, "/account/addresses/{address}", .signedIn) { request in
        try await storefront.showAddress(request)
      },
      .page(.post, "/account/addresses/{address}", .signedIn) { request in
        try await storefront.changeAddress(request)
      },
      .page(.post, "/account/addresses/{address}/default", .signedIn) { request in
        try await storefront.chooseDefault(request)
      },
      .page(.post, "/account/addresses/{address}/delete", .signedIn) { request in
        try await storefront.removeAddress(request)
      },
    ]
  }
}
