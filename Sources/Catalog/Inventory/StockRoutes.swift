import Kernel
import Web

/// What lies in a shop, and what moved of it.
package enum StockRoutes {
  private static let tag = "Shop stock"

  /// The routes of stock and its movements.
  package static func routes(_ catalog: Catalog) -> [Route] { levels(catalog) + movements(catalog) }

  private static func levels(_ catalog: Catalog) -> [Route] {
    [
      .api(
        .get, "/shops/{shop}/stock", "List what there is of each variant, newest first", tag: tag,
        .shop(.products), query: StockQuery.self, answer: Page<StockLevelOutput>.self
      ) { request, query in
        try await catalog.stockLevels(of: request.requireShop(), query, request.page())
          .map(StockLevelOutput.init)
      },
      .api(
        .get, "/shops/{shop}/stock/{variant}", "Show what there is of a variant", tag: tag, .shop(.products),
        answer: StockLevelOutput.self, problems: [.notFound]
      ) { request in
        StockLevelOutput(
          try await catalog.stockLevel(
            request.id("variant", as: VariantID.self), of: request.requireShop()))
      },
      .api(
        .patch, "/shops/{shop}/stock/{variant}",
        "Change from how many pieces on a variant runs low; null goes back to the shop's threshold", tag: tag,
        .shop(.products), body: StockThresholdInput.self, answer: StockLevelOutput.self,
        problems: [.notFound, .preconditionFailed]
      ) { request, body in
        let edit = request.edit(body, ifMatches: StockLevelOutput.init)
        return StockLevelOutput(
          try await catalog.setStockThreshold(
            of: request.id("variant", as: VariantID.self), in: request.requireShop(), edit))
      },
      .api(
        .post, "/shops/{shop}/stock/{variant}/adjustments",
        "Put pieces into the shop or take them out, with the reason", tag: tag, .shop(.products),
        body: StockAdjustmentInput.self, answer: StockMovementOutput.self, status: .created, idempotent: true,
        problems: [.notFound, .notAllowedNow, .stockHeld]
      ) { request, body in
        let variant = try request.id("variant", as: VariantID.self)
        return try await request.answer(with: StockMovementOutput.init) {
          try await catalog.adjustStock(variant, of: request.requireShop(), body)
        }
      },
    ]
  }

  private static func movements(_ catalog: Catalog) -> [Route] {
    [
      .api(
        .get, "/shops/{shop}/stock-movements", "List what moved in the shop, newest first", tag: tag,
        .shop(.products), query: StockMovementFilter.self, answer: Page<StockMovementOutput>.self
      ) { request, filter in
        try await catalog.stockMovements(of: request.requireShop(), filter, request.page())
          .map(StockMovementOutput.init)
      },
      .download(
        .get, "/shops/{shop}/exports/stock-movements.csv", "The same list as a table, all of it", tag: tag,
        .shop(.products), query: StockMovementFilter.self, contentType: "text/csv"
      ) { request, filter in
        catalog.exportMovements(of: try request.requireShop(), filter)
      },
    ]
  }
}

/// What there is of a variant as the API shows it.
package struct StockLevelOutput: Output {
  let level: StockLevel

  /// The view of what there is.
  package init(_ level: StockLevel) { self.level = level }

  package static let fields: [OutputField<Self>] = [
    .init("variant") { $0.level.variant },
    .init("product") { $0.level.product },
    .init("title") { $0.level.productTitle },
    .init("variantTitle") { $0.level.variantTitle },
    .init("sku") { $0.level.sku },
    .init("onHand") { $0.level.onHand },
    .init("reserved") { $0.level.reserved },
    .init("allocated") { $0.level.allocated },
    .init("stock") { $0.level.left },
    .init("tracksStock") { $0.level.tracksStock },
    .init("sellsOn") { $0.level.sellsOn },
    .init("lowStockThreshold") { $0.level.ownThreshold },
    .init("threshold") { $0.level.threshold },
    .init("isLow") { $0.level.isLow },
  ]
}

/// A movement as the API shows it.
struct StockMovementOutput: Output {
  let movement: StockMovement

  init(_ movement: StockMovement) { self.movement = movement }

  static let fields: [OutputField<Self>] = [
    .init("number") { $0.movement.number },
    .init("variant") { $0.movement.variant },
    .init("product") { $0.movement.product },
    .init("title") { $0.movement.productTitle },
    .init("variantTitle") { $0.movement.variantTitle },
    .init("sku") { $0.movement.sku },
    .init("delta") { $0.movement.delta },
    .init("onHand") { $0.movement.balance },
    .init("reason") { $0.movement.reason },
    .init("account") { $0.movement.account },
    .init("name") { $0.movement.accountName },
    .init("order") { $0.movement.order },
    .init("import") { $0.movement.file },
    .init("count") { $0.movement.count },
    .init("transfer") { $0.movement.transfer },
    .init("location") { $0.movement.location },
    .init("locationName") { $0.movement.locationName },
    .init("note") { $0.movement.note },
    .init("at") { $0.movement.at },
  ]
}
