import Web

/// The visitor's cart.
enum CartRoutes {
  static func routes(_ storefront: Storefront) -> [Route] {
    [
      .page(.get, "/cart", .anyone) { request in try await storefront.showCart(request) },
      .page(.post, "/cart/items", .anyone) { request in try await storefront.addItem(request) },
      .page(.post, "/cart/items/update", .anyone) { request in try await storefront.updateItem(request) },
      .page(.post, "/cart/items/remove", .anyone) { request in try await storefront.removeItem(request) },
      .page(.post, "/cart/switch", .anyone) { request in try await storefront.switchCart(request) },
    ]
  }
}
