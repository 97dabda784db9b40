import Catalog
import Identity
import Kernel
import Ordering
import Presentation
import Vendors
import Web

/// The first of the orders, people, shops and products that fit a text. A group that the viewer's role may not see is
/// `nil`, and was not looked for.
struct SearchPage {
  let frame: AdminFrame
  let search: PortalSearch
  let orders: Page<OrderDetails>?
  let people: Page<Person>?
  let shops: Page<ReviewedShop>?
  let products: Page<DeskProduct>?
}

extension AdminPortal {
  func searchPage(_ request: Request) async throws -> SearchPage {
    let frame = try await frame(request)
    let search = PortalSearch(request)
    let text = search.text
    return SearchPage(
      frame: frame, search: search,
      orders: try await search.found(frame.may(.orders)) { page in
        try await ordering.orders(OrderFilter(text: text), page)
      },
      people: try await search.found(frame.may(.people)) { page in
        try await identity.people(PeopleFilter(text: text), page)
      },
      shops: try await search.found(frame.may(.shops)) { page in
        try await vendors.shopsForReview(ShopFilter(text: text), page)
      },
      products: try await search.found(frame.may(.products)) { page in
        try await catalog.productDesk(DeskFilter(text: text), page)
      })
  }
}
