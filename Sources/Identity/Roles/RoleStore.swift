import Kernel
import Persistence
import Web

extension Person: RowDecodable {
  package init(row: inout Row) throws {
    account = try Account(row: &row)
    bannedAt = try row.next("blocked_at")
  }
}

/// What roles and bans change in accounts.
enum RoleStore {
  private static let columns = SQL.columns(of: Person.self)

  static func find(_ id: AccountID, _ snapshot: Snapshot) throws -> Person? {
    try snapshot.first(
      "SELECT \(fragment: columns) FROM accounts WHERE id = \(id) AND deleted_at IS NULL")
  }

  /// These people and every superadmin, locked in the order of their keys: whoever takes roles away waits
  /// for whoever else does, and then sees what became of everybody.
  static func lock(_ ids: [AccountID], _ tx: Transaction) throws -> [AccountID: Person] {
    let people: [Person] = try tx.all(
      """
      SELECT \(fragment: columns) FROM accounts
      WHERE deleted_at IS NULL AND (id IN \(list: ids) OR admin_role = \(AdminRole.superadmin))
      ORDER BY id \(fragment: tx.forUpdate)
      """)
    return Dictionary(people.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
  }

  static func ban(_ id: AccountID, reason: String, _ tx: Transaction) throws {
    try tx.run(
      """
      UPDATE accounts SET blocked_reason = \(reason), blocked_at = \(tx.now), updated_at = \(tx.now)
      WHERE id = \(id)
      """)
  }

  static func unban(_ id: AccountID, _ tx: Transaction) throws {
    try tx.run(
      """
      UPDATE accounts SET blocked_reason = NULL, blocked_at = NULL, updated_at = \(tx.now)
      WHERE id = \(id)
      """)
  }

  /// Whether nobody else could make administrators if this account went.
  static func isLastSuperadmin(_ account: Account, _ snapshot: Snapshot) throws -> Bool {
    guard account.adminRole == .superadmin else { return false }
    let other = try snapshot.value(
      """
      SELECT 1 FROM accounts
      WHERE admin_role = \(AdminRole.superadmin) AND id <> \(account.id) AND is_active = TRUE
        AND blocked_reason IS NULL AND deleted_at IS NULL LIMIT 1
      """, as: Int.self)
    return other == nil
  }

  static func sessionCount(of id: AccountID, at now: Timestamp, _ snapshot: Snapshot) throws -> Int {
    try snapshot.value("SELECT COUNT(*) FROM sessions WHERE account_id = \(id) AND expires_at > \(now)") ?? 0
  }

  static func bannedCount(_ snapshot: Snapshot) throws -> Int {
    try snapshot.value(
      "SELECT COUNT(*) FROM accounts WHERE blocked_reason IS NOT NULL AND deleted_at IS NULL") ?? 0
  }

  static func adminCount(_ snapshot: Snapshot) throws -> Int {
    try snapshot.value(
      "SELECT COUNT(*) FROM accounts WHERE admin_role IS NOT NULL AND deleted_at IS NULL") ?? 0
  }

  /// A page of people.
  static func page(
    _ filter: PeopleFilter, _ request: PageRequest, _ snapshot: Snapshot
  ) throws -> Page<Person> {
    let after = request.cursor?.values.first.flatMap { AccountID($0) }
    let rows = try people(filter, after: after, limit: request.limit + 1, snapshot)
    return Page(fetched: rows, limit: request.limit) { Cursor([$0.id.description]) }
  }

  /// At most `limit` people behind `after`.
  static func people(
    _ filter: PeopleFilter, after: AccountID?, limit: Int, _ snapshot: Snapshot
  ) throws -> [Person] {
    var conditions: [SQL] = ["deleted_at IS NULL"]
    if let role = filter.role { conditions.append(condition(role)) }
    if let state = filter.state { conditions.append(condition(state)) }
    if let text = filter.text { conditions.append(try matches(text, snapshot)) }
    let isRising = filter.sort == .oldest
    if let after { conditions.append(isRising ? "id > \(after)" : "id < \(after)") }
    let order: SQL = isRising ? "id" : "id DESC"
    return try snapshot.all(
      """
      SELECT \(fragment: columns) FROM accounts WHERE \(fragment: .join(conditions, " AND "))
      ORDER BY \(fragment: order) LIMIT \(limit)
      """)
  }

  /// People of whose names and addresses words begin like this, or who have this identifier.
  private static func matches(_ text: String, _ snapshot: Snapshot) throws -> SQL {
    if let id = AccountID(text) { return "id = \(id)" }
    return try AccountNames.index.condition(text, on: "accounts.id", snapshot)
  }

  private static func condition(_ role: PersonRole) -> SQL {
    switch role {
    case .customer: "admin_role IS NULL"
    case .admin: "admin_role IS NOT NULL"
    case .superadmin, .support, .finance, .moderator: "admin_role = \(role.rawValue)"
    }
  }

  private static func condition(_ state: PersonState) -> SQL {
    switch state {
    case .active: "is_active = TRUE AND blocked_reason IS NULL"
    case .inactive: "is_active = FALSE AND blocked_reason IS NULL"
    case .banned: "blocked_reason IS NOT NULL"
    }
  }
}
