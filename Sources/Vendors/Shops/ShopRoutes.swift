import Kernel
import Web

/// Shops: open one, look at them, change one's own.
package enum ShopRoutes {
  private static let tag = "Shops"

  /// Every route of the noun.
  package static func routes(_ vendors: Vendors) -> [Route] {
    publicRoutes(vendors) + ownRoutes(vendors)
  }

  private static func publicRoutes(_ vendors: Vendors) -> [Route] {
    [
      .api(
        .get, "/shops", "List open shops by name", tag: tag, .anyone, query: ShopQuery.self,
        answer: Page<ShopView>.self
      ) { request, query in
        try await vendors.openShops(matching: query.text, request.page()).map { ShopView($0) }
      },
      .api(
        .get, "/shops/{shop}", "Show a shop", tag: tag, .anyone, answer: ShopView.self, problems: [.notFound]
      ) {
        request in
        let shop = try await vendors.shop(request.parameter("shop"), for: request.viewer)
        return ShopView(shop, isManaged: shop.isManaged(by: request.viewer))
      },
    ]
  }

  private static func ownRoutes(_ vendors: Vendors) -> [Route] {
    [
      .api(
        .post, "/shops", "Open a shop; an administrator approves it", tag: tag, .signedIn,
        body: OpenShop.self,
        answer: ShopView.self, status: .created, problems: [.slugTaken]
      ) { request, body in
        let shop = try await vendors.openShop(body, by: request.requireViewer().account)
        return ShopView(shop, isManaged: true)
      },
      .api(.get, "/me/shops", "List one's shops", tag: tag, .signedIn, answer: ShopList.self) { request in
        let shops = try await vendors.shops(of: request.requireViewer().account)
        return ShopList(items: shops.map { ShopView($0, isManaged: true) })
      },
      .api(
        .patch, "/shops/{shop}", "Change a shop", tag: tag, .shop(.settings), body: EditShop.self,
        answer: ShopView.self, problems: [.slugTaken]
      ) { request, body in
        ShopView(try await vendors.editShop(request.requireShop(), body), isManaged: true)
      },
      .api(
        .delete, "/shops/{shop}", "Close a shop", tag: tag, .shop(.settings), answer: NoContent.self,
        problems: [.notAllowedNow]
      ) { request in
        try await vendors.closeShop(request.requireShop())
        return NoContent()
      },
    ]
  }
}

/// Which shops to list.
struct ShopQuery: Input {
  let text: String?

  init(from input: inout InputReader) throws {
    text = input.optional("q", .text(0...200)).flatMap { $0.isEmpty ? nil : $0 }
  }
}

/// The shops of one account; there are few.
struct ShopList: Output {
  let items: [ShopView]

  static let fields: [OutputField<Self>] = [.init("items") { $0.items }]
}
