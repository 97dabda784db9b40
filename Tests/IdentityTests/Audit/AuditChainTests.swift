import Kernel
import Persistence
import Synchronization
import TestSupport
import Testing

@testable import Identity

private let writers = 32
private let transactionsPerWriter = 6

struct AuditChainTests {
  @Test(arguments: TestEngine.allCases) func manyWritersMakeOneChain(_ engine: TestEngine) async throws {
    try await withIdentity(engine) { kit in
      let database = kit.database
      try await withThrowingTaskGroup(of: Void.self) { group in
        for _ in 0..<writers { group.addTask { try await database.record(transactionsPerWriter) } }
        try await group.waitForAll()
      }
      let report = try await kit.identity.verifyAudit()
      #expect(report.fault == nil)
      #expect(report.rows == Int64(writers * transactionsPerWriter))
      #expect(report.end.sequence == report.rows)
    }
  }

  /// Half of them lock two rows in one order, half in the other: PostgreSQL ends some of these circles and
  /// the transactions run again.
  @Test(arguments: TestEngine.allCases) func transactionsThatRunAgainLeaveOneRow(_ engine: TestEngine)
    async throws
  {
    try await withIdentity(engine) { kit in
      let ids = [try await kit.signUp("a@example.org").id, try await kit.signUp("b@example.org").id]
      let database = kit.database
      let before = try await database.number("SELECT COUNT(*) FROM audit_log")
      try await withThrowingTaskGroup(of: Void.self) { group in
        for writer in 0..<writers {
          group.addTask {
            let order = writer.isMultiple(of: 2) ? ids : ids.reversed()
            try await database.write(as: origin()) { tx in
              try tx.record("thing.edited", on: "thing-\(writer)")
              for id in order { try tx.run("UPDATE accounts SET updated_at = updated_at WHERE id = \(id)") }
            }
          }
        }
        try await group.waitForAll()
      }
      #expect(try await database.number("SELECT COUNT(*) FROM audit_log") == before + writers)
      #expect(try await kit.fault() == nil)
    }
  }

