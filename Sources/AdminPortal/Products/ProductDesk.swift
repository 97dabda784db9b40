import Catalog
import Kernel
import Web

enum ProductDeskRoutes {
  static func routes(_ portal: AdminPortal) -> [Route] {
    [
      .page(.get, "/admin/products", .admin(.catalogue)) { request in
        .html(try await portal.productList(request).html(request))
      }
    ]
  }
}

/// Products of all shops that the public sees.
struct ProductListPage {
  let frame: AdminFrame
  let text: String
  let listing: Listing
  let isFirst: Bool

  func html(_ request: Request) -> HTML {
    let content: HTML = """
      \(DataTable.toolbar(DataTable.search(path: "/admin/products", query: text, label: "Search products")))\(list)
      """
    return frame.page(
      .products, request, title: "Products",
      lead: """
        \(count: listing.total, one: "# product for sale in all shops.", other: "# products for sale in all shops.")
        """, content)
  }

  private var list: HTML {
    if listing.page.items.isEmpty {
      return Notice.empty(.tag, "No products here", "Products appear when approved shops publish them.")
    }
    let rows = listing.page.items.map { card in
      TableRow(
        id: card.id.description, label: Words(verbatim: card.title), path: "/products/\(card.slug)",
        [
          "<span dir=\"auto\">\(card.title)</span>", "<span dir=\"auto\">\(card.shop.name)</span>",
          card.inStock ? Badge.show("In stock", .success) : Badge.show("Sold out", .neutral),
          "\(Int(card.sold).displayCount)", card.price.html,
        ])
    }
    let columns = [
      TableColumn("Product", isMain: true), TableColumn("Shop"), TableColumn("Stock"),
      TableColumn("Sold", .end),
      TableColumn("Price", .end),
    ]
    let links = listing.page.links("/admin/products", [("q", text)], isFirst: isFirst)
    return "\(DataTable.show("Products", columns, rows))\(links)"
  }
}

extension AdminPortal {
  func productList(_ request: Request) async throws -> ProductListPage {
    let text = (request.query["q"] ?? "").trimmed
    let page = try request.page()
    let query = ListingQuery(
      filter: ListingFilter(text: text.isEmpty ? nil : text), sort: text.isEmpty ? .newest : .relevance,
      page: page)
    return ProductListPage(
      frame: try await frame(request), text: text, listing: try await catalog.listing(query),
      isFirst: page.cursor == nil)
  }
}
