import Web

/// Every route of this area.
package enum OrderingRoutes {
  /// Carts, checkouts, orders and delivery options.
  package static func routes(_ ordering: Ordering) -> [Route] {
    ShippingRoutes.routes(ordering) + CartRoutes.routes(ordering) + CheckoutRoutes.routes(ordering)
      + OrderRoutes.routes(ordering) + ShopOrderRoutes.routes(ordering) + AdminOrderRoutes.routes(ordering)
  }
}
