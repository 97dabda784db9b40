import Catalog
import Identity
import Kernel
import Ordering
import Presentation
import Vendors
import Web

private let shownOfEach = 5
private let longestText = 100

/// The first of the orders, people, shops and products that fit a text. A group that the viewer's role may not see is
/// `nil`, and was not looked for.
struct SearchPage {
  let frame: AdminFrame
  let text: String
  let orders: Page<OrderDetails>?
  let people: Page<Person>?
  let shops: Page<ReviewedShop>?
  let products: Page<ProductCard>?

  /// True when nothing was found.
  var isEmpty: Bool {
    let counts = [orders?.items.count, people?.items.count, shops?.items.count, products?.items.count]
    return counts.allSatisfy { ($0 ?? 0) == 0 }
  }
}

extension AdminPortal {
  func searchPage(_ request: Request) async throws -> SearchPage {
    let frame = try await frame(request)
    let text = String((request.query.typed("q") ?? "").prefix(longestText))
    let page = PageRequest(limit: shownOfEach)
    func found<T: Sendable>(
      _ section: AdminSection, _ look: () async throws -> Page<T>
    ) async throws -> Page<T>? {
      !text.isEmpty && frame.may(section) ? try await look() : nil
    }
    return SearchPage(
      frame: frame, text: text,
      orders: try await found(.orders) { try await ordering.orders(OrderFilter(text: text), page) },
      people: try await found(.people) { try await identity.people(PeopleFilter(text: text), page) },
      shops: try await found(.shops) { try await vendors.shopsForReview(ShopFilter(text: text), page) },
      products: try await found(.products) {
        try await catalog.products(
          ListingQuery(filter: ListingFilter(text: text), sort: .relevance, page: page))
      })
  }
}
