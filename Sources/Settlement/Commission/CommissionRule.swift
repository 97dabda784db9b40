import Kernel
import Persistence
import Web

/// What a rule is about. The most exact one that matches an item counts: shop, then category, then default.
package enum CommissionScope: String, CaseIterable, Sendable, SQLValue, JSONWritable {
  case `default`
  /// Items of a category and of all below it, unless one of those has a rule of its own.
  case category
  case shop
}

/// What the marketplace keeps of a sale: a share of the goods' value, and a flat amount once per order.
package struct CommissionRule: Hashable, Sendable {
  /// The share when not even a default rule is there, in basis points (1/10,000).
  package static let standardBasisPoints: Int64 = 1000

  package let id: CommissionRuleID
  package let scope: CommissionScope
  package let category: CategoryID?
  package let shop: ShopID?
  /// 0 to 10,000; delivery costs are left alone.
  package let basisPoints: Int64
  /// Minor units of `currency`, once per order; 0 in a rule for all currencies, since an amount has one.
  package let flat: Int64
  /// The only currency that the rule is for; `nil` for all of them.
  package let currency: Currency?
  package let createdAt: Timestamp
  package let updatedAt: Timestamp

  /// Whether it holds where no other rule does: it can change, but not go.
  package var isFallback: Bool { scope == .default && currency == nil }

  /// What the rule points at, as text; a scope has one rule for each.
  var target: String { category?.description ?? shop?.description ?? "all" }
}

/// What is kept and what is left of an order. `commission` and `net` add up to `gross`.
package struct OrderShare: Hashable, Sendable {
  /// The value of the goods.
  package let goods: Money
  /// What the customer pays: goods and delivery.
  package let gross: Money
  /// At most the value of the goods.
  package let commission: Money
  package let net: Money
}
