import Catalog
import Kernel
import Presentation
import Web

/// The whole range of goods.
struct CategoriesPage: Sendable {
  /// A category at the top with those directly below it.
  struct Branch: Sendable {
    let tile: CategoryTile
    let below: [(category: Category, count: Int)]
  }

  let branches: [Branch]
}

extension Storefront {
  func showCategories(_ request: Request) async throws -> Response {
    let page = try await categoriesPage()
    let frame = try await frame(request)
    let head = DocumentHead(
      title: "Categories", siteName: frame.siteName,
      description: "The whole range of \(frame.siteName), from shop to shop.",
      canonical: absolute(Paths.categories))
    return .html(page.html(head: head, frame: frame, flash: request.flash)).kept(while: Storefront.frameTags)
  }

  /// The range of goods with counts.
  func categoriesPage() async throws -> CategoriesPage {
    try await kept(memory.ranges, "all") {
      let tree = try await site().tree
      let counts = try await catalog.facets(ListingFilter()).categories
      let countByID = Dictionary(counts.map { ($0.category.id, $0.count) }) { $1 }
      let page = CategoriesPage(
        branches: try await categoryTiles(of: nil).map { tile in
          CategoriesPage.Branch(
            tile: tile,
            below: tree.children(of: tile.category.id).map { (category: $0, count: countByID[$0.id] ?? 0) })
        })
      return Kept(page, while: Storefront.frameTags)
    }.value
  }
}

extension CategoriesPage {
  /// The whole page.
  func html(head: DocumentHead, frame: StorefrontFrame, flash: Flash?) -> HTML {
    StorefrontPage.render(
      head: head, frame: frame, flash: flash,
      breadcrumbs: Navigation.breadcrumbs([("Home", Paths.home), ("Categories", nil)]),
      """
      \(StorefrontPage.title("Categories"))\
      \(when: branches.isEmpty, nothing, else: "<div class=\"range-list\">\(branches.map(\.html))</div>")
      """)
  }

  private var nothing: HTML {
    Notice.empty(
      .category, "No categories yet", "All goods stand on one shelf for now.",
      action: Button.link("See all goods", to: Paths.products, kind: .primary))
  }
}

extension CategoriesPage.Branch {
  fileprivate var html: HTML {
    let links = below.map { entry -> HTML in
      """
      <li><a href="\(Paths.category(entry.category.slug))" dir="auto">\(entry.category.name)</a> \
      <span class="muted num">\(entry.count.displayCount)</span></li>
      """
    }
    let picture = Picture.orPlaceholder(tile.picture, title: tile.category.name, sizes: "160px")
    return """
      <section class="range-list__branch"><a class="range-list__picture" href="\(tile.path)" tabindex="-1" \
      aria-hidden="true">\(picture)</a>\
      <div><h2 class="range-list__title"><a href="\(tile.path)" dir="auto">\(tile.category.name)</a></h2>\
      <p class="muted small">\(say: "\(count: tile.count, one: "# product", other: "# products")")</p>\
      \(when: !links.isEmpty, "<ul class=\"range-list__links\">\(links)</ul>")</div></section>
      """
  }
}
