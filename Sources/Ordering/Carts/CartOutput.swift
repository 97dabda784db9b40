import Kernel
import Vendors
import Web

/// A cart as the API shows it.
package struct CartOutput: Output {
  let cart: Cart
  let imageURL: @Sendable (String) -> String

  /// Shows `cart`; `imageURL` turns a picture's key into its address.
  package init(_ cart: Cart, _ imageURL: @escaping @Sendable (String) -> String) {
    self.cart = cart
    self.imageURL = imageURL
  }

  package static let fields: [OutputField<Self>] = [
    .init("id") { $0.cart.id },
    .init("status") { $0.cart.status.rawValue },
    .init("currency") { $0.cart.currency },
    .init("items") { view in view.cart.lines.map { CartItemOutput($0, view.imageURL) } },
    .init("shops") { view in view.cart.shops.map { CartShopOutput($0, view.imageURL) } },
    .init("itemCount") { $0.cart.itemCount },
    .init("subtotal") { $0.cart.subtotal },
    .init("takesCashOnDelivery") { $0.cart.cashlessTitles.isEmpty },
    .init("notices") { view in view.cart.notices.map { CartNoticeOutput(notice: $0) } },
  ]
}

struct CartItemOutput: Output {
  let line: CartLine
  let imageURL: @Sendable (String) -> String

  init(_ line: CartLine, _ imageURL: @escaping @Sendable (String) -> String) {
    self.line = line
    self.imageURL = imageURL
  }

  static let fields: [OutputField<Self>] = [
    .init("variant") { $0.line.variant },
    .init("product") { $0.line.product },
    .init("slug") { $0.line.productSlug },
    .init("title") { $0.line.title },
    .init("variantTitle") { $0.line.variantTitle },
    .init("sku") { $0.line.sku },
    .init("image") { view in view.line.imageKey.map { view.imageURL($0) } },
    .init("shop") { ShopSummaryOutput($0.line.shop) },
    .init("quantity") { $0.line.quantity },
    .init("unitPrice") { $0.line.unitPrice },
    .init("compareAtPrice") { $0.line.compareAtPrice },
    .init("lineTotal") { $0.line.total },
    .init("available") { $0.line.available },
    .init("takesCashOnDelivery") { $0.line.takesCash },
    .init("problem") { $0.line.problem },
  ]
}

struct CartShopOutput: Output {
  let shop: CartShop
  let imageURL: @Sendable (String) -> String

  init(_ shop: CartShop, _ imageURL: @escaping @Sendable (String) -> String) {
    self.shop = shop
    self.imageURL = imageURL
  }

  static let fields: [OutputField<Self>] = [
    .init("shop") { ShopSummaryOutput($0.shop.shop) },
    .init("items") { view in view.shop.lines.map { CartItemOutput($0, view.imageURL) } },
    .init("subtotal") { $0.shop.subtotal },
    .init("shippingOptions") { view in
      view.shop.options.map { ShippingOptionOutput($0, for: view.shop.subtotal) }
    },
  ]
}

struct CartNoticeOutput: Output {
  let notice: CartNotice

  static let fields: [OutputField<Self>] = [
    .init("code") { $0.notice.code },
    .init("variant") { $0.notice.variant },
    .init("message") { $0.notice.message },
  ]
}
