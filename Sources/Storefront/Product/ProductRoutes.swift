import Kernel
import Web

/// A product's own page.
enum ProductRoutes {
  static func routes(_ storefront: Storefront) -> [Route] {
    [
      .page(.get, "/products/{product}", .anyone, cache: .visitor) { request in
        let reference = try request.parameter("product")
        let page = try await storefront.product(reference, for: request.viewer)
        if page.product.slug != reference {
          return .redirect(to: page.path(variant: request.query["variant"]))
        }
        // Under a shop's own name only its own goods are shown.
        if let hosted = request.hosted, hosted.id != page.product.shop.id {
          let path = page.path(variant: request.query["variant"])
          return .redirect(external: storefront.absolute(path))
        }
        let frame = try await storefront.frame(request)
        let address = await storefront.absolute(page.path(variant: nil), of: page.product.shop.id)
        let head = page.head(siteName: frame.siteName, address: address, absolute: storefront.absolute)
        return .html(
          page.html(head: head, frame: frame, flash: request.flash, variant: request.query["variant"]))
      },
      .page(.get, "/recent", .anyone) { request in
        let cards = try await storefront.recentlyViewed(request.query["ids"] ?? "")
        return .html(RecentlyViewed.html(cards))
      },
    ]
  }
}
