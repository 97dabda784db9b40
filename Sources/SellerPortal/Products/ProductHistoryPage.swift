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
  /// By the moments of changes, what can be had back of what they led to.
  let revisions: [Timestamp: ProductRevisionID]
  let isFirst: Bool
}

extension SellerPortal {
  func productHistoryPage(_ request: Request) async throws -> ProductHistoryPage {
    let shop = try request.requireShop()
    let page = try request.page()
    let product = try await catalog.product(request.parameter("product"), of: shop)
    let entries = try await catalog.productHistory(of: product.id.description, in: shop, page)
    return ProductHistoryPage(
      frame: try await frame(request), product: product, entries: entries,
      revisions: product.deletedAt == nil
        ? try await catalog.revisions(of: product.id, at: entries.items.map(\.at)) : [:],
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

  private func restoring(_ moment: Timestamp) -> [(name: Words, value: HTML)] {
    guard let revision = revisions[moment] else { return [] }
    let path = frame.paths.revision(revision, of: product.id)
    return [("What it said then", "<a href=\"\(path)\">\(say: "Restore this state")</a>")]
  }

  private var list: HTML {
    if entries.items.isEmpty {
      return Notice.empty(.clock, "Nothing yet", "Changes to this product are listed here.")
    }
    // Whoever looks after goods needs no addresses of colleagues.
    let activities = entries.items.map {
      $0.withoutClient.activity(for: .vendor, detail: nil, facts: restoring($0.at))
    }
    let links = entries.links(frame.paths.history(of: product.id), [], isFirst: isFirst)
    return "\(ActivityList.show("What was done, newest first", activities))\(links)"
  }
}
