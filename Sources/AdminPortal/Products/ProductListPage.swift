import Catalog
import Kernel
import Presentation
import Web

/// Products of all shops that the public sees.
struct ProductListPage {
  let frame: AdminFrame
  let text: String
  let listing: Listing
  let isFirst: Bool
}

extension AdminPortal {
  func productList(_ request: Request) async throws -> ProductListPage {
    let text = request.query.typed("q")
    let page = try request.page()
    let query = ListingQuery(
      filter: ListingFilter(text: text), sort: text == nil ? .newest : .relevance, page: page)
    return ProductListPage(
      frame: try await frame(request), text: text ?? "", listing: try await catalog.listing(query),
      isFirst: page.cursor == nil)
  }
}
