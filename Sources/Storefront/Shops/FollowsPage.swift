import Kernel
import Presentation
import Vendors
import Web

private let shopsPerPage = 24

/// The shops that somebody follows.
struct FollowsPage: Sendable {
  let tiles: [ShopTile]
  let isFirst: Bool
  let next: Cursor?
}

extension Storefront {
  func showFollows(_ request: Request) async throws -> Response {
    let page = try await follows(request)
    return .html(page.html(frame: try await frame(request), flash: request.flash))
  }

  /// The viewer's followed shops, the last followed first; a cursor that makes no sense begins again.
  func follows(_ request: Request) async throws -> FollowsPage {
    let cursor = request.query["cursor"].flatMap { Cursor($0) }
    let page = try await vendors.followedShops(
      of: request.requireViewer().account, PageRequest(limit: shopsPerPage, cursor: cursor))
    return FollowsPage(
      tiles: try await shopTiles(page.items.map(\.shop)), isFirst: cursor == nil, next: page.nextCursor)
  }

  func follow(_ request: Request) async throws -> Response {
    let shop = try await vendors.follow(request.parameter("shop"), by: request.requireViewer().account)
    return .redirect(to: Paths.shop(shop.slug), flash: .success("You follow \(shop.name) now."))
  }

  func unfollow(_ request: Request) async throws -> Response {
    let shop = try await vendors.unfollow(request.parameter("shop"), by: request.requireViewer().account)
    return .redirect(
      to: Paths.shop(shop.slug), flash: .success("You do not follow \(shop.name) any more."))
  }
}

extension FollowsPage {
  /// The whole page.
  func html(frame: StorefrontFrame, flash: Flash?) -> HTML {
    let next = next.map { Parameters([("cursor", $0.description)]).behind(Paths.follows) }
    let nothing = Notice.empty(
      .store, "You follow no shop yet", "Follow shops that you like, and find them again here.",
      action: Button.link("See the shops", to: Paths.shops, kind: .primary))
    return AccountFrame.page(
      frame, flash: flash, title: "Shops you follow", current: Paths.follows,
      """
      \(when: tiles.isEmpty, nothing, else: ShopTile.grid(tiles))\
      \(Navigation.pages(previous: isFirst ? nil : Paths.follows, next: next))
      """)
  }
}
