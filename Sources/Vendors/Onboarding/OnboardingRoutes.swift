import Areas
import Kernel
import Web

/// Onboarding: administrators decide about shops, vendors answer.
package enum OnboardingRoutes {
  private static let tag = "Onboarding"

  /// Every route of the noun.
  package static func routes(_ vendors: Vendors) -> [Route] {
    applicationRoutes(vendors) + readingRoutes(vendors) + decisionRoutes(vendors) + questionRoutes(vendors)
  }

  private static func applicationRoutes(_ vendors: Vendors) -> [Route] {
    [
      .api(
        .get, "/shops/{shop}/application", "Show one's application and what it lacks", tag: tag,
        .shop(.ownership), answer: ApplicationOutput.self
      ) { request in
        ApplicationOutput(application: try await vendors.application(of: request.requireShop()))
      },
      .api(
        .put, "/shops/{shop}/application", "Say who is behind the shop", tag: tag, .shop(.ownership),
        body: EditApplicationInput.self, answer: ApplicationOutput.self, problems: [.preconditionFailed]
      ) { request, body in
        let edit = request.edit(body) { ApplicationOutput(application: $0) }
        return ApplicationOutput(
          application: try await vendors.editApplication(
            of: request.requireShop(), edit, by: request.requireViewer().account))
      },
      .api(
        .post, "/shops/{shop}/application",
        "Answer a rejection, a suspension or a question, so that the shop is looked at again", tag: tag,
        .shop(.settings), body: AnswerRejectionInput.self, answer: ShopOutput.self, idempotent: true,
        problems: [.notAllowedNow]
      ) { request, body in
        try await request.answer(with: { ShopOutput($0, isManaged: true) }) {
          try await vendors.answerRejection(request.requireShop(), body)
        }
      },
    ]
  }

  private static func readingRoutes(_ vendors: Vendors) -> [Route] {
    [
      .api(
        .get, "/admin/shops", "List shops of every state", tag: tag, .admin(.shops), query: ShopFilter.self,
        answer: Page<ReviewedShopOutput>.self
      ) { request, filter in
        try await vendors.shopsForReview(filter, request.page()).map(ReviewedShopOutput.init)
      },
      .download(
        .get, "/admin/shops.csv", "The same list as a table, all of it", tag: tag, .admin(.shops),
        query: ShopFilter.self, contentType: "text/csv"
      ) { _, filter in try await vendors.exportShops(filter, as: .csv) },
      .download(
        .get, "/admin/shops.xlsx", "The same list for Excel, all of it", tag: tag, .admin(.shops),
        query: ShopFilter.self, contentType: TableFormat.xlsx.contentType
      ) { _, filter in try await vendors.exportShops(filter, as: .xlsx) },
      .api(
        .get, "/admin/shops/{shop}", "Show a shop with its owner", tag: tag, .admin(.shops),
        answer: ReviewedShopOutput.self, problems: [.notFound]
      ) { request in
        ReviewedShopOutput(reviewed: try await vendors.shopForReview(request.parameter("shop")))
      },
      .api(
        .get, "/admin/shops/{shop}/checklist",
        "Show what a shop's application lacks and what was decided, without personal data", tag: tag,
        .admin(.shops), answer: ReviewedApplicationOutput.self, problems: [.notFound]
      ) { request in
        ReviewedApplicationOutput(
          application: try await vendors.applicationForReview(request.parameter("shop"), isPersonal: false))
      },
      .api(
        .get, "/admin/shops/{shop}/application",
        "Show who is behind a shop; the audit log notes it", tag: tag, .admin(.documents),
        answer: ReviewedApplicationOutput.self, problems: [.notFound]
      ) { request in
        ReviewedApplicationOutput(
          application: try await vendors.applicationForReview(request.parameter("shop"), isPersonal: true))
      },
    ]
  }

  private static func decisionRoutes(_ vendors: Vendors) -> [Route] {
    [
      .api(
        .post, "/admin/shops/{shop}/approve",
        "Open a shop to customers; with `anyway` false only one that lacks nothing",
        tag: tag, .admin(.shopDecisions),
        optionalBody: ApproveShopInput.self, answer: ShopOutput.self, idempotent: true,
        problems: [.notFound, .notAllowedNow, .conflict, .ownShop]
      ) { request, body in
        try await request.answer(with: { ShopOutput($0, isManaged: true) }) {
          try await vendors.approve(
            vendors.subject(of: request), version: body?.version, anyway: body?.anyway ?? true)
        }
      },
      .api(
        .post, "/admin/shops/{shop}/unsuspend", "Show a suspended shop again", tag: tag,
        .admin(.shopDecisions), optionalBody: ShopApprovalInput.self, answer: ShopOutput.self,
        idempotent: true, problems: [.notFound, .notAllowedNow, .conflict, .ownShop]
      ) { request, body in
        try await request.answer(with: { ShopOutput($0, isManaged: true) }) {
          try await vendors.unsuspend(vendors.subject(of: request), version: body?.version)
        }
      },
      .api(
        .post, "/admin/shops/{shop}/reject", "Refuse a shop with a reason", tag: tag, .admin(.shopDecisions),
        body: ShopDecisionInput.self, answer: ShopOutput.self, idempotent: true,
        problems: [.notFound, .notAllowedNow, .conflict, .ownShop]
      ) { request, body in
        try await request.answer(with: { ShopOutput($0, isManaged: true) }) {
          try await vendors.reject(vendors.subject(of: request), reason: body.reason, version: body.version)
        }
      },
      .api(
        .post, "/admin/shops/{shop}/suspend", "Hide a shop with a reason", tag: tag, .admin(.shopDecisions),
        body: ShopDecisionInput.self, answer: ShopOutput.self, idempotent: true,
        problems: [.notFound, .notAllowedNow, .conflict, .ownShop]
      ) { request, body in
        try await request.answer(with: { ShopOutput($0, isManaged: true) }) {
          try await vendors.suspend(vendors.subject(of: request), reason: body.reason, version: body.version)
        }
      },
    ]
  }

  private static func questionRoutes(_ vendors: Vendors) -> [Route] {
    [
      .api(
        .post, "/admin/shops/{shop}/request-information", "Ask the vendor of a waiting shop for more",
        tag: tag, .admin(.shopDecisions), body: AskForMoreInput.self, answer: ShopOutput.self,
        idempotent: true, problems: [.notFound, .notAllowedNow, .conflict, .ownShop]
      ) { request, body in
        try await request.answer(with: { ShopOutput($0, isManaged: true) }) {
          try await vendors.askForMore(vendors.subject(of: request), body)
        }
      }
    ]
  }
}

/// A shop as administrators see it in a list.
struct ReviewedShopOutput: Output {
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
    .init("question") { $0.reviewed.question?.rawValue },
    .init("owner") { ShopOwnerOutput(reviewed: $0.reviewed) },
    .init("createdAt") { $0.shop.createdAt },
    .init("approvedAt") { $0.shop.approvedAt },
  ]
}

/// Who owns a shop, for administrators.
struct ShopOwnerOutput: Output {
  let reviewed: ReviewedShop

  static let fields: [OutputField<Self>] = [
    .init("id") { $0.reviewed.shop.owner },
    .init("name") { $0.reviewed.ownerName },
    .init("email") { $0.reviewed.ownerEmail },
  ]
}
