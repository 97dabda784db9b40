import Foundation
import Kernel
import Persistence
import TestSupport
import Testing
import Web

@testable import Identity

struct AuditRouteTests {
  /// Changes a row as a verb that records nothing.
  private func routes(_ kit: IdentityKit) -> [Route] {
    let database = kit.database
    return [
      .api(
        .post, "/admin/things/{thing}", "Change", tag: "Test", .admin(.site), answer: NoContent.self
      ) { request in
        let viewer = try request.requireViewer()
        try await database.write { tx in
          try tx.run("UPDATE accounts SET updated_at = updated_at + 1 WHERE id = \(viewer.account)")
        }
        return NoContent()
      },
      .api(
        .post, "/admin/nothings/{thing}", "Change nothing", tag: "Test", .admin(.site), answer: NoContent.self
      ) { _ in
        try await database.write { try $0.run("UPDATE accounts SET name = 'x' WHERE 1 = 0") }
        return NoContent()
      },
      .api(.post, "/things", "Change", tag: "Test", .signedIn, answer: NoContent.self) { request in
        let viewer = try request.requireViewer()
        try await database.write { tx in
          try tx.run("UPDATE accounts SET updated_at = updated_at + 1 WHERE id = \(viewer.account)")
        }
        return NoContent()
      },
    ]
  }

  private func admin(_ kit: IdentityKit) async throws -> (account: Account, api: TestAPI) {
    let account = try await kit.identity.createAdmin(
      email: try address("root@example.org"), name: "Root", password: IdentityKit.password)
    let issued = try await kit.signIn("root@example.org")
    let api = TestAPI(routes: AuditRoutes.routes(kit.identity) + routes(kit), sessions: kit.identity)
    return (account, api.with(token: issued.token))
  }

  @Test(arguments: TestEngine.allCases) func whatRecordsNothingGetsARow(_ engine: TestEngine) async throws {
    try await withIdentity(engine) { kit in
      let (account, api) = try await admin(kit)
      #expect(await api.send(.post, "/admin/things/seven").status == 204)
      #expect(await api.send(.post, "/admin/nothings/eight").status == 204)
      #expect(await api.send(.post, "/things").status == 204)
      let rows = await api.send(.get, "/admin/audit?account=\(account.id)").items
        .filter { $0["action"] != "audit.verified" }
      let row = try #require(rows.first { $0["target"] == "seven" })
      #expect(row["action"] == "POST /api/v1/admin/things/{thing}")
      #expect(row["role"] == "admin" && row["name"] == "Root")
      #expect(row["account"] == .string(account.id.description))
      #expect(!rows.contains { $0["target"] == "eight" || $0["action"] == "POST /api/v1/things" })
    }
  }

  @Test(arguments: TestEngine.allCases) func theLogIsSearched(_ engine: TestEngine) async throws {
    try await withIdentity(engine) { kit in
      let (_, api) = try await admin(kit)
      let shop = ShopID()
      let bo = try await kit.member("bo@example.org", name: "Bo").account.id
      try await kit.database.record(3, as: origin(bo, role: .vendor, shop: shop, request: "req-shop"))
      try await kit.database.write(as: origin(request: "req-x")) { tx in
        try tx.record("order.moved", on: "ord-5", before: ["status": "paid"], after: ["status": "shipped"])
      }
      func count(_ query: String) async -> Int { await api.send(.get, "/admin/audit?\(query)").items.count }
      #expect(await count("action=thing.") == 3)
      #expect(await count("action=order.moved") == 1)
      #expect(await count("action=%25") == 0)
      #expect(await count("shop=\(shop)") == 3)
      #expect(await count("account=bo@example.org&action=thing") == 3)
      #expect(await count("account=nobody@example.org") == 0)
      #expect(await count("request=req-x") == 1)
      #expect(await count("target=ord-5") == 1)
      #expect(await count("role=vendor") == 3)
      #expect(await count("until=2000-01-01T00:00:00Z") == 0)
      #expect(await count("from=2000-01-01T00:00:00Z&target=ord-5") == 1)
      let first = await api.send(.get, "/admin/audit?action=thing&limit=2")
      let cursor = try #require(first.text("nextCursor"))
      let second = await api.send(.get, "/admin/audit?action=thing&limit=2&cursor=\(cursor)")
      #expect(first.items.count == 2 && second.items.count == 1)
      #expect(await api.send(.get, "/admin/audit?from=yesterday").status == 422)
      let order = await api.send(.get, "/admin/audit?target=ord-5").items.first
      let change = JSONValue.object(["field": "status", "before": "paid", "after": "shipped"])
      #expect(order?["changes"] == .array([change]))
      #expect(order?["clientAddress"] == "192.0.2.77")
    }
  }

