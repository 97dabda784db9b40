import Kernel
import Web

/// Shops: open one, look at them, change one's own.
package enum ShopRoutes {
  private static let tag = "Shops"

  /// Every route of the noun.
  package static func routes(_ vendors: Vendors) -> [Route] {
    publicRoutes(vendors) + ownRoutes(vendors)
      + ShopPicture.allCases.flatMap { ShopPictureRoutes.routes($0, vendors) }
  }

  private static func publicRoutes(_ vendors: Vendors) -> [Route] {
    [
      .api(
        .get, "/shops", "List open shops by name", tag: tag, .anyone, query: ShopQuery.self,
        answer: Page<ShopView>.self
      ) { request, query in
        let page = try await vendors.openShops(matching: query.text, request.page())
        let followed = try await vendors.followed(page.items.map(\.id), by: request.viewer?.account)
        return page.map { ShopView($0, isFollowed: followed?.contains($0.id)) }
      },
      .api(
        .get, "/shops/{shop}", "Show a shop", tag: tag, .anyone, answer: ShopView.self, problems: [.notFound]
      ) {
        request in
        let shop = try await vendors.shop(request.parameter("shop"), for: request.viewer)
        let followed = try await vendors.followed([shop.id], by: request.viewer?.account)
        return ShopView(
          shop, isManaged: shop.isManaged(by: request.viewer), isFollowed: followed?.contains(shop.id))
      },
    ]
  }

  private static func ownRoutes(_ vendors: Vendors) -> [Route] {
    [
      .api(
        .post, "/shops", "Open a shop; an administrator approves it", tag: tag, .signedIn,
        body: OpenShop.self,
        answer: ShopView.self, status: .created, idempotent: true, problems: [.slugTaken]
      ) { request, body in
        try await request.answer(with: { ShopView($0, isManaged: true) }) {
          try await vendors.openShop(body, by: request.requireViewer().account)
        }
      },
      .api(
        .get, "/me/shops", "List the shops that one owns or works in", tag: tag, .signedIn,
        answer: ShopList.self
      ) { request in
        let places = try await vendors.workplaces(of: request.requireViewer().account)
        return ShopList(items: places.map(ShopView.init))
      },
      .api(
        .patch, "/shops/{shop}", "Change a shop", tag: tag, .shop(.settings), body: EditShop.self,
        answer: ShopView.self, problems: [.slugTaken]
      ) { request, body in
        ShopView(try await vendors.editShop(request.requireShop(), body), isManaged: true)
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
