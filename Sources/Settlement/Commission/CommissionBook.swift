import Kernel
import Ordering

/// All commission rules and the category tree, to be asked without the database.
package struct CommissionBook: Sendable {
  /// Deeper than any sensible tree; ends a walk through one that bites its own tail.
  private static let maximumDepth = 32

  private struct Key: Hashable {
    let target: String
    let currency: Currency?
  }

  private let rules: [Key: CommissionRule]
  private let parents: [CategoryID: CategoryID]

  /// A book of these rules; `parents` tells the category above each one.
  package init(rules: [CommissionRule], parents: [CategoryID: CategoryID]) {
    self.rules = Dictionary(rules.map { (Key(target: $0.target, currency: $0.currency), $0) }) { first, _ in
      first
    }
    self.parents = parents
  }

  /// The rule for an item: the shop's, else that of the nearest category, else the default; `nil` when there
  /// is none. A rule for the currency goes before one for all currencies; without a currency these alone count.
  package func rule(shop: ShopID?, category: CategoryID?, currency: Currency?) -> CommissionRule? {
    if let shop, let rule = rule(for: shop.description, currency) { return rule }
    var place = category
    for _ in 0..<CommissionBook.maximumDepth {
      guard let here = place else { break }
      if let rule = rule(for: here.description, currency) { return rule }
      place = parents[here]
    }
    return rule(for: "all", currency)
  }

  /// Splits what a customer pays for a shop's order. Shares are rounded once per rule, not once per item, and
  /// the flat amount is the highest among the rules that apply. Throws `MoneyError` when an item has another currency.
  package func share(of order: Order) throws -> OrderShare {
    try share(
      shop: order.shop.id, items: order.items.map { ($0.category, $0.total) }, gross: order.total,
      goods: order.itemsTotal)
  }

  /// As `share(of:)`, from the parts of an order. It runs after the money was taken, so no amount may stop it: it adds
  /// up in 128 bits, and what is kept is within the goods. Throws `MoneyError.currencyMismatch`.
  package func share(
    shop: ShopID, items: [(category: CategoryID?, total: Money)], gross: Money, goods: Money
  ) throws -> OrderShare {
    var sums: [CommissionRule?: MoneyTotal] = [:]
    for item in items {
      let rule = rule(shop: shop, category: item.category, currency: gross.currency)
      sums[rule] = try (sums[rule] ?? .zero(gross.currency)).adding(item.total)
    }
    var commission = MoneyTotal(Int128(sums.keys.compactMap { $0?.flat }.max() ?? 0), gross.currency)
    for (rule, sum) in sums {
      let points = rule?.basisPoints ?? CommissionRule.standardBasisPoints
      commission = try commission.adding(try sum.share(basisPoints: points))
    }
    let ceiling = max(0, goods.amount)
    let kept = Money(Int64(max(0, min(commission.amount, Int128(ceiling)))), gross.currency)
    return OrderShare(goods: goods, gross: gross, commission: kept, net: try gross.subtracting(kept))
  }

  private func rule(for target: String, _ currency: Currency?) -> CommissionRule? {
    rules[Key(target: target, currency: currency)] ?? rules[Key(target: target, currency: nil)]
  }
}
