import Catalog
import Kernel
import Ordering
import Presentation
import Web

private let shownOfEach = 5
private let longestText = 100

/// The first of the shop's orders, customers and products that fit a text. A group that the viewer may not see is
/// `nil`, and was not looked for.
struct SearchPage {
  let frame: SellerFrame
  let text: String
  let orders: Page<Order>?
  let customers: [ShopCustomer]?
  let products: Page<ShopProduct>?

  /// True when nothing was found.
  var isEmpty: Bool {
    [orders?.items.count, customers?.count, products?.items.count].allSatisfy { ($0 ?? 0) == 0 }
  }
}

extension SellerPortal {
  func searchPage(_ request: Request) async throws -> SearchPage {
    let shop = try request.requireShop()
    let frame = try await frame(request)
    let text = String((request.query.typed("q") ?? "").prefix(longestText))
    let page = PageRequest(limit: shownOfEach)
    func found<T: Sendable>(_ section: SellerSection, _ look: () async throws -> T) async throws -> T? {
      !text.isEmpty && frame.may(section) ? try await look() : nil
    }
    return SearchPage(
      frame: frame, text: text,
      orders: try await found(.orders) {
        try await ordering.orders(OrderFilter(shop: shop, text: text), page).map(\.order)
      },
      customers: try await found(.orders) {
        try await ordering.customers(of: shop, named: text, limit: shownOfEach)
      },
      products: try await found(.products) {
        try await catalog.products(of: shop, ShopProductQuery(text: text, page: page))
      })
  }
}
