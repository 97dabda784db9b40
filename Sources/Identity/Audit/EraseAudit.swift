import Kernel
import Persistence

/// Ranges that one row names at most, so that no row grows beyond measure.
private let rangesPerRow = 5_000

extension AuditLog {
  /// Deletes addresses and details of what a person did and of what was done about them, and adds a row that
  /// names those rows, so that the log stays whole. Answers with how many rows were concerned.
  @discardableResult
  package static func erase(account: AccountID, _ tx: Transaction) throws -> Int {
    try tell(of: AuditStore.eraseParts(of: account, tx), on: account.description, tx)
  }

  /// Deletes addresses and details of what a person did, and adds a row that names those rows. Answers with how
  /// many rows were concerned.
  @discardableResult
  static func erase(doneBy account: AccountID, _ tx: Transaction) throws -> Int {
    try tell(of: AuditStore.eraseParts(doneBy: account, tx), on: account.description, tx)
  }

  /// Deletes addresses and details from before `moment`, of at most `limit` rows, and adds a row that names
  /// them. Answers with how many rows were concerned.
  @discardableResult
  package static func erase(before moment: Timestamp, limit: Int, _ tx: Transaction) throws -> Int {
    try tell(of: AuditStore.eraseParts(before: moment, limit: limit, tx), on: "audit", tx)
  }

  private static func tell(of sequences: [Int64], on target: String, _ tx: Transaction) throws -> Int {
    for erased in SequenceSet(sequences).split(rangesPerRow) {
      tx.leave(AuditRecord(action: AuditLog.erasedAction, target: target, shop: nil, erased: erased))
      tx.isRecorded = true
    }
    return sequences.count
  }
}
