import Kernel
import Web

/// Where shops say how they deliver.
package enum ShippingRoutes {
  /// The routes of delivery options.
  package static func routes(_ ordering: Ordering) -> [Route] {
    [
      .api(
        .get, "/shops/{shop}/delivery", "How an open shop delivers", tag: "Shops", .anyone,
        answer: ShippingOptionsOutput.self
      ) { request in
        ShippingOptionsOutput(try await ordering.shippingOptions(ofOpenShop: request.parameter("shop")))
      },
      .api(
        .get, "/shops/{shop}/shipping-options", "List a shop's delivery options", tag: "Shop settings",
        .shop(.settings), answer: ShippingOptionsOutput.self
      ) { request in
        ShippingOptionsOutput(try await ordering.shippingOptions(of: request.requireShop()))
      },
      .api(
        .put, "/shops/{shop}/shipping-options", "Replace a shop's delivery options", tag: "Shop settings",
        .shop(.settings), body: ShippingOptionsInput.self, answer: ShippingOptionsOutput.self,
        problems: [.preconditionFailed]
      ) { request, body in
        let edit = request.edit(body, ifMatches: ShippingOptionsOutput.init)
        return ShippingOptionsOutput(
          try await ordering.replaceShippingOptions(of: request.requireShop(), edit))
      },
    ]
  }
}

/// A list of delivery options.
struct ShippingOptionsOutput: Output {
  let items: [ShippingOptionOutput]

  init(_ options: [ShippingOption]) { items = options.map { ShippingOptionOutput($0) } }

  static let fields: [OutputField<Self>] = [.init("items") { $0.items }]
}

/// One delivery option. Inside a cart its price is that for the goods in it.
struct ShippingOptionOutput: Output {
  let option: ShippingOption
  let price: Money

  init(_ option: ShippingOption, for subtotal: MoneyTotal? = nil) {
    self.option = option
    price = subtotal.map { option.price(for: $0) } ?? option.price
  }

  static let fields: [OutputField<Self>] = [
    .init("id") { $0.option.id },
    .init("name") { $0.option.title.text },
    .init("price") { $0.price },
    .init("freeFrom") { $0.option.freeFrom },
    .init("countries") { $0.option.countries },
    .init("minDays") { $0.option.minimumDays },
    .init("maxDays") { $0.option.maximumDays },
    .init("marketPrices") { $0.option.marketPrices.mapValues(\.price) },
    .init("marketFreeFrom") { $0.option.marketPrices.compactMapValues(\.freeFrom) },
  ]
}
