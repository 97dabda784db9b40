import Kernel
import Persistence

/// The rows of the audit log. They are only ever added.
enum AuditStore {
  private static let columns = SQL.columns(of: StoredAuditRow.self)

  /// The end of the chain.
  struct Head: Hashable, Sendable {
    let sequence: Int64
    let hash: [UInt8]
  }

  /// Locks the end of the chain until the commit. Nothing may be locked after it, or transactions could wait
  /// for each other in a circle.
  static func lockHead(_ tx: Transaction) throws -> Head? {
    try tx.first("SELECT sequence, hash FROM audit_head WHERE id = 1 \(fragment: tx.forUpdate)") {
      Head(sequence: try $0.next(), hash: try $0.next())
    }
  }

  static func head(_ snapshot: Snapshot) throws -> Head? {
    try snapshot.first("SELECT sequence, hash FROM audit_head WHERE id = 1") {
      Head(sequence: try $0.next(), hash: try $0.next())
    }
  }

  /// Adds rows with their erasable parts and moves the end of the chain: in one round trip on PostgreSQL,
  /// where every one prolongs the time that others wait.
  static func append(_ rows: [(row: AuditRow, part: AuditPersonalPart)], head: Head, _ tx: Transaction) throws
  {
    let log = rows.map { values($0.row) }
    let parts = rows.map { entry -> NamedValues in
      [
        "sequence": entry.row.sequence, "salt": entry.part.salt, "client": entry.part.client,
        "details": entry.part.details,
      ]
    }
    let addRows: SQL = "INSERT INTO audit_log \(values: log)"
    let addParts: SQL = "INSERT INTO audit_details \(values: parts)"
    let moveHead: SQL = "UPDATE audit_head SET sequence = \(head.sequence), hash = \(head.hash) WHERE id = 1"
    switch tx.engine {
    case .sqlite:
      try tx.run(addRows)
      try tx.run(addParts)
      try tx.run(moveHead)
    case .postgres:
      try tx.run(
        "WITH rows AS (\(fragment: addRows)), parts AS (\(fragment: addParts)) \(fragment: moveHead)")
    }
  }

  private static func values(_ row: AuditRow) -> NamedValues {
    [
      "sequence": row.sequence, "id": row.id, "at": row.at, "account_id": row.account, "role": row.role,
      "shop_id": row.shop, "action": row.action, "target": row.target, "request_id": row.requestID,
      "erased": row.erased, "commitment": row.commitment, "previous_hash": row.previousHash, "hash": row.hash,
    ]
  }

  /// What the chain is checked by: every row after `sequence` in order, with its erasable part.
  static func each(
    after sequence: Int64, _ snapshot: Snapshot, _ body: (StoredAuditRow) throws -> Void
  ) throws {
    try snapshot.each(
      """
      SELECT \(fragment: columns) FROM audit_log l
      LEFT JOIN audit_details d ON d.sequence = l.sequence
      WHERE l.sequence > \(sequence) ORDER BY l.sequence
      """
    ) { try body(StoredAuditRow(row: &$0)) }
  }

  /// The next rows after `sequence` in order.
  static func stored(after sequence: Int64, limit: Int, _ snapshot: Snapshot) throws -> [StoredAuditRow] {
    try snapshot.all(
      """
      SELECT \(fragment: columns) FROM audit_log l
      LEFT JOIN audit_details d ON d.sequence = l.sequence
      WHERE l.sequence > \(sequence) ORDER BY l.sequence LIMIT \(limit)
      """)
  }

  static func hash(of sequence: Int64, _ snapshot: Snapshot) throws -> [UInt8]? {
    try snapshot.value("SELECT hash FROM audit_log WHERE sequence = \(sequence)")
  }

  /// The last row that has an erasable part; what was cut off may have left it behind.
  static func lastPart(_ snapshot: Snapshot) throws -> Int64 {
    try snapshot.value("SELECT MAX(sequence) FROM audit_details") ?? 0
  }

  /// Every row whose erasable part a later row declares erased.
  static func erased(_ snapshot: Snapshot) throws -> SequenceSet {
    let texts = try snapshot.values(
      "SELECT erased FROM audit_log WHERE erased IS NOT NULL ORDER BY sequence", as: String.self)
    return SequenceSet.union(texts.compactMap { SequenceSet($0) })
  }

  /// Deletes the erasable parts of the rows of an account and of those about it; answers with the rows.
  static func eraseParts(of account: AccountID, _ tx: Transaction) throws -> [Int64] {
    try tx.values(
      """
      DELETE FROM audit_details WHERE sequence IN (
        SELECT sequence FROM audit_log
        WHERE account_id = \(account) OR (target = \(account.description) AND action <> \(AuditLog.erasedAction)))
      RETURNING sequence
      """, as: Int64.self)
  }

  /// Deletes the erasable parts of the rows of an account; answers with the rows.
  static func eraseParts(doneBy account: AccountID, _ tx: Transaction) throws -> [Int64] {
    try tx.values(
      """
      DELETE FROM audit_details WHERE sequence IN (
        SELECT sequence FROM audit_log WHERE account_id = \(account))
      RETURNING sequence
      """, as: Int64.self)
  }

  /// Deletes the erasable parts of rows from before `moment`, at most `limit`; answers with the rows.
  static func eraseParts(before moment: Timestamp, limit: Int, _ tx: Transaction) throws -> [Int64] {
    try tx.values(
      """
      DELETE FROM audit_details WHERE sequence IN (
        SELECT d.sequence FROM audit_details d JOIN audit_log l ON l.sequence = d.sequence
        WHERE l.at < \(moment) ORDER BY d.sequence LIMIT \(limit))
      RETURNING sequence
      """, as: Int64.self)
  }

  /// Up to where the log was found whole the last time.
  static func newestCheckpoint(_ snapshot: Snapshot) throws -> AuditCheckpoint? {
    try snapshot.first("SELECT sequence, hash FROM audit_checkpoints ORDER BY sequence DESC LIMIT 1") {
      AuditCheckpoint(sequence: try $0.next(), hash: try $0.next())
    }
  }

  static func save(_ checkpoint: AuditCheckpoint, _ tx: Transaction) throws {
    let row: NamedValues = ["sequence": checkpoint.sequence, "hash": checkpoint.hash, "checked_at": tx.now]
    try tx.run(
      """
      INSERT INTO audit_checkpoints \(values: row)
      ON CONFLICT (sequence) DO UPDATE SET hash = excluded.hash, checked_at = excluded.checked_at
      """)
  }
}

/// A row as it lies in the tables.
struct StoredAuditRow: RowDecodable {
  let row: AuditRow
  let hash: [UInt8]
  /// `nil` when it was erased.
  let part: AuditPersonalPart?

  init(row source: inout Row) throws {
    row = try AuditRow(row: &source)
    hash = try source.next("l.hash")
    let salt: [UInt8]? = try source.next("d.salt")
    let client: String? = try source.next("d.client")
    let details: String? = try source.next("d.details")
    part = salt.map { AuditPersonalPart(salt: $0, client: client, details: details) }
  }
}
