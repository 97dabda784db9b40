import Identity
import Kernel
import Persistence
import Web

private let maximumPrices = 250

/// What the variants of a product cost in a market: all of them, or none.
package struct MarketPricesInput: Input {
  let prices: [MarketPriceInput]

  package init(from input: inout InputReader) throws {
    prices = input.objects("prices", MarketPriceInput.self, max: maximumPrices)
  }
}

/// What a variant costs; amounts in the market's currency.
package struct MarketPriceInput: Input {
  let variant: VariantID
  let price: WantedAmount?
  let compareAtPrice: WantedAmount?

  package init(from input: inout InputReader) throws {
    variant = input.required("variant", .id(VariantEntity.self))
    price = input.optional("price", WantedAmount.rule)
    compareAtPrice = input.optional("compareAtPrice", WantedAmount.rule)
  }
}

extension Catalog {
  /// What a product of the shop costs in each market, inactive ones, too. Throws `.notFound`.
  package func marketOffers(of reference: String, in shop: ShopID) async throws -> [MarketOffer] {
    try await database.read { snapshot in
      guard let product = try ProductStore.byReference(reference, in: shop, snapshot) else {
        throw Problem(.notFound)
      }
      return try PriceMarketStore.all(snapshot).map { try offer(product, $0, snapshot) }
    }
  }

  /// What a product of the shop costs in a market. Throws `.notFound`.
  package func marketOffer(
    of reference: String, in shop: ShopID, market: String
  ) async throws -> MarketOffer {
    try await database.read { snapshot in
      guard let product = try ProductStore.byReference(reference, in: shop, snapshot),
        let market = try PriceMarketStore.find(market, snapshot)
      else { throw Problem(.notFound) }
      return try offer(product, market, snapshot)
    }
  }

  /// Says what the variants of a product cost in a market; none for the shop's own prices there. Throws `.notFound`, and
  /// `.invalidInput` where some variants have a price and others have none.
  package func setMarketPrices(
    _ market: String, of reference: String, in shop: ShopID,
    _ edit: @escaping Edit<MarketOffer, MarketPricesInput>
  ) async throws -> MarketOffer {
    try await changePrices(market, of: reference, in: shop) { old in
      try edit(old).prices(of: old.product, in: old.market)
    }
  }

  /// Takes the prices of a product in a market away. Throws `.notFound`, also where it has none.
  package func removeMarketPrices(
    _ market: String, of reference: String, in shop: ShopID,
    when condition: @escaping Condition<MarketOffer> = { _ in }
  ) async throws {
    _ = try await changePrices(market, of: reference, in: shop) { old in
      guard !old.prices.isEmpty else { throw Problem(.notFound) }
      try condition(old)
      return [:]
    }
  }

  private func changePrices(
    _ market: String, of reference: String, in shop: ShopID,
    _ change: @escaping @Sendable (MarketOffer) throws -> [VariantID: MarketPrice]
  ) async throws -> MarketOffer {
    try await database.write { tx in
      _ = try ShopTerms.hold(shop, tx)
      let product = try lock(reference, of: shop, tx)
      guard product.deletedAt == nil else { throw Problem(.notFound, "Restore the product first.") }
      guard let market = try PriceMarketStore.hold(market, tx) else { throw Problem(.notFound) }
      let old = try offer(product, market, tx)
      let prices = try change(old)
      guard prices != old.prices else { return old }
      try MarketPriceStore.replace(prices, of: product.id, in: market.id, tx)
      let new = MarketOffer(product: product, market: market, prices: prices)
      try tx.record(
        "product.priced", on: product.id, shop: shop, before: old.auditFields, after: new.auditFields)
      changes.look(after: tx)
      return new
    }
  }

  private func offer(
    _ product: Product, _ market: PriceMarket, _ snapshot: Snapshot
  ) throws -> MarketOffer {
    MarketOffer(
      product: product, market: market,
      prices: try MarketPriceStore.prices(of: product.id, in: market, snapshot))
  }
}

extension MarketPricesInput {
  /// The prices as amounts of the market. Throws `.invalidInput` with everything that is wrong.
  fileprivate func prices(
    of product: Product, in market: PriceMarket
  ) throws -> [VariantID: MarketPrice] {
    var errors: [FieldError] = []
    var found: [VariantID: MarketPrice] = [:]
    func amount(_ wanted: WantedAmount?, _ field: String) -> Money? {
      guard let wanted else { return nil }
      do {
        return Money(try wanted.units(of: market.currency), market.currency)
      } catch let failure {
        errors.append(FieldError(field: field, code: failure.code, message: failure.message))
        return nil
      }
    }
    let known = Set(product.variants.map(\.id))
    for (index, line) in prices.enumerated() {
      let place = "prices[\(index)]."
      guard known.contains(line.variant) else {
        errors.append(
          FieldError(
            field: place + "variant", code: "unknown", message: "The product has no such variant."))
        continue
      }
      let price = amount(line.price, place + "price")
      let before = amount(line.compareAtPrice, place + "compareAtPrice")
      if line.price == nil, line.compareAtPrice != nil {
        errors.append(
          FieldError(field: place + "price", code: "required", message: "A former price needs a price."))
      }
      if let price { found[line.variant] = MarketPrice(price: price, compareAtPrice: before) }
    }
    if errors.isEmpty, !found.isEmpty, found.count < known.count {
      let message: Words = """
        Give every variant a price in \(market.name), or none: until all have one, the prices of your shop hold there.
        """
      let given = prices.enumerated().filter { found[$0.element.variant] == nil }
      errors =
        given.isEmpty
        ? [FieldError(field: "prices", code: "incomplete", message: message)]
        : given.map { FieldError(field: "prices[\($0.offset)].price", code: "incomplete", message: message) }
    }
    guard errors.isEmpty else { throw Problem(.invalidInput, fields: errors) }
    return found
  }
}

extension MarketOffer {
  /// What the audit log tells of the prices in a market.
  fileprivate var auditFields: [String: JSONValue] {
    var fields: [String: JSONValue] = [:]
    for variant in product.variants {
      guard let price = prices[variant.id] else { continue }
      fields["\(market.code): \(variant.title)"] = .object([
        "price": .money(price.price),
        "compareAtPrice": price.compareAtPrice.map { .money($0) } ?? .null,
      ])
    }
    return fields
  }
}
