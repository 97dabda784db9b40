import Identity
import Kernel
import Persistence
import Web

/// So many there can be.
private let maximumMarkets = 50
private let maximumCountries = 250
private let nameRule = Rule<String>.text(1...60)

/// What a new market needs.
package struct NewMarketInput: Input {
  let name: String
  let code: Slug
  let currency: Currency
  let countries: [String]
  let isActive: Bool

  package init(from input: inout InputReader) throws {
    name = input.required("name", nameRule)
    code = input.required("code", .slug)
    currency = input.required("currency", .currency)
    countries = input.list("countries", .country, max: maximumCountries)
    isActive = input.optional("active", .boolean) ?? true
  }
}

/// What can be changed about a market; what is absent stays.
package struct MarketChangesInput: Input {
  let name: String?
  let currency: Currency?
  let countries: [String]?
  let isActive: Bool?

  package init(from input: inout InputReader) throws {
    name = input.optional("name", nameRule)
    currency = input.optional("currency", .currency)
    countries = input.optionalList("countries", .country, max: maximumCountries)
    isActive = input.optional("active", .boolean)
  }
}

extension Catalog {
  /// All markets by their names.
  package func markets() async throws -> [PriceMarket] {
    try await database.read { try PriceMarketStore.all($0) }
  }

  /// The market with this code or id. Throws `.notFound`.
  package func market(_ reference: String) async throws -> PriceMarket {
    guard let market = try await database.read({ try PriceMarketStore.find(reference, $0) }) else {
      throw Problem(.notFound)
    }
    return market
  }

  /// Makes a market. Throws `.slugTaken` for a code that is taken, `.invalidInput` for a country of another market.
  package func addMarket(_ input: NewMarketInput) async throws -> PriceMarket {
    try await database.write { tx in
      let market = PriceMarket(
        id: PriceMarketID(at: tx.now), code: input.code.text, name: input.name, currency: input.currency,
        countries: Set(input.countries).sorted(), isActive: input.isActive)
      guard try PriceMarketStore.all(tx).count < maximumMarkets else {
        throw Problem.invalid("name", "too_many", "At most \(maximumMarkets) entries are taken here.")
      }
      try checkCountries(market, tx)
      guard try PriceMarketStore.insert(market, tx) else { throw Problem(.slugTaken) }
      try tx.record("market.created", on: market.id, after: market.auditFields)
      changes.look(after: tx)
      return market
    }
  }

  /// Changes a market. Throws `.notFound`, and `.invalidInput` for a country of another market and for another currency
  /// while goods have prices in it.
  package func editMarket(
    _ reference: String, _ edit: @escaping Edit<PriceMarket, MarketChangesInput>
  ) async throws -> PriceMarket {
    try await database.write { tx in
      guard let old = try PriceMarketStore.lock(reference, tx) else { throw Problem(.notFound) }
      let input = try edit(old)
      var new = old
      new.name = input.name ?? old.name
      new.currency = input.currency ?? old.currency
      new.countries = input.countries.map { Set($0).sorted() } ?? old.countries
      new.isActive = input.isActive ?? old.isActive
      guard new != old else { return old }
      if new.currency != old.currency, try MarketPriceStore.hasPrices(in: old.id, tx) {
        throw Problem.invalid(
          "currency", "in_use",
          """
          Goods have prices in this market, in \(old.currency). Its currency can only change while there are none; \
          make another market instead.
          """)
      }
      try checkCountries(new, tx)
      try PriceMarketStore.update(new, tx)
      try tx.record("market.edited", on: old.id, before: old.auditFields, after: new.auditFields)
      changes.look(after: tx)
      return new
    }
  }

  private func checkCountries(_ market: PriceMarket, _ tx: Transaction) throws {
    let taken = try PriceMarketStore.taken(market.countries, besides: market.id, tx)
    guard let first = taken.first else { return }
    let all = taken.map(\.country).joined(separator: ", ")
    throw Problem.invalid(
      "countries", "taken",
      taken.count == 1
        ? "\(country: first.country) is in the market \(first.market) already."
        : "These countries are in other markets already: \(all).")
  }
}

extension PriceMarket {
  /// What the audit log tells of a market.
  fileprivate var auditFields: [String: JSONValue] {
    [
      "name": .string(name), "code": .string(code), "currency": .string(currency.code),
      "countries": .array(countries.map { .string($0) }), "active": .boolean(isActive),
    ]
  }
}
