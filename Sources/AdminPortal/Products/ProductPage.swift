import Catalog
import Identity
import Kernel
import Presentation
import Vendors
import Web

/// One product of any shop, with everything that its vendor wrote, and what can be decided about it.
struct ProductPage {
  let frame: AdminFrame
  let product: Product
  let shop: Shop
  /// Rich text that was sanitised.
  let description: HTML
  let pictures: [Picture]
  let zoomPaths: [String]
  let history: Page<AuditEntry>
  let isFirst: Bool
  /// Whether the viewer owns the shop or works for it, and so decides nothing about it.
  let isOwn: Bool
  /// The form of a hiding that was refused.
  let refused: FormState?
}

extension AdminPortal {
  func productPage(_ request: Request, _ refused: FormState?) async throws -> ProductPage {
    let product = try await catalog.productForDesk(request.parameter("product"))
    // A refused form is no request for a page of the history.
    let page = refused == nil ? try request.page() : PageRequest()
    var filter = AuditFilter()
    filter.target = product.id.description
    let stored = product.images.compactMap { image in image.key.map { (image: image, key: $0) } }
    return ProductPage(
      frame: try await frame(request), product: product,
      shop: try await vendors.shopForReview(product.shop.id.description).shop,
      description: HTML(trustedMarkup: product.text.html),
      pictures: stored.map { image, key in
        catalog.preview(
          key, width: image.width, height: image.height,
          alternative: image.alt.isEmpty ? product.title : image.alt)
      },
      zoomPaths: stored.map { catalog.imagePath($0.key, .zoom) },
      history: try await identity.auditEntries(filter, page), isFirst: page.cursor == nil,
      isOwn: try await vendors.isInvolved(request.requireViewer().account, in: product.shop.id),
      refused: refused)
  }
}
