package enum PriceMarketEntity: Entity { package static let idPrefix = "mkt" }

package typealias PriceMarketID = ID<PriceMarketEntity>

/// Countries in which goods can have prices of their own, in one currency.
package struct PriceMarket: Hashable, Sendable {
  package let id: PriceMarketID
  /// What programs and addresses call it, as `us`. It stays for good.
  package let code: String
  package var name: String
  package var currency: Currency
  /// ISO 3166 codes in their order; none of them is in two markets.
  package var countries: [String]
  /// Whether visitors can be in it.
  package var isActive: Bool

  /// The market of who looks or buys now: set for each request. `nil` where the shops' own prices hold.
  @TaskLocal package static var current: PriceMarket?

  /// A market.
  package init(
    id: PriceMarketID, code: String, name: String, currency: Currency, countries: [String], isActive: Bool
  ) {
    self.id = id
    self.code = code
    self.name = name
    self.currency = currency
    self.countries = countries
    self.isActive = isActive
  }
}
