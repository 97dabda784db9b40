import Catalog
import Kernel
import TestSupport
import Testing

@testable import Catalog
@testable import Persistence

/// Both engines find the same words.
@Suite struct SearchWordSearchTests {
  private static let titles = [
    "AC/DC shirt", "Laptop 15.6 inch", "Laptop 15 with 6 ports", "Straße in Oil", "STRASSE MAP",
    "T-Shirt plain",
    "USB-C cable", "İstanbul tile", "A & B letters", "Plan B", "Schuhe 38,5", "Box of 1,000 pins",
    "Women's hat",
    "Œuvre d’art", "Rad\u{AD}haus", "قَلَم", "Boat ١٢", "Running shoes",
  ]

  /// What is typed, and the numbers of the titles that it leads to.
  private static let searches: [(text: String, titles: Set<Int>)] = [
    ("AC/DC", [0]), ("ac dc", [0]), ("acdc", [0]), ("15.6", [1]), ("15,6", [1]), ("15", [1, 2]),
    ("strasse", [3, 4]), ("Straße", [3, 4]), ("STRASSE", [3, 4]), ("tshirt", [5]), ("t-shirt", [5]),
    ("T SHIRT", [0, 5]),
    ("usbc", [6]), ("usb-c", [6]), ("usb c", [6]), ("İ", [1, 3, 7]), ("istanbul", [7]), ("İSTANBUL", [7]),
    ("a & b", [8, 9]),
    ("a&b", [8]), ("38,5", [10]), ("38.5", [10]), ("1000", [11]), ("1,000", [11]), ("1.000", [11]),
    ("womens", [12]),
    ("women's", [12]), ("women", [12]), ("oeuvre", [13]), ("dart", [13]), ("radhaus", [14]), ("قلم", [15]),
    ("boat 12", [16]), ("shoe", [17]), ("run", [17]), ("SHOES", [17]),
  ]

