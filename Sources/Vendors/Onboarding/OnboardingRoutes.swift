import Kernel
import Web

/// Onboarding: administrators decide about shops, vendors answer.
package enum OnboardingRoutes {
  private static let tag = "Onboarding"

  /// Every route of the noun.
  package static func routes(_ vendors: Vendors) -> [Route] {
    [
      .api(
        .post, "/shops/{shop}/application", "Answer a rejection, so that the shop is looked at again",
        tag: tag,
        .shop(.settings), body: AnswerRejection.self, answer: ShopView.self, problems: [.notAllowedNow]
      ) { request, body in
        ShopView(try await vendors.answerRejection(request.requireShop(), body), isManaged: true)
      },
      .api(
        .get, "/admin/shops", "List shops of every state", tag: tag, .admin(.shops), query: ReviewQuery.self,
        answer: Page<ReviewedShopView>.self
      ) { request, query in
        try await vendors.shopsForReview(status: query.status, matching: query.text, request.page())
          .map(ReviewedShopView.init)
      },
      .api(
        .get, "/admin/shops/{shop}", "Show a shop with its owner", tag: tag, .admin(.shops),
        answer: ReviewedShopView.self,
        problems: [.notFound]
      ) { request in
        ReviewedShopView(reviewed: try await vendors.shopForReview(request.parameter("shop")))
      },
      .api(
        .post, "/admin/shops/{shop}/approve", "Open a shop to customers", tag: tag, .admin(.shopDecisions),
        answer: ShopView.self,
        problems: [.notFound, .notAllowedNow]
      ) { request in
        ShopView(try await vendors.approve(subject(of: request, vendors)), isManaged: true)
      },
      .api(
        .post, "/admin/shops/{shop}/reject", "Refuse a shop with a reason", tag: tag, .admin(.shopDecisions),
        body: ShopDecision.self, answer: ShopView.self, problems: [.notFound, .notAllowedNow]
      ) { request, body in
        ShopView(
          try await vendors.reject(subject(of: request, vendors), reason: body.reason), isManaged: true)
      },
      .api(
        .post, "/admin/shops/{shop}/suspend", "Hide a shop with a reason", tag: tag, .admin(.shopDecisions),
        body: ShopDecision.self, answer: ShopView.self, problems: [.notFound, .notAllowedNow]
      ) { request, body in
        ShopView(
          try await vendors.suspend(subject(of: request, vendors), reason: body.reason), isManaged: true)
      },
    ]
  }

  private static func subject(of request: Request, _ vendors: Vendors) async throws -> ShopID {
    try await vendors.shopForReview(request.parameter("shop")).shop.id
  }
}

/// Which shops to list.
struct ReviewQuery: Input {
  let status: ShopStatus?
  let text: String?

  init(from input: inout InputReader) throws {
    status = input.optional("status", .choice(ShopStatus.self))
    text = input.optional("q", .text(0...200)).flatMap { $0.isEmpty ? nil : $0 }
  }
}

/// A shop as administrators see it in a list.
struct ReviewedShopView: Output {
  static let schemaName = "ReviewedShop"

  let reviewed: ReviewedShop

  private var shop: Shop { reviewed.shop }

  static let fields: [OutputField<Self>] = [
    .init("id") { $0.shop.id },
    .init("slug") { $0.shop.slug },
    .init("name") { $0.shop.name },
    .init("description") { $0.shop.description },
    .init("country") { $0.shop.country },
    .init("currency") { $0.shop.currency },
    .init("status") { $0.shop.status },
    .init("statusReason") { $0.shop.statusReason },
    .init("vendorAnswer") { $0.shop.vendorAnswer },
    .init("owner") { ShopOwnerView(reviewed: $0.reviewed) },
    .init("createdAt") { $0.shop.createdAt },
    .init("approvedAt") { $0.shop.approvedAt },
  ]
}

/// Who owns a shop, for administrators.
struct ShopOwnerView: Output {
  static let schemaName = "ShopOwner"

  let reviewed: ReviewedShop

  static let fields: [OutputField<Self>] = [
    .init("id") { $0.reviewed.shop.owner },
    .init("name") { $0.reviewed.ownerName },
    .init("email") { $0.reviewed.ownerEmail },
  ]
}
