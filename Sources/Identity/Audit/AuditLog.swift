import Kernel
import Persistence

/// Rows that one statement adds at most; PostgreSQL takes 65,535 values in one.
private let rowsPerStatement = 1_000

/// The log of what vendors and admins do. It is append-only, and every row holds the hash of the one before
/// it, so that a row that was altered or removed is found.
package enum AuditLog {
  /// The row that names rows whose details were erased.
  static let erasedAction = "audit.erased"

  /// Writes what the transaction's verbs recorded as its last act: `DatabaseConfiguration.beforeCommit`. What
  /// vendors and admins changed without a record of its own gets a row that names the request.
  package static func append(_ tx: Transaction) throws {
    if !tx.isRecorded {
      guard let origin = tx.origin, origin.isAudited, tx.changedRows > 0 else { return }
      try tx.record(origin.action, on: origin.subjects.joined(separator: "/"))
    }
    var records: [AuditRecord] = []
    for case let record as AuditRecord in tx.notes { records.append(record) }
    guard !records.isEmpty else { return }
    guard var head = try AuditStore.lockHead(tx) else {
      throw DatabaseError.configuration("the audit log has lost its end (table audit_head)")
    }
    for start in stride(from: 0, to: records.count, by: rowsPerStatement) {
      let batch = records[start..<min(start + rowsPerStatement, records.count)]
      let rows = chained(Array(batch), after: &head, tx)
      try AuditStore.append(rows, head: head, tx)
    }
  }

  private static func chained(
    _ records: [AuditRecord], after head: inout AuditStore.Head, _ tx: Transaction
  ) -> [(row: AuditRow, part: AuditPersonalPart)] {
    records.map { record in
      // Who asks to be forgotten must not leave their address with the row that says so.
      let client = record.erased == nil ? tx.origin?.client : nil
      let part = AuditPersonalPart.sealed(client: client, details: record.details)
      let row = AuditRow(
        sequence: head.sequence + 1, id: AuditID(at: tx.now), at: tx.now, account: tx.origin?.account,
        role: tx.origin?.role.rawValue ?? AuditActor.system, shop: record.shop, action: record.action,
        target: record.target, requestID: tx.origin?.requestID, erased: record.erased?.text,
        commitment: part.commitment, previousHash: head.hash)
      head = AuditStore.Head(sequence: row.sequence, hash: row.hash)
      return (row, part)
    }
  }
}

/// Names of those who act.
package enum AuditActor {
  /// Jobs and commands, which nobody is signed in for.
  package static let system = "system"
  /// What shops read in the place of an administrator's name.
  static var marketplace: String { Words("Marketplace").text }
}
