import Areas
import Kernel
import Web

/// Where a shop keeps its goods, and what lies there.
package enum StockLocationRoutes {
  private static let tag = "Shop stock"

  /// The routes of locations.
  package static func routes(_ catalog: Catalog) -> [Route] {
    locations(catalog) + uses(catalog) + goods(catalog)
  }

  private static func locations(_ catalog: Catalog) -> [Route] {
    [
      .api(
        .get, "/shops/{shop}/locations", "List where the shop keeps goods, in the order of sales", tag: tag,
        .shop(.products), answer: Page<StockLocationOutput>.self
      ) { request in
        Page(items: try await catalog.locations(of: request.requireShop()).map(StockLocationOutput.init))
      },
      .api(
        .post, "/shops/{shop}/locations",
        "Make a location; the first one takes over everything that lies there",
        tag: tag, .shop(.products), body: StockLocationInput.self, answer: StockLocationOutput.self,
        status: .created, idempotent: true, problems: [.notAllowedNow]
      ) { request, body in
        try await request.answer(with: StockLocationOutput.init) {
          try await catalog.addLocation(body, to: request.requireShop())
        }
      },
      .api(
        .get, "/shops/{shop}/locations/{location}", "Show a location", tag: tag, .shop(.products),
        answer: StockLocationOutput.self, problems: [.notFound]
      ) { request in
        StockLocationOutput(
          try await catalog.location(
            request.id("location", as: StockLocationID.self), of: request.requireShop()))
      },
      .api(
        .patch, "/shops/{shop}/locations/{location}", "Change a location's name and address", tag: tag,
        .shop(.products), body: EditStockLocationInput.self, answer: StockLocationOutput.self,
        problems: [.notFound, .preconditionFailed]
      ) { request, body in
        let edit = request.edit(body, ifMatches: StockLocationOutput.init)
        return StockLocationOutput(
          try await catalog.editLocation(
            request.id("location", as: StockLocationID.self), of: request.requireShop(), edit))
      },
    ]
  }

  private static func uses(_ catalog: Catalog) -> [Route] {
    [
      .api(
        .put, "/shops/{shop}/location-order", "Say in which order sales take from the locations in use",
        tag: tag,
        .shop(.products), body: StockLocationOrderInput.self, answer: Page<StockLocationOutput>.self
      ) { request, body in
        let ordered = try await catalog.orderLocations(body, of: request.requireShop())
        return Page(items: ordered.map(StockLocationOutput.init))
      },
      .api(
        .delete, "/shops/{shop}/locations/{location}",
        "End the use of a location; what lies there goes to the one that moveTo names", tag: tag,
        .shop(.products), query: StockLocationHeirQuery.self, answer: NoContent.self,
        problems: [.notFound, .notAllowedNow, .preconditionFailed]
      ) { request, heir in
        try await catalog.closeLocation(
          request.id("location", as: StockLocationID.self), of: request.requireShop(), heir: heir,
          when: request.condition(ifMatches: StockLocationOutput.init))
        return NoContent()
      },
      .api(
        .put, "/shops/{shop}/locations/{location}/use", "Use a location again", tag: tag, .shop(.products),
        answer: StockLocationOutput.self, problems: [.notFound]
      ) { request in
        StockLocationOutput(
          try await catalog.reopenLocation(
            request.id("location", as: StockLocationID.self), of: request.requireShop()))
      },
    ]
  }

  private static func goods(_ catalog: Catalog) -> [Route] {
    [
      .api(
        .get, "/shops/{shop}/locations/{location}/stock", "List what lies at a location, newest first",
        tag: tag,
        .shop(.products), query: LocationStockQuery.self, answer: Page<LocationLevelOutput>.self,
        problems: [.notFound]
      ) { request, query in
        try await catalog.goods(
          at: request.id("location", as: StockLocationID.self), of: request.requireShop(), query,
          request.page()
        ).map(LocationLevelOutput.init)
      },
      .download(
        .get, "/shops/{shop}/locations/{location}/stock.csv", "The same list as a table, all of it", tag: tag,
        .shop(.products), query: LocationStockQuery.self, contentType: "text/csv"
      ) { request, query in
        try await catalog.stockTable(
          at: request.id("location", as: StockLocationID.self), of: request.requireShop(), query, as: .csv)
      },
      .download(
        .get, "/shops/{shop}/locations/{location}/stock.xlsx", "The same list for Excel", tag: tag,
        .shop(.products), query: LocationStockQuery.self, contentType: TableFormat.xlsx.contentType
      ) { request, query in
        try await catalog.stockTable(
          at: request.id("location", as: StockLocationID.self), of: request.requireShop(), query, as: .xlsx)
      },
      .api(
        .get, "/shops/{shop}/stock/{variant}/locations", "Show what of a variant lies where", tag: tag,
        .shop(.products), answer: Page<LocationStockOutput>.self, problems: [.notFound]
      ) { request in
        let places = try await catalog.places(
          of: request.id("variant", as: VariantID.self), in: request.requireShop())
        return Page(items: places.map(LocationStockOutput.init))
      },
    ]
  }
}

/// A location as the API shows it.
package struct StockLocationOutput: Output {
  let location: StockLocation

  /// The view of a location.
  package init(_ location: StockLocation) { self.location = location }

  package static let fields: [OutputField<Self>] = [
    .init("id") { $0.location.id },
    .init("name") { $0.location.name },
    .init("address") { $0.location.address },
    .init("isMain") { $0.location.isMain },
    .init("isActive") { $0.location.isActive },
    .init("createdAt") { $0.location.createdAt },
    .init("deactivatedAt") { $0.location.deactivatedAt },
  ]
}

/// What of a variant lies at a location, as the list of the location shows it.
struct LocationLevelOutput: Output {
  let level: LocationLevel

  init(_ level: LocationLevel) { self.level = level }

  static let fields: [OutputField<Self>] = [
    .init("variant") { $0.level.variant },
    .init("product") { $0.level.product },
    .init("title") { $0.level.productTitle },
    .init("variantTitle") { $0.level.variantTitle },
    .init("sku") { $0.level.sku },
    .init("quantity") { $0.level.quantity },
    .init("onHand") { $0.level.onHand },
  ]
}

/// What of a variant lies at a location, as the variant shows it.
struct LocationStockOutput: Output {
  let stock: LocationStock

  init(_ stock: LocationStock) { self.stock = stock }

  static let fields: [OutputField<Self>] = [
    .init("location") { $0.stock.location.id },
    .init("name") { $0.stock.location.name },
    .init("isMain") { $0.stock.location.isMain },
    .init("quantity") { $0.stock.quantity },
  ]
}
