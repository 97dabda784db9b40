import Web

/// From the cart to an order.
enum CheckoutRoutes {
  static func routes(_ storefront: Storefront) -> [Route] {
    [
      .page(.get, "/checkout", .anyone) { request in try await storefront.beginCheckout(request) },
      .page(.post, "/checkout", .anyone, limit: .checkout) { request in
        try await storefront.enterContact(request)
      },
      .page(.get, "/checkout/delivery", .anyone) { request in try await storefront.showDelivery(request) },
      .page(.post, "/checkout/delivery", .anyone) { request in
        try await storefront.chooseDelivery(request)
      },
      .page(.get, "/checkout/payment", .anyone) { request in try await storefront.showOrdering(request) },
      .page(.post, "/checkout/payment", .anyone, limit: .checkout) { request in
        try await storefront.placeOrder(request)
      },
      .page(.get, "/checkout/{checkout}/pay", .anyone) { request in try await storefront.showPayment(request)
      },
      .page(.post, "/checkout/{checkout}/pay", .anyone, limit: .checkout) { request in
        try await storefront.pay(request)
      },
      .page(.post, "/checkout/{checkout}/cancel", .anyone) { request in try await storefront.giveUp(request)
      },
      .page(.get, "/checkout/{checkout}/done", .anyone) { request in try await storefront.showDone(request) },
    ]
  }
}
