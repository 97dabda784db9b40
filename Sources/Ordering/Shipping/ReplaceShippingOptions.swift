import Catalog
import Identity
import Kernel
import Persistence
import Web

/// How many options a shop can have.
package let maximumShippingOptions = 20
private let longestDeliveryDays: Int64 = 365

/// All options of a shop, in their order.
package struct ShippingOptionsInput: Input {
  package let options: [ShippingOptionInput]

  package init(from input: inout InputReader) throws {
    options = Self.numbered(input.objects("options", ShippingOptionInput.self, max: maximumShippingOptions))
    if Set(options.map(\.id)).count != options.count {
      input.reject("options", "Every option needs an id of its own.")
    }
  }

  /// Ids that were made of names get a number where they would be the same, as those of names in scripts that
  /// addresses can't be written in.
  private static func numbered(_ options: [ShippingOptionInput]) -> [ShippingOptionInput] {
    var taken = Set(options.filter(\.hasOwnID).map(\.id))
    return options.map { option in
      guard !option.hasOwnID, !taken.insert(option.id).inserted else { return option }
      var copy = option
      var number = 2
      while !taken.insert("\(option.id)-\(number)").inserted { number += 1 }
      copy.id = "\(option.id)-\(number)"
      return copy
    }
  }
}

extension ShippingOptionsInput {
  /// The options with amounts of the shop's currency. Throws `.invalidInput` with every amount that is none of it.
  fileprivate func options(in currency: Currency, _ markets: [PriceMarket]) throws -> [ShippingOption] {
    var errors: [FieldError] = []
    func money(_ amount: WantedAmount, _ field: String, in currency: Currency) -> Money {
      do {
        return Money(try amount.units(of: currency), currency)
      } catch let failure {
        errors.append(FieldError(field: field, code: failure.code, message: failure.message))
        return .zero(currency)
      }
    }
    func reject(_ field: String, _ code: String, _ message: Words) {
      errors.append(FieldError(field: field, code: code, message: message))
    }
    func prices(of option: ShippingOptionInput, _ place: String) -> [String: MarketDelivery] {
      let named = Set(option.marketPrices.keys).union(option.marketFreeFrom.keys)
      var prices: [String: MarketDelivery] = [:]
      for code in named.sorted() {
        let field = "\(place)marketPrices[\(code)]"
        guard let market = markets.first(where: { $0.code == code }) else {
          reject(field, "unknown", "There is no such market.")
          continue
        }
        guard let price = option.marketPrices[code] else {
          reject(field, "required", "Say what this delivery costs in \(market.name).")
          continue
        }
        prices[code] = MarketDelivery(
          price: money(price, field, in: market.currency),
          freeFrom: option.marketFreeFrom[code].map {
            money($0, "\(place)marketFreeFrom[\(code)]", in: market.currency)
          })
      }
      return prices
    }
    let result = options.enumerated().map { index, option in
      let place = "options[\(index)]."
      return ShippingOption(
        id: option.id, name: option.name, price: money(option.price, place + "price", in: currency),
        freeFrom: option.freeFrom.map { money($0, place + "freeFrom", in: currency) },
        countries: option.countries, minimumDays: option.minimumDays, maximumDays: option.maximumDays,
        marketPrices: prices(of: option, place))
    }
    guard errors.isEmpty else { throw Problem(.invalidInput, fields: errors) }
    return result
  }
}

/// One option as a shop writes it; amounts in the shop's currency.
package struct ShippingOptionInput: Input {
  package fileprivate(set) var id: String
  fileprivate let hasOwnID: Bool
  package let name: String
  package let price: WantedAmount
  package let freeFrom: WantedAmount?
  package let countries: [String]
  package let minimumDays: Int64
  package let maximumDays: Int64
  /// What it costs in markets, by their codes and in their currencies.
  package let marketPrices: [String: WantedAmount]
  package let marketFreeFrom: [String: WantedAmount]

  package init(from input: inout InputReader) throws {
    let ownID = input.optional("id", .slug)
    name = input.required("name", .text(1...60))
    hasOwnID = ownID != nil
    id = ownID?.text ?? Slug(title: name, fallback: "delivery").text
    price = input.required("price", WantedAmount.rule)
    freeFrom = input.optional("freeFrom", WantedAmount.rule)
    countries = input.list("countries", .country, max: 250)
    minimumDays = input.required("minDays", .integer(0...longestDeliveryDays))
    maximumDays = input.required("maxDays", .integer(0...longestDeliveryDays))
    marketPrices = input.map("marketPrices", WantedAmount.rule)
    marketFreeFrom = input.map("marketFreeFrom", WantedAmount.rule)
    if maximumDays < minimumDays, !input.isRejected("minDays"), !input.isRejected("maxDays") {
      input.reject("maxDays", "This can't be less than minDays.", code: "below_minimum")
    }
  }
}

extension Ordering {
  /// A shop's delivery options; 404 when there is no such shop.
  package func shippingOptions(of shop: ShopID) async throws -> [ShippingOption] {
    guard let options = try await database.read({ try ShippingStore.options(of: shop, $0) }) else {
      throw Problem(.notFound)
    }
    return options
  }

  /// The delivery options of an open shop by its id or slug; 404 when there is none.
  package func shippingOptions(ofOpenShop reference: String) async throws -> [ShippingOption] {
    try await database.read { snapshot in
      guard let shop = try ShippingStore.openShop(reference, snapshot),
        let options = try ShippingStore.options(of: shop, snapshot)
      else { throw Problem(.notFound) }
      return options
    }
  }

  /// Puts a shop's delivery options in the place of those that it had. An empty list brings the built-in
  /// one back.
  package func replaceShippingOptions(
    of shop: ShopID, _ edit: @escaping Edit<[ShippingOption], ShippingOptionsInput>
  ) async throws -> [ShippingOption] {
    try await database.write { transaction in
      try ShippingStore.lock(shop, transaction)
      guard let old = try ShippingStore.options(of: shop, transaction),
        let currency = old.first?.price.currency
      else { throw Problem(.notFound) }
      let options = try edit(old).options(in: currency, PriceMarketStore.all(transaction))
      try ShippingStore.replace(options, of: shop, transaction)
      try stock.changes.note(.shop(shop), transaction)
      try transaction.record(
        "shipping_options.replaced", on: shop, shop: shop, before: old.auditFields,
        after: options.auditFields)
      return options.isEmpty ? [.standard(currency)] : options
    }
  }
}
