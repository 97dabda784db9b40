import Kernel
import Persistence

/// The SQL of the ledger. There is no UPDATE and no DELETE, and the database refuses both.
enum LedgerStore {
  private static let lineColumns = SQL.columns { try ShopLine(row: &$0, currency: .eur) }

  /// Inserts what is not there yet; answers with the sources that were inserted.
  static func insertTransactions(
    _ postings: [LedgerPosting], at moment: Timestamp, _ tx: Transaction
  ) throws -> Set<String> {
    // In the order of their sources, so that two transactions that book the same causes wait and don't
    // deadlock.
    let rows = postings.sorted { $0.source < $1.source }.map { posting -> NamedValues in
      [
        "id": posting.id, "source": posting.source, "kind": posting.kind, "description": posting.description,
        "order_id": posting.order, "payout_id": posting.payout, "at": moment,
      ]
    }
    let inserted: [String] = try tx.values(
      """
      INSERT INTO ledger_transactions \(values: rows)
      ON CONFLICT (source) DO NOTHING RETURNING source
      """)
    return Set(inserted)
  }

  static func insertEntries(_ postings: [LedgerPosting], _ tx: Transaction) throws {
    let rows = postings.flatMap { posting in
      posting.entries.enumerated().map { position, entry -> NamedValues in
        [
          "transaction_id": posting.id, "position": position, "account": entry.account.name,
          "currency": entry.money.currency, "amount": entry.money.amount,
        ]
      }
    }
    try tx.run("INSERT INTO ledger_entries \(values: rows)")
  }

  static func isBooked(_ source: String, _ snapshot: Snapshot) throws -> Bool {
    try snapshot.value("SELECT 1 FROM ledger_transactions WHERE source = \(source)", as: Int64.self) != nil
  }

  /// The lines of one account, newest first, with what belongs to them. Each account is read by its own index
  /// range.
  static func lines(
    _ shop: ShopID, _ parts: [ShopAccount], _ currency: Currency, before place: LinePlace?, limit: Int,
    _ snapshot: Snapshot
  ) throws -> [ShopLine] {
    let after: SQL =
      place.map { " AND (transaction_id, position) < (\($0.transaction), \($0.position))" } ?? ""
    let ranges: [SQL] = parts.enumerated().map { index, part in
      let name = LedgerAccount.shop(shop, part).name
      return """
        SELECT * FROM (SELECT transaction_id, position, account, amount FROM ledger_entries
          WHERE account = \(name) AND currency = \(currency)\(fragment: after)
          ORDER BY transaction_id DESC, position DESC LIMIT \(limit)) AS \(fragment: index == 0 ? "a" : "b")
        """
    }
    return try snapshot.all(
      """
      SELECT \(fragment: lineColumns)
      FROM (\(fragment: SQL.join(ranges, " UNION ALL "))) AS e
      JOIN ledger_transactions t ON t.id = e.transaction_id
      LEFT JOIN order_settlements s ON s.order_id = t.order_id
      LEFT JOIN orders o ON o.id = t.order_id
      ORDER BY e.transaction_id DESC, e.position DESC LIMIT \(limit)
      """
    ) { try ShopLine(row: &$0, currency: currency) }
  }
}
