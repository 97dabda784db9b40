import Kernel
import Web

/// Shops: open one, look at them, change one's own.
package enum ShopRoutes {
  private static let tag = "Shops"
  /// Room for the longest texts in all languages.
  private static let maximumBodyBytes = 1024 * 1024

  /// Every route of the noun.
  package static func routes(_ vendors: Vendors) -> [Route] {
    publicRoutes(vendors) + ownRoutes(vendors) + ShopPictureRoutes.routes(vendors)
  }

  private static func publicRoutes(_ vendors: Vendors) -> [Route] {
    [
      .api(
        .get, "/shops", "List open shops by name", tag: tag, .anyone, query: ShopQuery.self,
        answer: Page<ShopOutput>.self
      ) { request, query in
        let page = try await vendors.openShops(matching: query.text, request.page())
        let followed = try await vendors.followed(page.items.map(\.id), by: request.viewer?.account)
        return page.map { ShopOutput($0.told(in: .current), isFollowed: followed?.contains($0.id)) }
      },
      .api(
        .get, "/shops/{shop}", "Show a shop", tag: tag, .anyone, answer: ShopOutput.self,
        problems: [.notFound]
      ) {
        request in
        let shop = try await vendors.shop(request.parameter("shop"), for: request.viewer)
        let followed = try await vendors.followed([shop.id], by: request.viewer?.account)
        return ShopOutput(shop, for: request.viewer, isFollowed: followed?.contains(shop.id))
      },
    ]
  }

  private static func ownRoutes(_ vendors: Vendors) -> [Route] {
    [
      .api(
        .post, "/shops", "Open a shop; an administrator approves it", tag: tag, .signedIn,
        body: OpenShopInput.self,
        answer: ShopOutput.self, status: .created, idempotent: true, problems: [.slugTaken]
      ) { request, body in
        try await request.answer(with: { ShopOutput($0, isManaged: true) }) {
          try await vendors.openShop(body, by: request.requireViewer().account)
        }
      },
      .api(
        .get, "/me/shops", "List the shops that one owns or works in", tag: tag, .signedIn,
        answer: ShopListOutput.self
      ) { request in
        let places = try await vendors.workplaces(of: request.requireViewer().account)
        return ShopListOutput(items: places.map(ShopOutput.init))
      },
      .api(
        .patch, "/shops/{shop}", "Change a shop", tag: tag, .shop(.settings), body: EditShopInput.self,
        answer: ShopOutput.self, maximumBodyBytes: maximumBodyBytes,
        problems: [.slugTaken, .preconditionFailed]
      ) { request, body in
        let shown = try await shown(to: request, vendors)
        return shown.answer(
          try await vendors.editShop(
            request.requireShop(), request.edit(body, ifMatches: shown.view, or: shown.answer)))
      },
      .api(
        .delete, "/shops/{shop}", "Close a shop; it can be restored for some weeks", tag: tag,
        .shop(.ownership), answer: NoContent.self, problems: [.notAllowedNow, .preconditionFailed]
      ) { request in
        let shown = try await shown(to: request, vendors)
        try await vendors.closeShop(
          request.requireShop(), when: request.condition(ifMatches: shown.view, or: shown.answer))
        return NoContent()
      },
    ]
  }

  /// A shop as GET shows it, so that its ETag is the one that `If-Match` is compared with; and as a change shows it.
  private static func shown(
    to request: Request, _ vendors: Vendors
  ) async throws -> (view: @Sendable (Shop) -> ShopOutput, answer: @Sendable (Shop) -> ShopOutput) {
    let id = try request.requireShop()
    let viewer = request.viewer
    let isFollowed = try await vendors.followed([id], by: viewer?.account)?.contains(id)
    return (
      { ShopOutput($0, for: viewer, isFollowed: isFollowed) },
      { ShopOutput($0, isManaged: true, isFollowed: isFollowed) }
    )
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
struct ShopListOutput: Output {
  let items: [ShopOutput]

  static let fields: [OutputField<Self>] = [.init("items") { $0.items }]
}