  @Test(arguments: TestEngine.allCases) func whatIsUndoneLeavesNothing(_ engine: TestEngine) async throws {
    try await withIdentity(engine) { kit in
      try await kit.database.record(2)
      await #expect(throws: Problem.self) {
        try await kit.database.write(as: origin()) { tx in
          try tx.record("thing.edited", on: "thing")
          throw Problem(.conflict)
        }
      }
      try await kit.database.record(1)
      let report = try await kit.identity.verifyAudit()
      #expect(report.rows == 3 && report.isWhole)
    }
  }

  @Test(arguments: TestEngine.allCases) func theTablesRefuseChanges(_ engine: TestEngine) async throws {
    try await withIdentity(engine) { kit in
      try await kit.database.record(1)
      let statements: [SQL] = [
        "UPDATE audit_log SET action = 'x'", "DELETE FROM audit_log", "UPDATE audit_details SET client = 'x'",
      ]
      for statement in statements {
        await #expect(throws: DatabaseError.self) { try await kit.database.write { try $0.run(statement) } }
      }
      #expect(try await kit.fault() == nil)
    }
  }

  @Test(arguments: TestEngine.allCases) func alteredColumnsAreFound(_ engine: TestEngine) async throws {
    let other = AccountID()
    let changes: [SQL] = [
      "at = at + 1", "account_id = \(other)", "account_id = NULL", "role = 'vendor'", "shop_id = NULL",
      "action = 'thing.made'", "target = 'thing-x'", "request_id = NULL", "erased = '1-4'",
      "hash = previous_hash", "commitment = previous_hash", "id = \(AuditID())",
    ]
    try await withIdentity(engine) { kit in
      let account = try await kit.signUp("ada@example.org").id
      try await kit.database.record(5, as: origin(account, shop: ShopID()))
      for change in changes {
        try await kit.database.write { tx in try copy(tx) }
        try await kit.database.tamper("UPDATE audit_log SET \(fragment: change) WHERE sequence = 3")
        let fault = try await kit.fault()
        #expect(fault == AuditFault(.alteredRow, 3), "\(change)")
        try await kit.database.write { tx in try restore(tx) }
      }
      #expect(try await kit.fault() == nil)
      try await kit.database.tamper("UPDATE audit_log SET previous_hash = hash WHERE sequence = 3")
      #expect(try await kit.fault() == AuditFault(.alteredRow, 3))
    }
  }

  @Test(arguments: TestEngine.allCases) func missingAndSwappedRowsAreFound(_ engine: TestEngine) async throws
  {
    try await withIdentity(engine) { kit in
      try await kit.database.record(6)
      try await kit.database.write { tx in try copy(tx) }
      try await kit.database.tamper("DELETE FROM audit_log WHERE sequence = 3")
      #expect(try await kit.fault() == AuditFault(.removedRow, 3))
      try await kit.database.write { tx in try restore(tx) }
      try await kit.database.tamper("DELETE FROM audit_log WHERE sequence = 1")
      #expect(try await kit.fault() == AuditFault(.removedRow, 1))
      try await kit.database.write { tx in try restore(tx) }
      try await kit.database.tamper(
        "UPDATE audit_log SET sequence = -2 WHERE sequence = 2",
        "UPDATE audit_log SET sequence = 2 WHERE sequence = 4",
        "UPDATE audit_log SET sequence = 4 WHERE sequence = -2")
      #expect(try await kit.fault() == AuditFault(.alteredRow, 2))
    }
  }

  @Test(arguments: TestEngine.allCases) func aRewrittenRowIsFoundByTheNext(_ engine: TestEngine) async throws
  {
    try await withIdentity(engine) { kit in
      try await kit.database.record(4)
      let stored = try await kit.database.read { try AuditStore.stored(after: 1, limit: 1, $0) }
      let row = try #require(stored.first?.row)
      let forged = AuditRow(
        sequence: row.sequence, id: row.id, at: row.at, account: row.account, role: row.role, shop: row.shop,
        action: "thing.admired", target: row.target, requestID: row.requestID, erased: row.erased,
        commitment: row.commitment, previousHash: row.previousHash)
      try await kit.database.tamper(
        "UPDATE audit_log SET action = \(forged.action), hash = \(forged.hash) WHERE sequence = 2")
      #expect(try await kit.fault() == AuditFault(.replacedRow, 2))
    }
  }

  @Test(arguments: TestEngine.allCases) func aLogThatWasCutOffIsFound(_ engine: TestEngine) async throws {
    try await withIdentity(engine) { kit in
      try await kit.database.record(5)
      let checkpoint = try await kit.identity.verifyAudit().end
      let kept = try #require(AuditCheckpoint(checkpoint.description))
      #expect(kept == checkpoint)
      try await kit.database.tamper("DELETE FROM audit_log WHERE sequence = 5")
      #expect(try await kit.fault() == AuditFault(.missingEnd, 5, through: 5))
      try await kit.database.tamper(
        """
        UPDATE audit_head SET sequence = 4, hash = (SELECT hash FROM audit_log WHERE sequence = 4)
        """)
      #expect(try await kit.fault() == AuditFault(.missingEnd, 5, through: 5))
      try await kit.database.tamper("DELETE FROM audit_details WHERE sequence = 5")
      #expect(try await kit.fault() == nil)
      #expect(try await kit.fault(against: kept) == AuditFault(.missingEnd, 5, through: 5))
      try await kit.database.record(2)
      #expect(try await kit.fault(against: kept) == AuditFault(.wrongCheckpoint, 5))
      try await kit.database.tamper("UPDATE audit_head SET sequence = 3")
      #expect(try await kit.fault()?.kind == .wrongEnd)
    }
  }

  @Test(arguments: TestEngine.allCases) func theDailyCheckGoesOnWhereItEnded(_ engine: TestEngine)
    async throws
  {
    try await withIdentity(engine) { kit in
      try await kit.database.record(4)
      #expect(try await kit.identity.checkAudit(.sinceLastCheck).rows == 4)
      try await kit.database.record(3)
      let second = try await kit.identity.checkAudit(.sinceLastCheck)
      #expect(second.rows == 3 && second.isWhole && second.end.sequence == 7)
      try await kit.database.record(1)
      try await kit.database.tamper("UPDATE audit_log SET target = 'x' WHERE sequence = 8")
      #expect(try await kit.fault(.sinceLastCheck) == AuditFault(.alteredRow, 8))
      try await kit.database.tamper("DELETE FROM audit_log WHERE sequence > 6")
      #expect(try await kit.fault(.sinceLastCheck)?.kind == .missingEnd)
    }
  }

  @Test(arguments: TestEngine.allCases) func aRowCostsFewStatements(_ engine: TestEngine) async throws {
    let folders = [PersistenceMigrations.folder, Identity.migrations]
    try await withDatabaseURL(engine, migrations: folders) { url in
      let statements = Mutex<[String]>([])
      var configuration = DatabaseConfiguration(url: url, poolSize: 2)
      configuration.beforeCommit = AuditLog.append
      configuration.trace = { traced in statements.withLock { $0.append(traced.text) } }
      let database = try Database(configuration)
      try await database.write(as: origin()) { tx in
        for number in 0..<50 { try tx.record("thing.edited", on: "thing-\(number)") }
      }
      #expect(statements.withLock { $0.count } == (engine == .postgres ? 2 : 4))
      // What is not audited costs nothing.
      statements.withLock { $0 = [] }
      try await database.write(as: origin(isAudited: false)) { tx in
        try tx.run("UPDATE accounts SET name = 'x' WHERE 1 = 0")
      }
      #expect(statements.withLock { $0.count } == 1)
      await database.close()
    }
  }

  @Test(arguments: TestEngine.allCases) func rowsThatAStatementAnswersWithCount(_ engine: TestEngine)
    async throws
  {
    try await withIdentity(engine) { kit in
      let id = try await kit.signUp("ada@example.org").id
      try await kit.database.write(as: origin(id)) { tx in
        let _: AccountID? = try tx.value("UPDATE accounts SET updated_at = 1 WHERE id = \(id) RETURNING id")
      }
      #expect(try await kit.entries().first?.action == "POST /api/v1/admin/things/{thing}")
    }
  }

  private func copy(_ tx: Transaction) throws {
    try tx.run("DROP TABLE IF EXISTS audit_copy")
    try tx.run("CREATE TABLE audit_copy AS SELECT * FROM audit_log")
  }

  private func restore(_ tx: Transaction) throws {
    try tx.run("DELETE FROM audit_log")
    try tx.run("INSERT INTO audit_log SELECT * FROM audit_copy")
  }
}