  @Test(arguments: TestEngine.allCases) func theLogIsATableAndIsChecked(_ engine: TestEngine) async throws {
    try await withIdentity(engine) { kit in
      let (_, api) = try await admin(kit)
      try await kit.database.record(3)
      try await kit.database.write(as: origin()) { try $0.record("=cmd|' /C calc'!A0", on: "thing") }
      let check = await api.send(.post, "/admin/audit/checks")
      #expect(check.json["isWhole"] == .boolean(true))
      #expect(try await kit.entries().first?.action == "audit.verified")
      let table = try await kit.identity.auditTable(AuditFilter()).text()
      #expect(table.hasPrefix("sequence,at,role"))
      #expect(table.contains("'=cmd|"))
      let count = try await kit.entries().count
      #expect(table.split(separator: "\r\n").count == count + 1)
      #expect(try await kit.entries().first?.action == "audit.exported")
      try await kit.database.tamper("UPDATE audit_log SET target = 'x' WHERE sequence = 2")
      let broken = await api.send(.post, "/admin/audit/checks")
      #expect(broken.json["isWhole"] == .boolean(false))
      #expect(broken.json["fault"]?["kind"] == "alteredRow")
      #expect(broken.json["fault"]?["sequence"] == .integer(2))
    }
  }

  @Test(arguments: TestEngine.allCases)
  func whatIsWrongIsSaidInTheLanguageOfWhoReads(_ engine: TestEngine) async throws {
    try await withIdentity(engine) { kit in
      let (_, api) = try await admin(kit)
      try await kit.database.record(3)
      try await kit.database.tamper("UPDATE audit_log SET target = 'x' WHERE sequence = 2")
      _ = await api.send(.post, "/admin/audit/checks")
      let log = await api.send(.get, "/admin/audit?action=audit.verified").items.first
      guard case .array(let changes)? = log?["changes"] else { throw Problem(.notFound) }
      #expect(changes.contains { $0["field"] == "fault" && $0["after"] == "Row 2 was altered." })
      let entry = try #require(try await kit.entries().first { $0.action == "audit.verified" })
      let fault = try #require(entry.changes.first { $0.field == "fault" }?.after)
      #expect(fault.words == AuditFault(.alteredRow, 2).message)
      let said = Language.$current.withValue(PseudoLanguage.language) { fault.said }
      #expect(said == .string("⟦Řôw 2 wáš áltéřéd.⟧"))
      let table = try await Language.$current.withValue(PseudoLanguage.language) {
        try await kit.identity.auditTable(AuditFilter())
      }
      #expect(try await table.text().contains("⟦Řôw 2 wáš áltéřéd.⟧"))
    }
  }

  @Test func shopsDoNotSeeWhoTheAdministratorsAre() {
    func entry(_ role: String) -> AuditEntry {
      AuditEntry(
        sequence: 1, id: AuditID(), at: Timestamp(milliseconds: 0), account: AccountID(), accountName: "Root",
        role: role, shop: nil, action: "shop.approved", target: "shop", requestID: nil, client: "192.0.2.1",
        changes: [], isErased: false)
    }
    let admin = entry("admin").forShop
    #expect(admin.account == nil && admin.accountName == "Marketplace" && admin.client == nil)
    #expect(entry("vendor").forShop.accountName == "Root")
  }

  @Test(arguments: TestEngine.allCases)
  func shopsCanNotFindOutWhichAdministratorItWas(_ engine: TestEngine) async throws {
    try await withIdentity(engine) { kit in
      let (root, _) = try await admin(kit)
      let bo = try await kit.member("bo@example.org", name: "Bo").account.id
      let shop = ShopID()
      try await kit.database.record(2, as: origin(root.id, role: .admin, shop: shop))
      try await kit.database.record(1, as: origin(bo, role: .vendor, shop: shop))
      func count(_ account: String?, isForShop: Bool) async throws -> Int {
        var filter = AuditFilter()
        filter.shop = shop
        filter.account = account
        filter.isForShop = isForShop
        return try await kit.identity.auditEntries(filter, before: nil).count
      }
      #expect(try await count(nil, isForShop: true) == 3)
      #expect(try await count("root@example.org", isForShop: false) == 2)
      #expect(try await count("root@example.org", isForShop: true) == 0)
      #expect(try await count(root.id.description, isForShop: true) == 0)
      #expect(try await count("bo@example.org", isForShop: true) == 1)
    }
  }

  @Test(arguments: TestEngine.allCases) func theExportProvesItself(_ engine: TestEngine) async throws {
    try await withIdentity(engine) { kit in
      try await kit.database.record(3)
      var rows: [JSONValue] = []
      try await kit.identity.exportAudit { rows.append($0) }
      #expect(rows.compactMap { $0["sequence"] } == [.integer(1), .integer(2), .integer(3)])
      for (one, next) in zip(rows, rows.dropFirst()) { #expect(one["hash"] == next["previousHash"]) }
    }
  }
}

extension Response {
  /// The whole body of a stream.
  fileprivate func text() async throws -> String {
    guard case .stream(_, let write) = body else { return "" }
    let collected = Collected()
    try await write(BodyWriter { await collected.append($0) })
    return String(decoding: await collected.bytes, as: UTF8.self)
  }
}

private actor Collected {
  private(set) var bytes: [UInt8] = []

  func append(_ more: [UInt8]) { bytes += more }
}
