import Kernel

/// What a variant costs in a market.
package struct MarketPrice: Hashable, Sendable {
  package let price: Money
  /// The former price.
  package let compareAtPrice: Money?
}

/// What the variants of a product cost in a market. Its prices hold there when every variant has one; until then those
/// of the shop do.
package struct MarketOffer: Sendable {
  package let product: Product
  package let market: PriceMarket
  /// Those of variants that have one.
  package let prices: [VariantID: MarketPrice]

  /// Whether the prices hold.
  package var isComplete: Bool { product.variants.allSatisfy { prices[$0.id] != nil } }
}

extension Product {
  /// The product at the prices of a market; as it is where not every variant has one.
  func priced(_ prices: [VariantID: MarketPrice], in market: PriceMarket) -> Product {
    guard !variants.isEmpty, variants.allSatisfy({ prices[$0.id] != nil }) else { return self }
    var priced = self
    priced.currency = market.currency
    for index in variants.indices {
      guard let price = prices[variants[index].id] else { continue }
      priced.variants[index].price = price.price
      priced.variants[index].compareAtPrice = price.compareAtPrice
    }
    return priced
  }
}
