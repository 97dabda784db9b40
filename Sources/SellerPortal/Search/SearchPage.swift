import Catalog
import Kernel
import Ordering
import Presentation
import Web

/// The first of the shop's orders, customers and products that fit a text. A group that the viewer may not see is
/// `nil`, and was not looked for.
struct SearchPage {
  let frame: SellerFrame
  let search: PortalSearch
  let orders: Page<Order>?
  let customers: [ShopCustomer]?
  let products: Page<ShopProduct>?
}

extension SellerPortal {
  func searchPage(_ request: Request) async throws -> SearchPage {
    let shop = try request.requireShop()
    let frame = try await frame(request)
    let search = PortalSearch(request)
    let text = search.text
    return SearchPage(
      frame: frame, search: search,
      orders: try await search.found(frame.may(.orders)) { page in
        try await ordering.orders(OrderFilter(shop: shop, text: text), page).map(\.order)
      },
      customers: try await search.found(frame.may(.orders)) { page in
        try await ordering.customers(of: shop, named: text, limit: page.limit)
      },
      products: try await search.found(frame.may(.products)) { page in
        try await catalog.products(of: shop, ShopProductQuery(text: text, page: page))
      })
  }
}
