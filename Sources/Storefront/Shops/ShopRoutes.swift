import Kernel
import Web

/// The shops of the market.
enum ShopRoutes {
  static func routes(_ storefront: Storefront) -> [Route] {
    [
      .page(.get, "/shops", .anyone, cache: .visitor) { request in
        let page = try await storefront.shops(request.query)
        let frame = try await storefront.frame(request)
        let isPlain = request.query.isEmpty
        let head = DocumentHead(
          title: "Shops", siteName: frame.siteName,
          description: "The shops of \(frame.siteName): who they are and what they make.",
          canonical: isPlain ? storefront.absolute("/shops") : nil, isIndexable: isPlain)
        return .html(page.html(head: head, frame: frame, flash: request.flash))
      },
      .page(.get, "/shops/{shop}", .anyone, cache: .visitor) { request in
        let reference = try request.parameter("shop")
        let page = try await storefront.shop(reference, for: request.viewer, request.query)
        if page.shop.slug != reference { return .redirect(to: page.shop.path) }
        if let link = page.listing.linkOfLastPage { return .redirect(to: link) }
        let frame = try await storefront.frame(request)
        let head = storefront.shopHead(page, frame)
        return .html(page.html(head: head, frame: frame, flash: request.flash))
      },
    ]
  }
}
