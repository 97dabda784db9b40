import Kernel
import Web

/// What goods cost in markets: vendors say it of their own.
package enum MarketPriceRoutes {
  private static let tag = "Shop products"
  private static let maximumBodyBytes = 256 * 1024

  /// The routes of prices in markets.
  package static func routes(_ catalog: Catalog) -> [Route] {
    [
      .api(
        .get, "/shops/{shop}/products/{product}/markets", "List what a product costs in each market",
        tag: tag,
        .shop(.products), answer: Page<MarketOfferOutput>.self, problems: [.notFound]
      ) { request in
        let offers = try await catalog.marketOffers(
          of: request.parameter("product"), in: request.requireShop())
        return Page(items: offers.map { MarketOfferOutput(offer: $0) }, nextCursor: nil)
      },
      .api(
        .get, "/shops/{shop}/products/{product}/markets/{market}", "Show what a product costs in a market",
        tag: tag, .shop(.products), answer: MarketOfferOutput.self, problems: [.notFound]
      ) { request in
        MarketOfferOutput(
          offer: try await catalog.marketOffer(
            of: request.parameter("product"), in: request.requireShop(), market: request.parameter("market")))
      },
      .api(
        .put, "/shops/{shop}/products/{product}/markets/{market}",
        "Say what all variants of a product cost in a market", tag: tag, .shop(.products),
        body: MarketPricesInput.self, answer: MarketOfferOutput.self, maximumBodyBytes: maximumBodyBytes,
        problems: [.notFound, .preconditionFailed]
      ) { request, body in
        let edit = request.edit(body, ifMatches: { MarketOfferOutput(offer: $0) })
        return MarketOfferOutput(
          offer: try await catalog.setMarketPrices(
            request.parameter("market"), of: request.parameter("product"), in: request.requireShop(), edit))
      },
      .api(
        .delete, "/shops/{shop}/products/{product}/markets/{market}",
        "Take the prices of a product in a market away", tag: tag, .shop(.products), answer: NoContent.self,
        problems: [.notFound, .preconditionFailed]
      ) { request in
        try await catalog.removeMarketPrices(
          request.parameter("market"), of: request.parameter("product"), in: request.requireShop(),
          when: request.condition { MarketOfferOutput(offer: $0) })
        return NoContent()
      },
    ]
  }
}

/// What a product costs in a market, as the API shows it.
struct MarketOfferOutput: Output {
  let offer: MarketOffer

  static let fields: [OutputField<Self>] = [
    .init("market") { $0.offer.market.code },
    .init("currency") { $0.offer.market.currency },
    .init("holds") { $0.offer.isComplete },
    .init("prices") { view in
      view.offer.product.variants.map { MarketPriceOutput(variant: $0, price: view.offer.prices[$0.id]) }
    },
  ]
}

/// A variant with its price in a market, where it has one.
struct MarketPriceOutput: Output {
  let variant: Variant
  let price: MarketPrice?

  static let fields: [OutputField<Self>] = [
    .init("variant") { $0.variant.id },
    .init("title") { $0.variant.title },
    .init("price") { $0.price?.price },
    .init("compareAtPrice") { $0.price?.compareAtPrice },
  ]
}
