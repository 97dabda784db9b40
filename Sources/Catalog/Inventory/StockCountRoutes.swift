import Kernel
import Web

/// Stocktakes.
package enum StockCountRoutes {
  private static let tag = "Shop stock"

  /// The routes of stocktakes.
  package static func routes(_ catalog: Catalog) -> [Route] { counts(catalog) + lines(catalog) }

  private static func counts(_ catalog: Catalog) -> [Route] {
    [
      .api(
        .get, "/shops/{shop}/stock-counts", "List stocktakes, newest first", tag: tag, .shop(.products),
        answer: Page<StockCountOutput>.self
      ) { request in
        try await catalog.counts(of: request.requireShop(), request.page()).map(StockCountOutput.init)
      },
      .api(
        .post, "/shops/{shop}/stock-counts", "Begin a stocktake of the shop or of a category", tag: tag,
        .shop(.products), body: StockCountInput.self, answer: StockCountOutput.self, status: .created,
        idempotent: true
      ) { request, body in
        try await request.answer(with: StockCountOutput.init) {
          try await catalog.startCount(body, in: request.requireShop())
        }
      },
      .api(
        .get, "/shops/{shop}/stock-counts/{count}", "Show a stocktake", tag: tag, .shop(.products),
        answer: StockCountOutput.self, problems: [.notFound]
      ) { request in
        StockCountOutput(
          try await catalog.count(request.id("count", as: StockCountID.self), of: request.requireShop()))
      },
      .api(
        .delete, "/shops/{shop}/stock-counts/{count}", "Give a stocktake up; it changes nothing", tag: tag,
        .shop(.products), answer: NoContent.self, problems: [.notFound, .notAllowedNow, .preconditionFailed]
      ) { request in
        try await catalog.discardCount(
          request.id("count", as: StockCountID.self), of: request.requireShop(),
          when: request.condition(ifMatches: StockCountOutput.init))
        return NoContent()
      },
      .api(
        .post, "/shops/{shop}/stock-counts/{count}/booking",
        "Put what was counted into the stock, all of it or nothing", tag: tag, .shop(.products),
        answer: StockCountOutput.self, idempotent: true, problems: [.notFound, .notAllowedNow, .stockHeld]
      ) { request in
        let id = try request.id("count", as: StockCountID.self)
        return try await request.answer(with: StockCountOutput.init) {
          try await catalog.bookCount(id, of: request.requireShop())
        }
      },
    ]
  }

  private static func lines(_ catalog: Catalog) -> [Route] {
    [
      .api(
        .get, "/shops/{shop}/stock-counts/{count}/lines", "List the variants of a stocktake", tag: tag,
        .shop(.products), query: StockCountLineQuery.self, answer: Page<StockCountLineOutput>.self,
        problems: [.notFound]
      ) { request, query in
        try await catalog.countLines(
          of: request.id("count", as: StockCountID.self), in: request.requireShop(), query.filter,
          request.page()
        ).map(StockCountLineOutput.init)
      },
      .api(
        .get, "/shops/{shop}/stock-counts/{count}/lines/{variant}", "Show a variant of a stocktake", tag: tag,
        .shop(.products), answer: StockCountLineOutput.self, problems: [.notFound]
      ) { request in
        StockCountLineOutput(
          try await catalog.countLine(
            request.id("variant", as: VariantID.self), in: request.id("count", as: StockCountID.self),
            of: request.requireShop()))
      },
      .api(
        .put, "/shops/{shop}/stock-counts/{count}/lines/{variant}",
        "Say what was counted of a variant; null takes it back", tag: tag, .shop(.products),
        body: CountedInput.self, answer: StockCountLineOutput.self,
        problems: [.notFound, .notAllowedNow, .preconditionFailed]
      ) { request, body in
        let edit = request.edit(body, ifMatches: StockCountLineOutput.init)
        return StockCountLineOutput(
          try await catalog.editCountLine(
            request.id("variant", as: VariantID.self), in: request.id("count", as: StockCountID.self),
            of: request.requireShop(), edit))
      },
    ]
  }
}

/// A stocktake as the API shows it.
struct StockCountOutput: Output {
  let count: StockCount

  init(_ count: StockCount) { self.count = count }

  static let fields: [OutputField<Self>] = [
    .init("id") { $0.count.id },
    .init("name") { $0.count.name },
    .init("location") { $0.count.location },
    .init("locationName") { $0.count.locationName },
    .init("status") { $0.count.status },
    .init("startedBy") { $0.count.accountName },
    .init("startedAt") { $0.count.startedAt },
    .init("endedAt") { $0.count.endedAt },
    .init("variants") { $0.count.lines },
    .init("counted") { $0.count.counted },
  ]
}

/// A variant of a stocktake as the API shows it.
struct StockCountLineOutput: Output {
  let line: StockCountLine

  init(_ line: StockCountLine) { self.line = line }

  static let fields: [OutputField<Self>] = [
    .init("variant") { $0.line.variant },
    .init("product") { $0.line.product },
    .init("title") { $0.line.productTitle },
    .init("variantTitle") { $0.line.variantTitle },
    .init("sku") { $0.line.sku },
    .init("expected") { $0.line.expected },
    .init("moved") { $0.line.moved },
    .init("onHand") { $0.line.onHand },
    .init("counted") { $0.line.counted },
    .init("difference") { $0.line.difference },
  ]
}
