import Catalog
import Identity
import Kernel
import Presentation
import Web

/// Who changed what of a product.
struct ProductHistoryPage {
  let frame: SellerFrame
  let product: Product
  let entries: Page<AuditEntry>
  let isFirst: Bool
}

extension SellerPortal {
  func productHistoryPage(_ request: Request) async throws -> ProductHistoryPage {
    let shop = try request.requireShop()
    let page = try request.page()
    let product = try await catalog.product(request.parameter("product"), of: shop)
    return ProductHistoryPage(
      frame: try await frame(request), product: product,
      entries: try await catalog.productHistory(of: product.id.description, in: shop, page),
      isFirst: page.cursor == nil)
  }
}

extension ProductHistoryPage {
  func html(_ request: Request) -> HTML {
    let title = Words(verbatim: product.title)
    let crumbs = Navigation.breadcrumbs([
      ("Products", frame.paths.products), (title, frame.paths.product(product.id)), ("History", nil),
    ])
    return frame.page(
      .products, request, title: "History", lead: "Who changed what of this product, and when.",
      breadcrumbs: crumbs, list)
  }

  private var list: HTML {
    if entries.items.isEmpty {
      return Notice.empty(.clock, "Nothing yet", "Changes to this product are listed here.")
    }
    // Whoever looks after goods needs no addresses of colleagues.
    let activities = entries.items.map {
      $0.withoutClient.activity(for: .vendor, detail: nil, facts: [])
    }
    let links = entries.links(frame.paths.history(of: product.id), [], isFirst: isFirst)
    return "\(ActivityList.show("What was done, newest first", activities))\(links)"
  }
}
