import Kernel
import Web

/// Where shops say how they deliver.
package enum ShippingRoutes {
  /// The routes of delivery options.
  package static func routes(_ ordering: Ordering) -> [Route] {
    [
      Route.api(
        .get, "/shops/{shop}/delivery", "How an open shop delivers", tag: "Shops", .anyone,
        answer: ShippingOptionsView.self
      ) { request in
        ShippingOptionsView(try await ordering.shippingOptions(ofOpenShop: request.parameter("shop")))
      },
      Route.api(
        .get, "/shops/{shop}/shipping-options", "List a shop's delivery options", tag: "Shop settings",
        .shop(.settings), answer: ShippingOptionsView.self
      ) { request in
        ShippingOptionsView(try await ordering.shippingOptions(of: request.requireShop()))
      },
      Route.api(
        .put, "/shops/{shop}/shipping-options", "Replace a shop's delivery options", tag: "Shop settings",
        .shop(.settings), body: ShippingOptionsInput.self, answer: ShippingOptionsView.self
      ) { request, body in
        ShippingOptionsView(
          try await ordering.replaceShippingOptions(of: request.requireShop(), with: body))
      },
    ]
  }
}

/// A list of delivery options.
struct ShippingOptionsView: Output {
  let items: [ShippingOptionView]

  init(_ options: [ShippingOption]) { items = options.map { ShippingOptionView($0) } }

  static let schemaName = "ShippingOptions"
  static let fields: [OutputField<Self>] = [.init("items") { $0.items }]
}

/// One delivery option. Inside a cart its price is that for the goods in it.
struct ShippingOptionView: Output {
  let option: ShippingOption
  let price: Money

  init(_ option: ShippingOption, for subtotal: MoneyTotal? = nil) {
    self.option = option
    price = subtotal.map { option.price(for: $0) } ?? option.price
  }

  static let schemaName = "ShippingOption"
  static let fields: [OutputField<Self>] = [
    .init("id") { $0.option.id },
    .init("name") { $0.option.title.text },
    .init("price") { $0.price },
    .init("freeFrom") { $0.option.freeFrom },
    .init("countries") { $0.option.countries },
    .init("minDays") { $0.option.minimumDays },
    .init("maxDays") { $0.option.maximumDays },
  ]
}
