import Areas
import Foundation
import Gateways
import Kernel
import Persistence
import TestSupport
import Testing
import Web

@testable import Identity

/// What comes in the way of an erasure: neighbours, kills and late requests.
struct ErasureRaceTests {
  @Test(arguments: TestEngine.allCases)
  func whoseAddressEndsAlikeLosesNothing(_ engine: TestEngine) async throws {
    try await withPrivacy(engine) { privacy in
      let kit = privacy.kit
      let ann = try await kit.member("ann@example.org")
      try await privacy.drain()
      try await kit.database.write { tx in
        for email in ["joann@example.org", "ann@example.org.uk", "ann@example.org"] {
          let letter = Letter(
            to: .init(email: email, name: "Ann"), title: "Hello", paragraphs: ["Hello \(email)"])
          try tx.send(letter, at: tx.now.adding(seconds: 86_400))
          try tx.emit(AccountActivated(account: ann.account.id, email: email))
        }
        try tx.run("UPDATE outbox SET dispatched_at = \(tx.now) WHERE payload LIKE '%@%'")
      }
      _ = try await kit.identity.close(ann.account.id)
      try await privacy.drain()
      kit.clock.advance(seconds: 7_200)
      try await privacy.drain()
      let left = try await kit.database.read { snapshot in
        (
          try snapshot.values("SELECT payload FROM jobs WHERE payload LIKE '%Hello%'", as: String.self),
          try snapshot.values(
            "SELECT payload FROM outbox WHERE payload LIKE '%example.org%'", as: String.self)
        )
      }
      #expect(left.0.count == 2 && left.0.allSatisfy { !Mention.of("ann@example.org", in: $0) })
      #expect(left.1.count == 2 && left.1.allSatisfy { !Mention.of("ann@example.org", in: $0) })
    }
  }

  @Test(arguments: TestEngine.allCases)
  func aFileThatWasPutThereTooLateGoes(_ engine: TestEngine) async throws {
    try await withPrivacy(engine) { privacy in
      let kit = privacy.kit
      let ada = try await kit.member("ada@example.org")
      let export = try await kit.identity.requestExport(of: ada.account.id)
      _ = try await kit.identity.close(ada.account.id)
      // The job that removes the file has run, the one that makes it put it there and was killed.
      try await kit.database.write { tx in
        try tx.run("DELETE FROM jobs WHERE kind = 'privacy.exports.remove'")
      }
      let secret = LocalObjects(folder: privacy.folder.appendingPathComponent("private"))
      try await secret.put(export.key, [1, 2, 3], contentType: "application/octet-stream")
      #expect(privacy.files("private").count == 1)
      try await privacy.drain()
      #expect(privacy.files("private").isEmpty)
    }
  }

  @Test(arguments: TestEngine.allCases)
  func theLastLookTakesLateRowsOfTheAuditLog(_ engine: TestEngine) async throws {
    try await withPrivacy(engine) { privacy in
      let kit = privacy.kit
      let ada = try await kit.member("ada@example.org")
      _ = try await kit.identity.close(ada.account.id)
      let origin = Origin(
        account: ada.account.id, role: .vendor, action: "POST /api/v1/things", requestID: "r-1",
        client: "203.0.113.77", isAudited: true)
      try await Origin.$current.withValue(origin) {
        try await kit.database.write { tx in try tx.record("thing.changed", on: "thing") }
      }
      let client: SQL = "SELECT COUNT(*) FROM audit_details WHERE client = '203.0.113.77'"
      #expect(try await kit.database.read { try $0.value(client, as: Int.self) } == 1)
      try await privacy.drain()
      #expect(try await kit.database.read { try $0.value(client, as: Int.self) } == 0)
      #expect(try await kit.identity.verifyAudit().isWhole)
    }
  }

  @Test(arguments: TestEngine.allCases)
  func administratorsEraseOthersAndOnlyWhileTheyMay(_ engine: TestEngine) async throws {
    try await withPrivacy(engine) { privacy in
      let kit = privacy.kit
      func admin(_ name: String) async throws -> Account {
        try await kit.identity.createAdmin(
          email: address("\(name)@example.org"), name: name, password: IdentityKit.password)
      }
      let (root, second) = (try await admin("root"), try await admin("second"))
      let ada = try await kit.member("ada@example.org").account.id
      let own = await problem { _ = try await kit.identity.close(root.id, by: root.id) }
      #expect(own == .notAllowedNow)
      _ = try await kit.identity.removeAdminRole(second.id, by: root.id)
      #expect(await problem { _ = try await kit.identity.close(ada, by: second.id) } == .forbidden)
      _ = try await kit.identity.close(ada, by: root.id)
      #expect(await problem { _ = try await kit.identity.close(ada, by: root.id) } == .notFound)
    }
  }
}
