import Catalog
import Identity
import Kernel
import Persistence
import Vendors
import Web

/// What an admin says about a rule. Without a scope it is that of what the rule points at.
package struct CommissionRuleDraft: Hashable, Sendable {
  package let scope: CommissionScope
  /// Id or slug of a category, for the scope `category`.
  package let category: String?
  /// Id or slug of a shop, for the scope `shop`.
  package let shop: String?
  /// 0 to 10,000; `nil` leaves the share that holds so far.
  package let basisPoints: Int64?
  /// Minor units of `currency`, from 0; `nil` leaves the amount that the rule has.
  package let flat: Int64?
  package let currency: Currency?

  /// A rule to be stored.
  package init(
    scope: CommissionScope, category: String? = nil, shop: String? = nil, basisPoints: Int64? = nil,
    flat: Int64? = nil, currency: Currency? = nil
  ) {
    self.scope = scope
    self.category = category
    self.shop = shop
    self.basisPoints = basisPoints
    self.flat = flat
    self.currency = currency
  }
}

extension Settlement {
  /// Every rule with the name of what it is about: the default first, then categories, then shops.
  package func commissionRules() async throws -> [NamedCommissionRule] {
    try await database.read { snapshot in try CommissionStore.all(snapshot).map { try named($0, snapshot) } }
  }

  /// Stores a rule for orders from now on; in place of the one that its target has in that currency, from which it takes
  /// what is not said. A new rule without a share takes the one that held for its target until now. Throws
  /// `.invalidInput` for a category or shop that is not there, and for a flat amount without a currency.
  package func setCommission(_ draft: CommissionRuleDraft) async throws -> NamedCommissionRule {
    try await database.write { try set(draft, $0) }
  }

  /// The same for what holds by default; `edit` is given the default of all currencies, if there is one.
  package func setDefaultCommission(
    _ edit: @escaping Edit<CommissionRule?, CommissionRuleDraft>
  ) async throws -> NamedCommissionRule {
    try await database.write { try set(edit(CommissionStore.lockFallback($0)), $0) }
  }

  private func set(_ draft: CommissionRuleDraft, _ tx: Transaction) throws -> NamedCommissionRule {
    try CommissionRule.requireCurrency(draft.currency, ofFlat: draft.flat ?? 0)
    var category: CategoryID?
    var shop: ShopID?
    switch draft.scope {
    case .default: break
    case .category: category = try findCategory(draft.category ?? "", tx)
    case .shop: shop = try findShop(draft.shop ?? "", tx)
    }
    if let shop { try Vendors.refuseOwn(shop, tx) }
    let rule = CommissionRule(
      id: CommissionRuleID(at: tx.now), scope: draft.scope, category: category, shop: shop,
      basisPoints: try draft.basisPoints ?? share(shop, category, draft.currency, tx),
      flat: draft.flat ?? 0,
      currency: draft.currency, createdAt: tx.now, updatedAt: tx.now)
    let stored = try CommissionStore.put(
      rule, keepingShare: draft.basisPoints == nil, keepingFlat: draft.flat == nil, tx)
    guard let stored else { throw Problem(.conflict) }
    try tx.record("commission.set", on: stored.id, shop: shop, after: stored.auditFields)
    forgetRules(tx)
    return try named(stored, tx)
  }

  /// One rule with the name of what it is about. Throws `.notFound`.
  package func commissionRule(_ id: CommissionRuleID) async throws -> NamedCommissionRule {
    try await database.read { snapshot in
      guard let rule = try CommissionStore.find(id, snapshot) else { throw Problem(.notFound) }
      return try named(rule, snapshot)
    }
  }

