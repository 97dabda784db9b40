import Kernel
import Persistence

/// The SQL of commission rules.
enum CommissionStore {
  private static let columns = SQL.columns(of: CommissionRule.self)

  /// Every rule: the default first, then categories, then shops.
  static func all(_ snapshot: Snapshot) throws -> [CommissionRule] {
    try snapshot.all(
      """
      SELECT \(fragment: columns) FROM commission_rules
      ORDER BY CASE scope WHEN 'default' THEN 0 WHEN 'category' THEN 1 ELSE 2 END, created_at, id
      """)
  }

  /// One query, and a second one for the category tree only when a rule is about a category.
  static func book(_ snapshot: Snapshot) throws -> CommissionBook {
    let rules = try all(snapshot)
    guard rules.contains(where: { $0.scope == .category }) else {
      return CommissionBook(rules: rules, parents: [:])
    }
    let pairs: [(CategoryID, CategoryID)] = try snapshot.all(
      "SELECT id, parent_id FROM categories WHERE parent_id IS NOT NULL"
    ) { (try $0.next(), try $0.next()) }
    return CommissionBook(rules: rules, parents: Dictionary(pairs) { first, _ in first })
  }

  static func find(_ id: CommissionRuleID, _ snapshot: Snapshot) throws -> CommissionRule? {
    try snapshot.first("SELECT \(fragment: columns) FROM commission_rules WHERE id = \(id)")
  }

  /// The rule, locked until the transaction ends.
  static func lock(_ id: CommissionRuleID, _ tx: Transaction) throws -> CommissionRule? {
    try tx.first(
      "SELECT \(fragment: columns) FROM commission_rules WHERE id = \(id) \(fragment: tx.forUpdate)")
  }

  /// The default of all currencies, locked until the transaction ends.
  static func lockFallback(_ tx: Transaction) throws -> CommissionRule? {
    try tx.first(
      """
      SELECT \(fragment: columns) FROM commission_rules
      WHERE scope = \(CommissionScope.default) AND currency = '' \(fragment: tx.forUpdate)
      """)
  }

  /// Stores a rule, in place of the one that its target has in that currency, whose share or flat amount can be kept.
  /// Answers with what is stored now.
  static func put(
    _ rule: CommissionRule, keepingShare: Bool, keepingFlat: Bool, _ tx: Transaction
  ) throws -> CommissionRule? {
    let share: SQL = keepingShare ? "commission_rules.basis_points" : "excluded.basis_points"
    let flat: SQL = keepingFlat ? "commission_rules.flat" : "excluded.flat"
    let values: NamedValues = [
      "id": rule.id, "scope": rule.scope, "category_id": rule.category, "shop_id": rule.shop,
      "basis_points": rule.basisPoints, "flat": rule.flat, "currency": rule.currency?.code ?? "",
      "created_at": rule.createdAt, "updated_at": rule.updatedAt, "target": rule.target,
    ]
    return try tx.first(
      """
      INSERT INTO commission_rules \(values: values)
      ON CONFLICT (scope, target, currency) DO UPDATE SET basis_points = \(fragment: share),
        flat = \(fragment: flat), updated_at = excluded.updated_at
      RETURNING \(fragment: columns)
      """)
  }

  static func update(_ id: CommissionRuleID, basisPoints: Int64, flat: Int64, _ tx: Transaction) throws {
    try tx.run(
      """
      UPDATE commission_rules SET basis_points = \(basisPoints), flat = \(flat), updated_at = \(tx.now)
      WHERE id = \(id)
      """)
  }

  static func delete(_ id: CommissionRuleID, _ tx: Transaction) throws {
    try tx.run("DELETE FROM commission_rules WHERE id = \(id)")
  }
}

extension CommissionRule: RowDecodable {
  package init(row: inout Row) throws {
    id = try row.next("id")
    scope = try row.next("scope")
    category = try row.next("category_id")
    shop = try row.next("shop_id")
    basisPoints = try row.next("basis_points")
    flat = try row.next("flat")
    currency = Currency(try row.next("currency", String.self))
    createdAt = try row.next("created_at")
    updatedAt = try row.next("updated_at")
  }
}
