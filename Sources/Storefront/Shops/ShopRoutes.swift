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
        let page = try await storefront.shop(request)
        if request.hosted == nil, page.shop.slug != (try request.parameter("shop")) {
          return .redirect(to: page.shop.path)
        }
        if let link = page.listing.linkOfLastPage { return .redirect(to: link) }
        let frame = try await storefront.frame(request)
        let head = await storefront.shopHead(page, frame)
        return .html(page.html(head: head, frame: frame, flash: request.flash))
      },
      .page(.post, "/shops/{shop}/follow", .signedIn) { request in
        let shop = try await storefront.vendors.follow(
          request.parameter("shop"), by: request.requireViewer().account)
        return .redirect(to: shop.path, flash: .success("You follow \(shop.name) now."))
      },
      .page(.post, "/shops/{shop}/unfollow", .signedIn) { request in
        let shop = try await storefront.vendors.unfollow(
          request.parameter("shop"), by: request.requireViewer().account)
        return .redirect(to: shop.path, flash: .success("You do not follow \(shop.name) any more."))
      },
      .page(.get, FollowsPage.path, .signedIn) { request in
        let page = try await storefront.follows(request)
        return .html(page.html(frame: try await storefront.frame(request), flash: request.flash))
      },
    ]
  }
}
