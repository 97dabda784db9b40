import Kernel
import Persistence
import TestSupport
import Testing

@testable import Identity

struct AuditDetailTests {
  @Test func onlyWhatDiffersIsTold() throws {
    let details = AuditDetails(
      before: ["name": "Bowls", "price": .integer(5), "gone": .boolean(true)],
      after: ["name": "Bowls", "price": .integer(7), "new": "x"])
    #expect(details.before == ["price": .integer(5), "gone": .boolean(true)])
    #expect(details.after == ["price": .integer(7), "new": "x"])
    #expect(AuditDetails(before: ["a": "b"], after: ["a": "b"]).isEmpty)
  }

  @Test(arguments: [
    "password", "newPassword", "reset_token", "apiKey", "clientSecret", "IBAN", "bank.iban", "card", "email",
    "phone", "vatNumber", "tax_id", "otp", "Authorization",
  ])
  func secretsAreBlotted(_ name: String) throws {
    let text = try AuditDetails(
      before: [:], after: [name: "hunter2", "nested": .object([name: "hunter2"]), "kept": "plain"]
    ).canonicalText()
    #expect(!text.contains("hunter2"))
    #expect(text.contains("plain"))
  }

  @Test(arguments: [
    "keyboard", "tokenless", "taxonomy", "monkey", "name", "cardinality", "vatted", "tax rate",
  ])
  func innocentNamesStay(_ name: String) { #expect(!SecretFields.holds(name)) }

  @Test func longTextsAreCut() throws {
    let text = try AuditDetails(
      before: [:], after: ["description": .string(String(repeating: "a", count: 9_000))]
    )
    .canonicalText()
    #expect(text.count < 1_200)
  }

  @Test func setsOfRowsReadWhatTheyWrite() {
    let set = SequenceSet([9, 3, 4, 5, 7, 3])
    #expect(set.text == "3-5,7,9")
    #expect(SequenceSet(set.text) == set)
    #expect([3, 4, 5, 7, 9].allSatisfy { set.contains($0) })
    #expect([1, 2, 6, 8, 10].allSatisfy { !set.contains($0) })
    #expect(SequenceSet("a") == nil && SequenceSet("3-") == nil && SequenceSet("5-3") == nil)
    let union = SequenceSet.union([SequenceSet([1, 2, 8]), SequenceSet([3, 9, 20])])
    #expect(union.text == "1-3,8-9,20")
    #expect(set.split(2).map(\.text) == ["3-5,7", "9"])
  }

  @Test(arguments: TestEngine.allCases) func alteredDetailsAreFound(_ engine: TestEngine) async throws {
    try await withIdentity(engine) { kit in
      try await kit.database.record(4)
      try await kit.database.tamper("UPDATE audit_details SET client = '203.0.113.9' WHERE sequence = 2")
      #expect(try await kit.fault() == AuditFault(.alteredDetails, 2))
      try await kit.database.tamper("UPDATE audit_details SET client = '192.0.2.77' WHERE sequence = 2")
      #expect(try await kit.fault() == nil)
      try await kit.database.tamper("UPDATE audit_details SET details = NULL WHERE sequence = 3")
      #expect(try await kit.fault() == AuditFault(.alteredDetails, 3))
      try await kit.database.tamper("DELETE FROM audit_details WHERE sequence = 3")
      #expect(try await kit.fault() == AuditFault(.removedDetails, 3))
    }
  }

  @Test(arguments: TestEngine.allCases) func erasureKeepsTheChain(_ engine: TestEngine) async throws {
    try await withIdentity(engine) { kit in
      let ada = try await kit.signUp("ada@example.org").id
      let bo = try await kit.signUp("bo@example.org").id
      for account in [ada, bo, ada] { try await kit.database.record(2, as: origin(account)) }
      try await kit.database.write(as: origin(bo)) { tx in
        try tx.record("account.banned", on: ada, after: ["reason": "Ada wrote rude things."])
      }
      let erased = try await kit.database.write { try AuditLog.erase(account: ada, $0) }
      #expect(erased == 5)
      #expect(try await kit.fault() == nil)
      let entries = try await kit.entries()
      #expect(entries.first?.action == "audit.erased" && entries.first?.target == ada.description)
      #expect(entries.filter(\.isErased).map(\.sequence) == [7, 6, 5, 2, 1])
      #expect(entries.filter(\.isErased).allSatisfy { $0.client == nil && $0.changes.isEmpty })
      #expect(entries.filter { $0.account == bo && !$0.isErased }.allSatisfy { $0.client == "192.0.2.77" })
      // A second erasure has nothing to say.
      #expect(try await kit.database.write { try AuditLog.erase(account: ada, $0) } == 0)
      #expect(try await kit.entries().count == entries.count)
      try await kit.database.tamper("DELETE FROM audit_details WHERE sequence = 3")
      #expect(try await kit.fault() == AuditFault(.removedDetails, 3))
    }
  }

  @Test(arguments: TestEngine.allCases) func oldDetailsAreForgotten(_ engine: TestEngine) async throws {
    try await withIdentity(engine) { kit in
      try await kit.database.record(3)
      kit.clock.advance(seconds: 731 * 86_400)
      try await kit.database.record(2)
      try await kit.identity.lookAfterAudit()
      #expect(try await kit.entries().filter(\.isErased).map(\.sequence) == [3, 2, 1])
      #expect(try await kit.fault() == nil)
    }
  }
}
