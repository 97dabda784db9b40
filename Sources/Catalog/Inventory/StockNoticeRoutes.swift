import Kernel
import Web

/// Mails about what is in stock again.
package enum StockNoticeRoutes {
  private static let tag = "Products"

  /// The routes of such wishes.
  package static func routes(_ catalog: Catalog) -> [Route] {
    [
      .api(
        .post, "/products/{product}/stock-notices",
        "Ask for one mail when a variant that is sold out can be bought again; a guest confirms it by a mail first",
        tag: tag, .anyone,
        body: StockNoticeInput.self, answer: StockNoticeReceiptOutput.self, status: .created,
        idempotent: true, limit: .wishes, problems: [.notFound, .notAllowedNow]
      ) { request, body in
        let viewer = request.viewer?.account
        let product = try request.parameter("product")
        return try await request.answer(with: StockNoticeReceiptOutput.init) {
          try await catalog.askForNotice(of: product, body, by: viewer)
        }
      },
      .api(
        .post, "/stock-notices/confirm",
        "Say that one wants the mail that was asked for, by the link of a mail",
        tag: tag, .anyone, body: StockNoticeTokenInput.self, answer: NoContent.self, limit: .wishes
      ) { _, body in
        try await catalog.confirmNotice(token: body.token)
        return NoContent()
      },
      .api(
        .post, "/stock-notices/stop", "End all such mails to the address that a mail's link was sent to",
        tag: tag, .anyone, body: StockNoticeTokenInput.self, answer: NoContent.self, limit: .wishes
      ) { _, body in
        try await catalog.stopNotices(token: body.token)
        return NoContent()
      },
      .api(
        .get, "/me/stock-notices", "List what one waits for", tag: tag, .signedIn,
        answer: Page<StockNoticeOutput>.self
      ) { request in
        let notices = try await catalog.awaited(by: request.requireViewer().account)
        return Page(items: notices.map(StockNoticeOutput.init))
      },
      .api(
        .delete, "/me/stock-notices/{variant}", "Wait for a variant no more", tag: tag, .signedIn,
        answer: NoContent.self, problems: [.notFound]
      ) { request in
        try await catalog.endNotice(
          of: request.id("variant", as: VariantID.self), by: request.requireViewer().account)
        return NoContent()
      },
    ]
  }
}

/// That somebody asked.
struct StockNoticeReceiptOutput: Output {
  let receipt: StockNoticeReceipt

  init(_ receipt: StockNoticeReceipt) { self.receipt = receipt }

  static let fields: [OutputField<Self>] = [
    .init("variant") { $0.receipt.variant },
    .init("product") { $0.receipt.product },
    .init("createdAt") { $0.receipt.askedAt },
    .init("isConfirmed") { $0.receipt.isConfirmed },
  ]
}

/// What somebody waits for.
struct StockNoticeOutput: Output {
  let notice: StockNotice

  init(_ notice: StockNotice) { self.notice = notice }

  static let fields: [OutputField<Self>] = [
    .init("variant") { $0.notice.variant },
    .init("product") { $0.notice.product },
    .init("title") { $0.notice.productTitle },
    .init("variantTitle") { $0.notice.variantTitle },
    .init("createdAt") { $0.notice.createdAt },
  ]
}
