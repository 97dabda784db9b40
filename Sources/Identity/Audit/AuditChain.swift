/// Follows the log from row to row and notices the first that does not fit.
struct AuditChain {
  /// The last row that fitted.
  private(set) var end: AuditStore.Head
  private(set) var fault: AuditFault?
  private(set) var rows: Int64 = 0
  private let erased: SequenceSet

  /// Goes on after `start`. Details may be missing of the rows in `erased`.
  init(after start: AuditStore.Head, erased: SequenceSet) {
    end = start
    self.erased = erased
  }

  /// Looks at the next row; nothing after a fault.
  mutating func check(_ stored: StoredAuditRow) {
    guard fault == nil else { return }
    rows += 1
    fault = fault(of: stored)
    if fault == nil { end = AuditStore.Head(sequence: stored.row.sequence, hash: stored.hash) }
  }

  /// Compares the end with what the log says of it, and with the last row that still has details.
  mutating func finish(_ head: AuditStore.Head?, lastPart: Int64) {
    guard fault == nil else { return }
    let last = max(head?.sequence ?? 0, lastPart)
    if last > end.sequence {
      fault = AuditFault(.missingEnd, end.sequence + 1, through: last)
    } else if head != end {
      fault = AuditFault(.wrongEnd, end.sequence)
    }
  }

  private func fault(of stored: StoredAuditRow) -> AuditFault? {
    let row = stored.row
    let expected = end.sequence + 1
    if row.sequence > expected { return AuditFault(.removedRow, expected) }
    if row.sequence < expected { return AuditFault(.addedRow, row.sequence) }
    guard row.hash == stored.hash else { return AuditFault(.alteredRow, row.sequence) }
    guard row.previousHash == end.hash else { return AuditFault(.replacedRow, end.sequence) }
    guard let part = stored.part else {
      return erased.contains(row.sequence) ? nil : AuditFault(.removedDetails, row.sequence)
    }
    return part.commitment == row.commitment ? nil : AuditFault(.alteredDetails, row.sequence)
  }
}
