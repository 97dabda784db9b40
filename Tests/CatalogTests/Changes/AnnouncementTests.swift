import Kernel
import MarketSupport
import Persistence
import TestSupport
import Testing
import Vendors

@testable import Catalog

private let neverMilliseconds = 3_600_000

/// Nodes tell each other of changes, so that nobody waits for the next look.
@Suite struct AnnouncementTests {
  @Test func anotherNodeHearsOfAChangeWithoutLooking() async throws {
    try await withCatalog(.postgres) { kit in
      try await Self.withNodes(kit) { writer, told in
        for _ in 0..<10 {
          let shop = try await Self.note(writer, kit.database)
          #expect(await Self.isHeard(shop, told))
        }
      }
    }
  }

  @Test func whoLostTheLineHearsAgain() async throws {
    try await withCatalog(.postgres) { kit in
      try await Self.withNodes(kit) { writer, told in
        let cut = try await kit.database.read { snapshot in
          try snapshot.values(
            """
            SELECT pg_terminate_backend(pid) FROM pg_stat_activity
            WHERE datname = current_database() AND query = 'LISTEN souk_catalog'
            """, as: Bool.self)
        }
        #expect(cut == [true, true])
        let (first, second) = (
          try await Self.note(writer, kit.database), try await Self.note(writer, kit.database)
        )
        #expect(await Self.isHeard(first, told))
        #expect(await Self.isHeard(second, told))
      }
    }
  }

  @Test func aDatabaseOfOneNodeHasNobodyToTell() async throws {
    try await withCatalog(.sqlite) { kit in
      #expect(kit.database.listen(to: .catalog) {} == nil)
      try await kit.database.announce(.catalog)
    }
  }

  /// Two nodes that never look by themselves, once both hear.
  private static func withNodes(
    _ kit: CatalogKit, _ body: (CatalogChanges, Told) async throws -> Void
  ) async throws {
    let writer = CatalogChanges(kit.database, longestWait: patience, pollMilliseconds: neverMilliseconds)
    let reader = CatalogChanges(kit.database, longestWait: patience, pollMilliseconds: neverMilliseconds)
    let told = try await Told(reader)
    let following = [Task { await writer.run() }, Task { await reader.run() }]
    let listening: SQL = """
      SELECT COUNT(*) FROM pg_stat_activity
      WHERE datname = current_database() AND query = 'LISTEN souk_catalog' AND state = 'idle'
      """
    for _ in 0..<200 where try await kit.database.read({ try $0.value(listening, as: Int.self) }) != 2 {
      try await Task.sleep(for: .milliseconds(50))
    }
    // The look that follows the connection.
    try await Task.sleep(for: .milliseconds(100))
    try await body(writer, told)
    for task in following {
      task.cancel()
      await task.value
    }
  }

  private static func note(_ changes: CatalogChanges, _ database: Database) async throws -> ShopID {
    let shop = ShopID()
    try await database.write { tx in try changes.note(.shop(shop), tx) }
    return shop
  }

  private static func isHeard(_ shop: ShopID, _ told: Told) async -> Bool {
    for _ in 0..<1_000 where !told.all.contains(.shop(shop)) { try? await Task.sleep(for: .milliseconds(10)) }
    return told.all.contains(.shop(shop))
  }
}
