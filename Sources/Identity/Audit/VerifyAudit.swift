import Kernel
import Persistence

/// How much of the log a check looks at.
package enum AuditScope: Sendable {
  case everything
  /// What came after the last check that found the log whole.
  case sinceLastCheck
}

extension Identity {
  /// Recomputes the chain in one consistent view, row by row, and compares it with the end that the log
  /// notes, with the place where it was last found whole, and with `checkpoint`.
  package func verifyAudit(
    _ scope: AuditScope = .everything, against checkpoint: AuditCheckpoint? = nil
  ) async throws -> AuditReport {
    try await database.read(mode: .snapshot) { snapshot in
      let known = try AuditStore.newestCheckpoint(snapshot)
      var start = AuditStore.Head.beginning
      if scope == .sinceLastCheck, let known {
        start = AuditStore.Head(sequence: known.sequence, hash: known.hash)
      }
      var chain = AuditChain(after: start, erased: try AuditStore.erased(snapshot))
      try AuditStore.each(after: start.sequence, snapshot) { chain.check($0) }
      chain.finish(try AuditStore.head(snapshot), lastPart: try AuditStore.lastPart(snapshot))
      let marks = try Identity.compare([known, checkpoint].compactMap { $0 }, snapshot)
      let fault = scope == .everything ? chain.fault ?? marks : marks ?? chain.fault
      return AuditReport(
        rows: chain.rows, end: AuditCheckpoint(sequence: chain.end.sequence, hash: chain.end.hash),
        fault: fault)
    }
  }

  /// Checks the log and notes up to where it is whole. From the desk, who asked for it is noted too.
  package func checkAudit(_ scope: AuditScope = .everything) async throws -> AuditReport {
    let report = try await verifyAudit(scope)
    try await database.write { tx in
      if tx.origin != nil {
        try tx.record(
          "audit.verified", on: "audit",
          after: [
            "rows": .integer(report.rows), "isWhole": .boolean(report.isWhole),
            "fault": report.fault.map { .words($0.message) } ?? .null,
          ])
      }
      if report.isWhole { try AuditStore.save(report.end, tx) }
    }
    return report
  }

  private static func compare(_ checkpoints: [AuditCheckpoint], _ snapshot: Snapshot) throws -> AuditFault? {
    for checkpoint in checkpoints where checkpoint.sequence > 0 {
      guard let hash = try AuditStore.hash(of: checkpoint.sequence, snapshot) else {
        let end = try AuditStore.head(snapshot)?.sequence ?? 0
        return AuditFault(.missingEnd, end + 1, through: checkpoint.sequence)
      }
      if hash != checkpoint.hash { return AuditFault(.wrongCheckpoint, checkpoint.sequence) }
    }
    return nil
  }
}

extension AuditStore.Head {
  /// Before the first row.
  static let beginning = AuditStore.Head(sequence: 0, hash: [UInt8](repeating: 0, count: 32))
}
