import Kernel
import Persistence

/// Which rows of the log to show.
package struct AuditFilter: Hashable, Sendable {
  /// A whole action, or its beginning.
  package var action: String?
  /// An account's id or e-mail address.
  package var account: String?
  package var role: String?
  package var shop: ShopID?
  /// Whether the shop's own people look, who don't learn which administrator did something: a search for an
  /// account then finds nothing of administrators.
  package var isForShop = false
  package var target: String?
  package var requestID: String?
  /// From this moment on.
  package var from: Timestamp?
  /// Before this moment.
  package var until: Timestamp?

  /// Everything.
  package init() {}
}

/// Somebody whom the log tells of, with their present name.
package struct AuditPerson: Hashable, Sendable {
  package let account: AccountID
  package let name: String
}

/// Reads the log for people; the names of accounts come from their own table, so that they can be erased.
enum AuditQuery {
  private static let columns = SQL.columns(of: AuditEntry.self)

  /// The newest rows that fit, older than `before`.
  static func entries(_ filter: AuditFilter, before: Int64?, limit: Int, _ snapshot: Snapshot) throws
    -> [AuditEntry]
  {
    var conditions = try self.conditions(filter, snapshot)
    if let before { conditions.append("l.sequence < \(before)") }
    let filtered: SQL = conditions.isEmpty ? "" : "WHERE \(fragment: .join(conditions, " AND "))"
    return try snapshot.all(
      """
      SELECT \(fragment: columns) FROM audit_log l
      LEFT JOIN audit_details d ON d.sequence = l.sequence
      LEFT JOIN accounts a ON a.id = l.account_id
      \(fragment: filtered) ORDER BY l.sequence DESC LIMIT \(limit)
      """)
  }

  /// The actions that the log knows, for a list to choose from.
  static func actions(of shop: ShopID?, _ snapshot: Snapshot) throws -> [String] {
    let filtered: SQL = shop.map { "WHERE shop_id = \($0)" } ?? ""
    return try snapshot.values(
      "SELECT DISTINCT action FROM audit_log \(fragment: filtered) ORDER BY action LIMIT 300",
      as: String.self)
  }

  /// Who acted in a shop, by name, without administrators.
  static func people(of shop: ShopID, _ snapshot: Snapshot) throws -> [AuditPerson] {
    try snapshot.all(
      """
      SELECT DISTINCT a.id, a.name FROM audit_log l JOIN accounts a ON a.id = l.account_id
      WHERE l.shop_id = \(shop) AND l.role <> \(Origin.Role.admin.rawValue) ORDER BY a.name, a.id LIMIT 300
      """
    ) { AuditPerson(account: try $0.next(), name: try $0.next()) }
  }

  private static func conditions(_ filter: AuditFilter, _ snapshot: Snapshot) throws -> [SQL] {
    var conditions: [SQL] = []
    if let action = filter.action {
      conditions.append("(l.action = \(action) OR l.action LIKE \(escaped(action) + "%") ESCAPE '!')")
    }
    if let account = filter.account {
      conditions.append(try made(by: account, snapshot))
      if filter.isForShop { conditions.append("l.role <> \(Origin.Role.admin.rawValue)") }
    }
    if let role = filter.role { conditions.append("l.role = \(role)") }
    if let shop = filter.shop { conditions.append("l.shop_id = \(shop)") }
    if let target = filter.target { conditions.append("l.target = \(target)") }
    if let request = filter.requestID { conditions.append("l.request_id = \(request)") }
    if let from = filter.from { conditions.append("l.at >= \(from)") }
    if let until = filter.until { conditions.append("l.at < \(until)") }
    return conditions
  }

  private static func made(by reference: String, _ snapshot: Snapshot) throws -> SQL {
    if let id = AccountID(reference) { return "l.account_id = \(id)" }
    guard let email = EmailAddress(reference), let account = try AccountStore.byEmail(email, snapshot) else {
      return "1 = 0"
    }
    return "l.account_id = \(account.id)"
  }

  private static func escaped(_ text: String) -> String {
    String(text.flatMap { "%_!".contains($0) ? ["!", $0] : [$0] })
  }
}
