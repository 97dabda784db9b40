import Kernel
import Logging
import Persistence

private let verifyEverySeconds: Int64 = 24 * 60 * 60
private let secondsPerDay: Int64 = 24 * 60 * 60
/// Rows whose details one transaction erases at most.
private let eraseBatch = 1_000

/// Checks what the log gained since the last check, and erases details that are too old.
struct VerifyAudit: Job {
  static let kind = "identity.verify_audit"
}

/// The log's daily work.
enum AuditJobs {
  static func register(in registry: inout JobRegistry, _ identity: Identity) throws {
    registry.on(VerifyAudit.self) { _, _ in try await identity.lookAfterAudit() }
    try registry.every(seconds: verifyEverySeconds, VerifyAudit())
  }
}

extension Identity {
  /// The daily work. A broken log is an error in the program's own log; so is every place up to where it is
  /// whole noted there, out of the reach of who can write to the database.
  func lookAfterAudit() async throws {
    let logger = Logger(label: "souk.audit")
    let report = try await checkAudit(.sinceLastCheck)
    if let fault = report.fault {
      logger.error(
        "the audit log is broken",
        metadata: [
          "kind": "\(fault.kind.rawValue)", "row": "\(fault.sequence)", "reason": "\(fault.message)",
        ])
      return
    }
    logger.notice("the audit log is whole", metadata: ["checkpoint": "\(report.end)"])
    try await eraseOldAuditDetails()
  }

  /// Erases addresses and details that are older than the settings allow.
  func eraseOldAuditDetails() async throws {
    guard let days = settings.auditDetailsDays else { return }
    let moment = clock.now().adding(seconds: -days * secondsPerDay)
    try await database.repeating(upTo: eraseBatch) {
      try AuditLog.erase(before: moment, limit: eraseBatch, $0)
    }
  }
}
