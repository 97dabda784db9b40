import Kernel
import Persistence

/// What the high part of a sum counts.
private let unit: Int128 = 1_000_000_000

/// The sums of accounts: what is added up in `ledger_sums`, and the entries since, which a trigger notes in
/// `ledger_unsummed`.
enum LedgerSumStore {
  /// The exact sums of accounts; those without entries are missing.
  static func sums(
    _ accounts: [LedgerAccount], _ currency: Currency, _ snapshot: Snapshot
  ) throws -> [String: Int128] {
    try read("\(fragment: parts(accounts, currency))", snapshot)
  }

  /// The sums up to and including a place: without the entries behind it, which are few where the place is a recent one.
  static func sums(
    _ accounts: [LedgerAccount], _ currency: Currency, upTo place: LinePlace, _ snapshot: Snapshot
  ) throws -> [String: Int128] {
    try read(
      """
      \(fragment: parts(accounts, currency))
      UNION ALL SELECT account, -(amount / 1000000000), -(amount % 1000000000) FROM ledger_entries
      WHERE account IN \(list: accounts.map(\.name)) AND currency = \(currency)
        AND (transaction_id, position) > (\(place.transaction), \(place.position))
      """, snapshot)
  }

  /// The currencies that accounts have entries in, by their codes.
  static func currencies(_ accounts: [LedgerAccount], _ snapshot: Snapshot) throws -> [Currency] {
    let names = accounts.map(\.name)
    return try snapshot.values(
      """
      SELECT currency FROM ledger_sums WHERE account IN \(list: names)
      UNION SELECT currency FROM ledger_unsummed WHERE account IN \(list: names) ORDER BY currency
      """)
  }

  /// Every sum, by account and currency.
  static func all(_ snapshot: Snapshot) throws -> [AccountSum] {
    try snapshot.all(
      """
      SELECT account, currency, SUM(high), SUM(low) FROM (
        SELECT account, currency, high, low FROM ledger_sums
        UNION ALL SELECT account, currency, amount / 1000000000, amount % 1000000000 FROM ledger_unsummed
      ) AS parts GROUP BY account, currency ORDER BY account, currency
      """
    ) { row in
      let account = LedgerAccount(try row.next())
      let currency: Currency = try row.next()
      return AccountSum(account: account, currency: currency, amount: try amount(&row))
    }
  }

  /// Adds entries up, of at most `limit` transactions; answers with the number of these.
  static func addUp(limit: Int, _ tx: Transaction) throws -> Int {
    let transactions: [LedgerTransactionID] = try tx.values(
      "SELECT DISTINCT transaction_id FROM ledger_unsummed ORDER BY transaction_id LIMIT \(limit)")
    guard !transactions.isEmpty else { return 0 }
    // Whoever else adds up waits here, and then finds them gone.
    let entries = try tx.all(
      """
      SELECT account, currency, amount FROM ledger_unsummed WHERE transaction_id IN \(filled: transactions)
      ORDER BY transaction_id, position \(fragment: tx.forUpdate)
      """
    ) { row -> (account: String, currency: Currency, amount: Int64) in
      (try row.next(), try row.next(), try row.next())
    }
    var sums: [String: (account: String, currency: Currency, high: Int64, low: Int64)] = [:]
    for entry in entries {
      let key = "\(entry.account) \(entry.currency.code)"
      var sum = sums[key] ?? (entry.account, entry.currency, 0, 0)
      sum.high += entry.amount / Int64(unit)
      sum.low += entry.amount % Int64(unit)
      sums[key] = sum
    }
    // In the order of their keys, so that two nodes wait and don't deadlock.
    for (_, sum) in sums.sorted(by: { $0.key < $1.key }) {
      let row: NamedValues = [
        "account": sum.account, "currency": sum.currency, "high": sum.high, "low": sum.low,
      ]
      try tx.run(
        """
        INSERT INTO ledger_sums \(values: row) ON CONFLICT (account, currency)
        DO UPDATE SET high = ledger_sums.high + excluded.high, low = ledger_sums.low + excluded.low
        """)
    }
    try tx.run("DELETE FROM ledger_unsummed WHERE transaction_id IN \(filled: transactions)")
    return transactions.count
  }

  /// One statement, so that nothing that is added up meanwhile is left out or counted twice.
  private static func read(_ parts: SQL, _ snapshot: Snapshot) throws -> [String: Int128] {
    let rows = try snapshot.all(
      "SELECT account, SUM(high), SUM(low) FROM (\(fragment: parts)) AS parts GROUP BY account"
    ) { row -> (String, Int128) in (try row.next(), try amount(&row)) }
    return Dictionary(uniqueKeysWithValues: rows)
  }

  static func parts(_ accounts: [LedgerAccount], _ currency: Currency) -> SQL {
    let names = accounts.map(\.name)
    return """
      SELECT account, high, low FROM ledger_sums
      WHERE account IN \(list: names) AND currency = \(currency)
      UNION ALL SELECT account, amount / 1000000000, amount % 1000000000 FROM ledger_unsummed
      WHERE account IN \(list: names) AND currency = \(currency)
      """
  }

  private static func amount(_ row: inout Row) throws -> Int128 {
    let high = try row.nextSum()
    return try high * unit + row.nextSum()
  }
}
