import Identity
import Kernel
import Persistence
import TestSupport
import Testing

/// What somebody does over the API, as the guards see it.
func origin(
  _ account: AccountID? = nil, role: Origin.Role = .admin, shop: ShopID? = nil, request: String = "req-1",
  isAudited: Bool = true
) -> Origin {
  Origin(
    account: account, role: role, shop: shop, action: "POST /api/v1/admin/things/{thing}",
    subjects: ["thing-7"], requestID: request, client: "192.0.2.77", isAudited: isAudited)
}

extension Database {
  /// A transaction as somebody's request has it.
  func write(as origin: Origin?, _ body: @escaping @Sendable (Transaction) throws -> Void) async throws {
    try await Origin.$current.withValue(origin) { try await write(body) }
  }

  /// Adds rows to the log, each in a transaction of its own.
  func record(_ count: Int, as origin: Origin? = origin()) async throws {
    for number in 0..<count {
      try await write(as: origin) { tx in
        try tx.record(
          "thing.edited", on: "thing-\(number)", before: ["size": .integer(1)], after: ["size": .integer(2)])
      }
    }
  }

  /// What somebody does who owns the database: takes the fences away first.
  func tamper(_ statements: SQL...) async throws {
    try await write { tx in
      switch tx.engine {
      case .sqlite:
        try tx.run("DROP TRIGGER IF EXISTS audit_log_is_never_changed")
        try tx.run("DROP TRIGGER IF EXISTS audit_log_is_never_deleted")
        try tx.run("DROP TRIGGER IF EXISTS audit_details_are_never_changed")
      case .postgres:
        try tx.run("ALTER TABLE audit_log DISABLE TRIGGER USER")
        try tx.run("ALTER TABLE audit_details DISABLE TRIGGER USER")
      }
      for statement in statements { try tx.run(statement) }
    }
  }

  func number(_ sql: SQL) async throws -> Int { try await read { try $0.value(sql) ?? 0 } }
}

extension IdentityKit {
  /// What a check finds.
  func fault(_ scope: AuditScope = .everything, against checkpoint: AuditCheckpoint? = nil) async throws
    -> AuditFault?
  {
    try await identity.verifyAudit(scope, against: checkpoint).fault
  }

  /// The newest entries.
  func entries(_ filter: AuditFilter = AuditFilter()) async throws -> [AuditEntry] {
    try await identity.auditEntries(filter, PageRequest(limit: 100)).items
  }
}