  private static func fill(_ kit: CatalogKit) async throws {
    for title in titles { try await kit.product(#"{"title": "\#(title)", "price": 100}"#) }
  }

  private static func expectSearches(_ kit: CatalogKit, _ path: String, _ api: TestAPI) async {
    for search in searches {
      let text = search.text.utf8.map { byte in
        "%" + (byte < 16 ? "0" : "") + String(byte, radix: 16)
      }.joined()
      let found = await api.send(.get, "\(path)?limit=100&q=\(text)").items.compactMap { $0.at("title").text }
      #expect(Set(found) == Set(search.titles.map { titles[$0] }), "\(search.text)")
    }
  }

  @Test(arguments: TestEngine.allCases) func bothEnginesFindTheSame(_ engine: TestEngine) async throws {
    try await withCatalog(engine) { kit in
      try await Self.fill(kit)
      await Self.expectSearches(kit, "/products", kit.api)
      let suggested = await kit.api.send(.get, "/search/suggestions?q=tsh")
      #expect(suggested.json.at("products").list.compactMap { $0.at("title").text } == ["T-Shirt plain"])
    }
  }

  @Test(arguments: TestEngine.allCases) func vendorsFindTheSameInTheirLists(_ engine: TestEngine) async throws
  {
    try await withCatalog(engine) { kit in
      try await Self.fill(kit)
      for (text, title) in [
        ("acdc", "AC/DC shirt"), ("strasse in", "Straße in Oil"), ("38.5", "Schuhe 38,5"),
      ] {
        let query = text.replacing(" ", with: "+")
        let found = await kit.vendor.send(.get, "/shops/\(kit.shop.id)/products?q=\(query)").items
        #expect(found.compactMap { $0.at("title").text } == [title], "\(text)")
      }
    }
  }

  @Test(arguments: TestEngine.allCases) func categoriesAreSuggestedByTheSameWords(_ engine: TestEngine)
    async throws
  {
    try await withCatalog(engine) { kit in
      for name in ["Straßenkunst", "T-Shirts", "Bed & Bath"] {
        _ = await kit.admin.send(.post, "/admin/categories", #"{"name": "\#(name)"}"#)
      }
      for (text, name) in [
        ("strasse", "Straßenkunst"), ("tshirt", "T-Shirts"), ("bed%20%26%20ba", "Bed & Bath"),
      ] {
        let found = await kit.api.send(.get, "/search/suggestions?q=\(text)")
        #expect(found.json.at("categories", 0, "name").text == name, "\(text)")
      }
    }
  }

  @Test(arguments: TestEngine.allCases) func categoriesAreSuggestedByTheirNames(_ engine: TestEngine)
    async throws
  {
    try await withCatalog(engine) { kit in
      let names = ["Vases, tall", "Vases", "Vases, big", "Ähnliche Vasen", "Vases, small", "Vases, old"]
      for name in names { _ = await kit.admin.send(.post, "/admin/categories", #"{"name": "\#(name)"}"#) }
      let found = await kit.api.send(.get, "/search/suggestions?q=vas").json.at("categories").list
      let sorted = ["Ähnliche Vasen", "Vases", "Vases, big", "Vases, old", "Vases, small", "Vases, tall"]
      #expect(!found.isEmpty)
      #expect(found.compactMap { $0.at("name").text } == Array(sorted.prefix(found.count)))
    }
  }

  @Test(arguments: TestEngine.allCases) func shopsAreSuggestedAsTheyAreWritten(_ engine: TestEngine)
    async throws
  {
    try await withCatalog(engine) { kit in
      for name in ["Café Rita", "50% Off_Shop", "T-Shirt House"] { _ = try await kit.openShop(name) }
      for (text, name) in [
        ("rita's%20b", "Rita's Bowls"), ("CAF%C3%89", "Café Rita"), ("t-shirt%20ho", "T-Shirt House"),
        ("50%25%20off_s", "50% Off_Shop"), ("house", "T-Shirt House"), ("h%25e", nil), ("h_use", nil),
        ("ita", nil),
      ] as [(String, String?)] {
        let found = await kit.api.send(.get, "/search/suggestions?q=\(text)").json.at("shops").list
        #expect(found.compactMap { $0.at("name").text } == [name].compactMap { $0 }, "\(text)")
      }
    }
  }

  /// One character may hold any number of marks, and a word of them more bytes than PostgreSQL takes of a word.
  @Test(arguments: TestEngine.allCases) func wordsOfAnyLengthAreTaken(_ engine: TestEngine) async throws {
    try await withCatalog(engine) { kit in
      let long = "\u{915}" + String(repeating: "\u{93F}", count: 3000)
      try await kit.product(#"{"title": "Lamp", "description": "\#(long) oak", "price": 1}"#)
      #expect(await kit.api.send(.get, "/products?q=oak").items.count == 1)
      let beginning = String(long.unicodeScalars.prefix(150))
      let query = beginning.utf8.map { "%" + String($0, radix: 16) }.joined()
      #expect(await kit.api.send(.get, "/products?q=\(query)").items.count == 1)
    }
  }

  /// Products whose words another program put into the index are found after the rebuild, wherever it was stopped.
  @Test(arguments: TestEngine.allCases) func aRebuildGoesOnWhereItStopped(_ engine: TestEngine) async throws {
    try await withCatalog(engine) { kit in
      try await Self.fill(kit)
      try await kit.product(
        #"{"title": "Sock", "price": 1, "variants": [{"options": {"Colour": "Red", "Size": "S"}, "stock": 1}]}"#
      )
      try await kit.database.write { tx in
        try tx.run("DELETE FROM product_search")
        try tx.run("DELETE FROM product_facets")
        try tx.run("DELETE FROM variant_facets")
        try tx.run("INSERT INTO search_rebuilds (id, position) VALUES (1, NULL)")
      }
      let left: SQL = "SELECT COUNT(*) FROM product_search"
      #expect(await kit.api.send(.get, "/products?q=shoes").items.isEmpty)
      #expect(
        try await kit.database.write { try SearchRebuild.step(limit: 7, kit.catalog.changes, $0) })
      #expect(try await kit.database.read { try $0.value(left, as: Int.self) } == 7)
      try await kit.catalog.rebuildSearch(steps: 2, of: 3)
      #expect(try await kit.database.read { try $0.value(left, as: Int.self) } == 13)
      try await withThrowingTaskGroup(of: Void.self) { group in
        for _ in 0..<3 { group.addTask { try await kit.catalog.rebuildSearch() } }
        try await group.waitForAll()
      }
      #expect(try await kit.database.read { try $0.value(left, as: Int.self) } == 19)
      #expect(
        try await kit.database.read { try $0.value("SELECT COUNT(*) FROM search_rebuilds", as: Int.self) }
          == 0)
      await Self.expectSearches(kit, "/products", kit.api)
      #expect(await kit.api.send(.get, "/products?color=red&size=s").items.count == 1)
      let before = kit.catalog.changes.target
      try await kit.catalog.rebuildSearch()
      #expect(kit.catalog.changes.target == before)
    }
  }
}
