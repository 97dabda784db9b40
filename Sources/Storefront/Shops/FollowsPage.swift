import Kernel
import Vendors
import Web

private let shopsPerPage = 24

/// The shops that somebody follows.
struct FollowsPage: Sendable {
  static let path = "/account/follows"

  let tiles: [ShopTile]
  let isFirst: Bool
  let next: Cursor?
}

extension Storefront {
  /// The viewer's followed shops, the last followed first; a cursor that makes no sense begins again.
  func follows(_ request: Request) async throws -> FollowsPage {
    let cursor = request.query["cursor"].flatMap { Cursor($0) }
    let page = try await vendors.followedShops(
      of: request.requireViewer().account, PageRequest(limit: shopsPerPage, cursor: cursor))
    return FollowsPage(
      tiles: try await shopTiles(page.items.map(\.shop)), isFirst: cursor == nil, next: page.nextCursor)
  }
}

extension FollowsPage {
  /// The whole page.
  func html(frame: StorefrontFrame, flash: Flash?) -> HTML {
    let next = next.map { "\(FollowsPage.path)?\(Parameters([("cursor", $0.description)]).encoded)" }
    let nothing = Notice.empty(
      .store, "You follow no shop yet", "Follow shops that you like, and find them again here.",
      action: Button.link("See the shops", to: "/shops", kind: .primary))
    return AccountFrame.page(
      frame, flash: flash, title: "Shops you follow", current: FollowsPage.path,
      """
      \(when: tiles.isEmpty, nothing, else: ShopTile.grid(tiles))\
      \(Navigation.pages(previous: isFirst ? nil : FollowsPage.path, next: next))
      """)
  }
}
