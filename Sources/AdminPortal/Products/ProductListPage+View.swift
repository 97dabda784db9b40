import Kernel
import Presentation
import Web

extension ProductListPage {
  func html(_ request: Request) -> HTML {
    let search = DataTable.search(path: AdminPaths.products, query: text, label: "Search products")
    return frame.page(
      .products, request, title: "Products",
      lead: text.isEmpty ? total : nil, "\(DataTable.toolbar(search))\(list)")
  }

  /// How many there are, which is not how many were found.
  private var total: Words {
    """
    \(count: listing.total, one: "# product for sale in all shops.", other: "# products for sale in all shops.")
    """
  }

  private var list: HTML {
    if listing.page.items.isEmpty && !text.isEmpty {
      return Notice.empty(
        .search, "Nothing for “\(text)”", "Try another word, or fewer letters.",
        action: Button.link("All products", to: AdminPaths.products))
    }
    if listing.page.items.isEmpty {
      return Notice.empty(.tag, "No products here", "Products appear when approved shops publish them.")
    }
    let rows = listing.page.items.map { card in
      TableRow(
        id: card.id.description, label: Words(verbatim: card.title), path: Paths.product(card.slug),
        [
          written(card.title), written(card.shop.name),
          card.inStock ? Badge.show("In stock", .success) : Badge.show("Sold out", .neutral),
          "\(Int(card.sold).displayCount)", card.price.html,
        ])
    }
    let columns = [
      TableColumn("Product", isMain: true), TableColumn("Shop"), TableColumn("Stock"),
      TableColumn("Sold", .end),
      TableColumn("Price", .end),
    ]
    let links = listing.page.links(AdminPaths.products, [("q", text)], isFirst: isFirst)
    return "\(DataTable.show("Products", columns, rows))\(links)"
  }
}