  /// Changes a rule's rates for orders from now on; what is absent stays. Throws `.notFound`, and `.invalidInput` for a
  /// flat amount of another currency, or in a rule for all of them.
  package func changeCommission(
    _ id: CommissionRuleID, _ edit: @escaping Edit<NamedCommissionRule, CommissionRatesInput>
  ) async throws -> NamedCommissionRule {
    try await database.write { tx in
      guard let rule = try CommissionStore.lock(id, tx) else { throw Problem(.notFound) }
      if let shop = rule.shop { try Vendors.refuseOwn(shop, tx) }
      let rates = try edit(named(rule, tx))
      try CommissionStore.update(
        id, basisPoints: rates.basisPoints ?? rule.basisPoints,
        flat: rates.flat?.flat(in: rule.currency) ?? rule.flat, tx)
      forgetRules(tx)
      guard let changed = try CommissionStore.find(id, tx) else { throw Problem(.notFound) }
      try tx.record(
        "commission.edited", on: id, shop: rule.shop, before: rule.auditFields, after: changed.auditFields)
      return try named(changed, tx)
    }
  }

  /// Removes a rule. Throws `.notFound`, and `.notAllowedNow` for the default of all currencies, which can
  /// only change.
  package func deleteCommission(
    _ id: CommissionRuleID, when condition: @escaping Condition<NamedCommissionRule> = { _ in }
  ) async throws {
    try await database.write { tx in
      guard let rule = try CommissionStore.lock(id, tx) else { throw Problem(.notFound) }
      if let shop = rule.shop { try Vendors.refuseOwn(shop, tx) }
      try condition(named(rule, tx))
      if rule.isFallback {
        throw Problem(.notAllowedNow, "The default rule can be changed, not deleted.")
      }
      try CommissionStore.delete(id, tx)
      try tx.record("commission.deleted", on: id, shop: rule.shop, before: rule.auditFields)
      forgetRules(tx)
    }
  }

  /// The share that holds so far for what a new rule is about.
  private func share(
    _ shop: ShopID?, _ category: CategoryID?, _ currency: Currency?, _ snapshot: Snapshot
  ) throws -> Int64 {
    let book = try CommissionStore.book(snapshot)
    return book.rule(shop: shop, category: category, currency: currency)?.basisPoints
      ?? CommissionRule.standardBasisPoints
  }

  private func forgetRules(_ tx: Transaction) {
    let cache = bookkeeping.commission
    tx.afterCommit { cache.invalidate() }
  }

  private func findCategory(_ reference: String, _ snapshot: Snapshot) throws -> CategoryID {
    guard let category = try CategoryStore.byReference(reference, snapshot) else {
      throw Problem.invalid("category", "not_found", "There is no category with this id or slug.")
    }
    return category.id
  }

  private func findShop(_ reference: String, _ snapshot: Snapshot) throws -> ShopID {
    guard let shop = try ShopStore.byReference(reference, snapshot) else {
      throw Problem.invalid("shop", "not_found", "There is no shop with this id or slug.")
    }
    return shop.id
  }

  private func named(_ rule: CommissionRule, _ snapshot: Snapshot) throws -> NamedCommissionRule {
    let name: String? =
      if let shop = rule.shop {
        try ShopStore.find(shop, snapshot)?.name
      } else if let category = rule.category {
        try CategoryStore.find(category, snapshot)?.name
      } else {
        nil
      }
    return NamedCommissionRule(rule: rule, name: name)
  }
}

extension CommissionRule {
  /// Throws `.invalidInput` for an amount of no currency, which would be another one in each.
  fileprivate static func requireCurrency(_ currency: Currency?, ofFlat flat: Int64) throws {
    if flat > 0, currency == nil { throw Problem.invalid("currency", "required", flatNeedsCurrency) }
  }

  /// What is said of a flat amount whose currency nobody named.
  static let flatNeedsCurrency: Words = "Name the currency of the flat amount."
}

extension WantedAmount {
  /// The flat part of a rule for `currency`, or for all of them. Throws `.invalidInput`.
  fileprivate func flat(in currency: Currency?) throws -> Int64 {
    guard let currency else {
      if self == .minorUnits(0) { return 0 }
      throw Problem.invalid(
        "flat", "invalid", "A rule for all currencies has no flat amount. Set one for each currency.")
    }
    do {
      return try units(of: currency)
    } catch let failure {
      throw Problem.invalid("flat", failure.code, failure.message)
    }
  }
}

/// A rule with the name of the category or shop that it is about.
package struct NamedCommissionRule: Hashable, Sendable {
  package let rule: CommissionRule
  /// `nil` for the default.
  package let name: String?
}
