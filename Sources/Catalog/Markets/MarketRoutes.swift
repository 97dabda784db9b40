import Kernel
import Web

/// Markets: everybody reads those that are active, administrators change them.
package enum MarketRoutes {
  private static let tag = "Markets"

  /// The routes of markets.
  package static func routes(_ catalog: Catalog) -> [Route] {
    [
      .api(
        .get, "/markets", "List the markets to choose from", tag: tag, .anyone,
        answer: Page<MarketOutput>.self, cache: .catalogue, keeping: { _ in [CatalogSubject.site.tag] }
      ) { _ in page(try await catalog.activeMarkets()) },
      .api(
        .get, "/admin/markets", "List all markets", tag: tag, .admin(.site), answer: Page<MarketOutput>.self
      ) { _ in page(try await catalog.markets()) },
      .api(
        .post, "/admin/markets", "Make a market", tag: tag, .admin(.site), body: NewMarketInput.self,
        answer: MarketOutput.self, status: .created, idempotent: true, problems: [.slugTaken]
      ) { request, body in
        try await request.answer(with: { MarketOutput(market: $0) }) { try await catalog.addMarket(body) }
      },
      .api(
        .get, "/admin/markets/{market}", "Show a market", tag: tag, .admin(.site), answer: MarketOutput.self,
        problems: [.notFound]
      ) { request in MarketOutput(market: try await catalog.market(request.parameter("market"))) },
      .api(
        .patch, "/admin/markets/{market}",
        "Change a market; what is absent stays. Its currency is fixed while goods have prices in it",
        tag: tag,
        .admin(.site), body: MarketChangesInput.self, answer: MarketOutput.self,
        problems: [.notFound, .preconditionFailed]
      ) { request, body in
        let edit = request.edit(body) { MarketOutput(market: $0) }
        return MarketOutput(market: try await catalog.editMarket(request.parameter("market"), edit))
      },
    ]
  }

  private static func page(_ markets: [PriceMarket]) -> Page<MarketOutput> {
    Page(items: markets.map { MarketOutput(market: $0) }, nextCursor: nil)
  }
}

/// A market as the API shows it.
struct MarketOutput: Output {
  let market: PriceMarket

  static let fields: [OutputField<Self>] = [
    .init("id") { $0.market.id },
    .init("code") { $0.market.code },
    .init("name") { $0.market.name },
    .init("currency") { $0.market.currency },
    .init("countries") { $0.market.countries },
    .init("active") { $0.market.isActive },
  ]
}
