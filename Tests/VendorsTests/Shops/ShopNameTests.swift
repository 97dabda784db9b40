import Kernel
import TestSupport
import Testing
import Web

@testable import Areas
@testable import Persistence
@testable import Vendors

/// Shops are found by the words of their names, on both engines alike.
@Suite struct ShopNameTests {
  private static let names = [
    "Café Rita", "Straßen & Wege", "İstanbul Işık", "O'Neill's Surf", "T-Shirt House", "100% Wool",
  ]

  private static let searches: [(text: String, found: [String])] = [
    ("cafe", ["Café Rita"]), ("CAFÉ", ["Café Rita"]), ("rita caf", ["Café Rita"]), ("ita", []),
    ("strasse", ["Straßen & Wege"]), ("STRAẞE", ["Straßen & Wege"]), ("istanbul", ["İstanbul Işık"]),
    ("İSTANBUL", ["İstanbul Işık"]), ("ISIK", ["İstanbul Işık"]), ("oneill", ["O'Neill's Surf"]),
    ("o'neill", ["O'Neill's Surf"]), ("tshirt", ["T-Shirt House"]), ("t-sh", ["T-Shirt House"]),
    ("100%", ["100% Wool"]), ("%", []), ("_", []), ("w", ["100% Wool", "Straßen & Wege"]),
  ]

  private func fill(_ kit: VendorsKit) async throws {
    let email = try #require(EmailAddress("operator@example.org"))
    for name in Self.names { _ = try await kit.vendors.ensureShop(named: name, ownerEmail: email) }
  }

  private func found(_ kit: VendorsKit, _ text: String) async throws -> [String] {
    try await kit.vendors.openShops(matching: text, PageRequest()).items.map(\.name)
  }

  private func expectAll(_ kit: VendorsKit) async throws {
    for search in Self.searches {
      #expect(try await found(kit, search.text) == search.found, "\(search.text)")
    }
  }

  @Test("Accents, capitals and marks don't matter", arguments: TestEngine.allCases)
  func shopsAreFoundByFoldedWords(_ engine: TestEngine) async throws {
    try await withVendors(engine) { kit in
      try await fill(kit)
      try await expectAll(kit)
    }
  }

  @Test("A renamed shop is found by its new name alone", arguments: TestEngine.allCases)
  func aNewNameCounts(_ engine: TestEngine) async throws {
    try await withVendors(engine) { kit in
      let rita = try await kit.person("Rita")
      let admin = try await kit.person("Root", isAdmin: true)
      let shop = try await rita.openShop("Old Bowls")
      #expect(await rita.api.send(.patch, "/shops/\(shop)", #"{"name":"Neue Schälchen"}"#).status == 200)
      for (text, count) in [("old", 0), ("bowls", 0), ("schalchen", 1), ("rita", 1), ("RITA@exam", 1)] {
        #expect(await admin.api.send(.get, "/admin/shops?q=\(text)").items.count == count, "\(text)")
      }
    }
  }

  @Test("Shops from before get their words, wherever that was stopped", arguments: TestEngine.allCases)
  func wordsAreFilledIn(_ engine: TestEngine) async throws {
    try await withVendors(engine) { kit in
      try await fill(kit)
      try await kit.database.write { tx in
        try tx.run("DELETE FROM shop_words")
        try tx.run("INSERT INTO shop_word_rebuilds (id, position) VALUES (1, NULL)")
      }
      #expect(try await found(kit, "cafe").isEmpty)
      let named: SQL = "SELECT COUNT(DISTINCT subject_id) FROM shop_words"
      try await ShopNames.rebuild(kit.database, steps: 2, of: 2)
      #expect(try await kit.database.read { try $0.value(named, as: Int.self) } == 4)
      let database = kit.database
      try await withThrowingTaskGroup(of: Void.self) { group in
        for _ in 0..<3 { group.addTask { try await ShopNames.rebuild(database) } }
        try await group.waitForAll()
      }
      try await expectAll(kit)
      let left: SQL = "SELECT COUNT(*) FROM shop_word_rebuilds"
      #expect(try await kit.database.read { try $0.value(left, as: Int.self) } == 0)
    }
  }

  /// More shops than are gone to by their ids: the list is walked instead, with the same answers and pages.
  @Test("A word of very many shops finds them in their order", arguments: TestEngine.allCases)
  func commonWordsAreFoundToo(_ engine: TestEngine) async throws {
    try await withVendors(engine) { kit in
      try await fill(kit)
      let shops = try await kit.vendors.openShops(PageRequest(limit: 100)).items
      let owner = try #require(shops.first?.owner)
      try await kit.database.write { tx in
        for number in 0..<2_010 {
          let input = OpenShopInput(
            name: "Wood \(number)", description: "Wood", country: "DE", currency: .eur)
          _ = try ShopStore.insert(
            input.shop("wood-\(number)", owner: owner, approvedAt: tx.now, at: tx.now), tx)
        }
      }
      let match = try await kit.database.read { try ShopNames.index.match("woo", on: "s.id", $0) }
      #expect(!match.leadsToFew)
      #expect(try await found(kit, "wool") == ["100% Wool"])
      #expect(try await found(kit, "woo wool") == ["100% Wool"])
      let first = try await kit.vendors.openShops(matching: "woo", PageRequest(limit: 3))
      #expect(first.items.map(\.name) == ["100% Wool", "Wood 0", "Wood 1"])
      let next = try await kit.vendors.openShops(
        matching: "woo", PageRequest(limit: 2, cursor: first.nextCursor))
      #expect(next.items.map(\.name) == ["Wood 10", "Wood 100"])
      #expect(try await found(kit, "woo 1234") == ["Wood 1234"])
    }
  }
}
