import Gateways
import Kernel
import Persistence

/// A line of a shop's history.
package enum ShopDecisionEntity: Entity { package static let idPrefix = "dec" }

/// A line as it is stored.
private struct StoredDecision: RowDecodable {
  private let id: ID<ShopDecisionEntity>
  private let kind: HistoryEntry.Kind
  private let account: AccountID?
  private let accountName: String?
  private let reason: String?
  private let items: String?
  private let answer: [UInt8]?
  private let at: Timestamp

  init(row: inout Row) throws {
    id = try row.next("d.id")
    kind = try row.next("d.kind")
    account = try row.next("d.account_id")
    accountName = try row.next("a.name")
    reason = try row.next("d.reason")
    items = try row.next("d.items")
    answer = try row.next("d.answer")
    at = try row.next("d.created_at")
  }

  func entry(_ vault: Vault) throws -> HistoryEntry {
    let words = try SealedText.open(answer, HistoryStore.answerColumn, id, vault)
    return HistoryEntry(
      kind: kind, account: account, accountName: accountName, text: words ?? reason,
      items: ListText.lines(items), at: at)
  }
}

/// The rows of histories; they are only added to.
enum HistoryStore {
  fileprivate static let answerColumn = "shop_decisions.answer"
  private static let columns = SQL.columns(of: StoredDecision.self)

  /// Adds a line. An `answer` is the vendor's own words and is sealed; `reason` stands as it is.
  static func add(
    _ kind: HistoryEntry.Kind, to shop: ShopID, by account: AccountID?, reason: String? = nil,
    items: [String] = [], answer: String? = nil, _ vault: Vault, _ tx: Transaction
  ) throws {
    let id = ID<ShopDecisionEntity>(at: tx.now)
    let sealed = try answer.map { try SealedText.seal($0, answerColumn, id, vault) }
    let row: NamedValues = [
      "id": id, "shop_id": shop, "kind": kind, "account_id": account, "reason": reason,
      "items": items.joined(separator: "\n"), "answer": sealed, "created_at": tx.now,
    ]
    try tx.run("INSERT INTO shop_decisions \(values: row)")
  }

  static func version(of shop: ShopID, _ snapshot: Snapshot) throws -> Int {
    try snapshot.value("SELECT COUNT(*) FROM shop_decisions WHERE shop_id = \(shop)") ?? 0
  }

  /// What happened last.
  static func last(of shop: ShopID, _ snapshot: Snapshot) throws -> HistoryEntry.Kind? {
    try snapshot.value(
      "SELECT kind FROM shop_decisions WHERE shop_id = \(shop) ORDER BY created_at DESC, id DESC LIMIT 1")
  }

  /// The newest first. Joins accounts, which Identity owns, for reading only.
  static func all(of shop: ShopID, _ vault: Vault, _ snapshot: Snapshot) throws -> [HistoryEntry] {
    try snapshot.all(
      """
      SELECT \(fragment: columns) FROM shop_decisions d LEFT JOIN accounts a ON a.id = d.account_id
      WHERE d.shop_id = \(shop) ORDER BY d.created_at DESC, d.id DESC
      """, as: StoredDecision.self
    ).map { try $0.entry(vault) }
  }

  /// The vendor's own words go; what administrators decided stays.
  static func forgetAnswers(of shop: ShopID, _ tx: Transaction) throws {
    try tx.run(
      "UPDATE shop_decisions SET answer = NULL WHERE shop_id = \(shop) AND answer IS NOT NULL")
  }

  /// As `ApplicationStore.reseal`.
  static func reseal(
    after last: ID<ShopDecisionEntity>?, limit: Int, _ vault: Vault, _ tx: Transaction
  ) throws -> (last: ID<ShopDecisionEntity>?, count: Int) {
    let behind: SQL = last.map { "AND id > \($0)" } ?? ""
    let rows = try tx.all(
      """
      SELECT id, answer FROM shop_decisions WHERE answer IS NOT NULL \(fragment: behind)
      ORDER BY id LIMIT \(limit) \(fragment: tx.forUpdate)
      """
    ) { (try $0.next(ID<ShopDecisionEntity>.self), try $0.next([UInt8].self)) }
    var count = 0
    for (id, sealed) in rows where !vault.isCurrent(sealed) {
      let context = "\(answerColumn):\(id)"
      let new = try vault.seal(try vault.open(sealed, context: context), context: context)
      try tx.run("UPDATE shop_decisions SET answer = \(new) WHERE id = \(id)")
      count += 1
    }
    return (rows.last?.0, count)
  }
}

/// Short lists as they are stored: one entry a line.
enum ListText {
  static func lines(_ text: String?) -> [String] {
    (text ?? "").split(separator: "\n").map(String.init)
  }
}
