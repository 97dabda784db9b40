import Kernel

/// What a delivery costs in a market.
package struct MarketDelivery: Sendable, Hashable {
  package let price: Money
  /// From this value of goods on, delivery costs nothing; `nil` for never.
  package let freeFrom: Money?
}

/// One way in which a shop delivers.
package struct ShippingOption: Sendable, Hashable {
  /// Unique within the shop, as `express`.
  package let id: String
  package let name: String
  package let price: Money
  /// From this value of goods on, delivery costs nothing; `nil` for never.
  package let freeFrom: Money?
  /// ISO 3166 codes; empty means everywhere.
  package let countries: [String]
  /// Days until it arrives, at best and at worst.
  package let minimumDays: Int64
  package let maximumDays: Int64
  /// What it costs in markets, for the codes of these.
  package internal(set) var marketPrices: [String: MarketDelivery]

  /// An option for `price`.
  package init(
    id: String, name: String, price: Money, freeFrom: Money? = nil, countries: [String] = [],
    minimumDays: Int64, maximumDays: Int64, marketPrices: [String: MarketDelivery] = [:]
  ) {
    self.marketPrices = marketPrices
    self.id = id
    self.name = name
    self.price = price
    self.freeFrom = freeFrom
    self.countries = countries
    self.minimumDays = minimumDays
    self.maximumDays = maximumDays
  }

  /// The option for goods that cost a currency: at its price in the market where it has one in that currency, else at its
  /// own; `nil` where that is in another currency.
  package func offered(in currency: Currency, at market: PriceMarket?) -> ShippingOption? {
    if let market, market.currency == currency, let here = marketPrices[market.code],
      here.price.currency == currency
    {
      return ShippingOption(
        id: id, name: name, price: here.price, freeFrom: here.freeFrom, countries: countries,
        minimumDays: minimumDays, maximumDays: maximumDays, marketPrices: marketPrices)
    }
    return price.currency == currency ? self : nil
  }

  /// The option with those of the prices in markets that are its own.
  func adding(_ prices: [StoredMarketDelivery]) -> ShippingOption {
    var option = self
    for price in prices where price.option == id { option.marketPrices[price.market] = price.delivery }
    return option
  }

  private static let standardID = "standard"
  private static let standardTitle: Words = "Standard delivery"

  /// What a shop has that never chose its own options.
  package static func standard(_ currency: Currency) -> ShippingOption {
    ShippingOption(
      id: standardID, name: standardTitle.description, price: .zero(currency), minimumDays: 3, maximumDays: 5)
  }

  /// The name as its reader knows it: what the shop typed, or the built-in option's in their language.
  package var title: Words { Self.title(id, name) }

  /// The name of the option with this id as its reader knows it.
  package static func title(_ id: String, _ name: String) -> Words {
    id == standardID && name == standardTitle.description ? standardTitle : Words(verbatim: name)
  }

  /// True when the option reaches the country with this ISO 3166 code.
  package func delivers(to country: String) -> Bool { countries.isEmpty || countries.contains(country) }

  /// What delivery of goods worth `subtotal` costs.
  package func price(for subtotal: Money) -> Money { price(for: MoneyTotal(subtotal)) }

  /// What delivery of goods worth `subtotal` costs.
  package func price(for subtotal: MoneyTotal) -> Money {
    guard let freeFrom, subtotal.amount >= freeFrom.amount else { return price }
    return .zero(price.currency)
  }

  /// The option with its price for goods worth `subtotal`.
  func chosen(for subtotal: Money) -> ChosenDelivery {
    ChosenDelivery(
      option: id, name: name, price: price(for: subtotal), minimumDays: minimumDays, maximumDays: maximumDays)
  }
}

extension [ShippingOption] {
  /// The first of the cheapest for goods worth `subtotal`, in the shop's own order.
  package func cheapest(for subtotal: MoneyTotal) -> ShippingOption? {
    self.min { $0.price(for: subtotal).amount < $1.price(for: subtotal).amount }
  }
}
