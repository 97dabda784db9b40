import Kernel
import Persistence
import TestSupport
import Testing

@testable import Catalog

/// What is kept of words is what the index holds.
@Suite struct TermMemoryTests {
  private static let words = ["amber", "birch", "cedar", "delta", "ember", "fjord", "gamma", "heath"]

  private static func text(_ count: Int) -> String {
    (0..<count).compactMap { _ in words.randomElement() }.joined(separator: " ")
  }

  /// The sets of a memory that kept them through all changes beside those of one that reads them now.
  private static func differences(_ kit: CatalogKit, _ kept: TermMemory) async throws -> [String] {
    try await kit.database.read { snapshot in
      let fresh = TermMemory(kit.database)
      var wrong: [String] = []
      for key in words.map(TermKey.word) + words.map({ TermKey.beginning(String($0.prefix(2))) }) {
        let (old, new) = (
          try kept.sets(key, asOf: kept.version, snapshot), try fresh.sets(key, asOf: fresh.version, snapshot)
        )
        for field in SearchField.allCases where old[field].numbers != new[field].numbers {
          wrong.append("\(key) in \(field)")
        }
      }
      return wrong
    }
  }

  @Test("Sets follow every change of products", arguments: TestEngine.allCases)
  func followsChanges(_ engine: TestEngine) async throws {
    try await withCatalog(engine) { kit in
      let memory = kit.catalog.terms
      var ids: [String] = []
      for round in 0..<6 {
        for _ in 0..<4 {
          let made = try await kit.product(
            """
            {"title": "\(Self.text(3))", "description": "\(Self.text(12))", "brand": "\(Self.text(1))", "price": 1}
            """)
          ids.append(try #require(made.at("id").text))
        }
        for id in ids.shuffled().prefix(3) where round > 0 {
          let body =
            round % 2 == 0
            ? #"{"title": "\#(Self.text(4))"}"# : #"{"description": "\#(Self.text(5))", "tags": ["ember"]}"#
          #expect(await kit.vendor.send(.patch, "/shops/\(kit.shop.id)/products/\(id)", body).status == 200)
        }
        if round == 4, let id = ids.popLast() {
          _ = await kit.vendor.send(.delete, "/shops/\(kit.shop.id)/products/\(id)")
        }
        _ = await kit.api.send(.get, "/products?q=amber")
        await kit.catalog.changes.catchUp()
        #expect(try await Self.differences(kit, memory) == [])
      }
    }
  }

  @Test("Changes while somebody reads are not lost", arguments: TestEngine.allCases)
  func readsBesideChanges(_ engine: TestEngine) async throws {
    try await withCatalog(engine) { kit in
      let made = try await kit.product(#"{"title": "amber", "price": 1}"#)
      let id = try #require(made.at("id").text.flatMap { ProductID($0) })
      _ = await kit.api.send(.get, "/products?q=birch")
      let memory = kit.catalog.terms
      let before = memory.version
      let old = try await kit.database.read { snapshot in
        TermSets(
          try SearchField.allCases.map { Bitmap(try TermStore.numbers(.word("amber"), in: $0, snapshot)) })
      }
      #expect(
        await kit.vendor.send(.patch, "/shops/\(kit.shop.id)/products/\(id)", #"{"title": "cedar"}"#).status
          == 200)
      await kit.catalog.changes.catchUp()
      memory.keep(old, for: .word("amber"), asOf: before)
      await memory.look()
      #expect(try await Self.differences(kit, memory) == [])
    }
  }

  @Test("What was used longest ago goes when there is no room", arguments: TestEngine.allCases)
  func evicts(_ engine: TestEngine) async throws {
    try await withCatalog(engine) { kit in
      for _ in 0..<5 {
        try await kit.product(#"{"title": "\#(Self.words.joined(separator: " "))", "price": 1}"#)
      }
      let memory = TermMemory(kit.database, limit: 3_000)
      try await kit.database.read { snapshot in
        for word in Self.words {
          _ = try memory.sets(.word(word), asOf: memory.version, snapshot)
          _ = try memory.sets(.word("amber"), asOf: memory.version, snapshot)
        }
      }
      let (bytes, keys) = memory.state.withLock { ($0.bytes, Set($0.entries.keys)) }
      #expect(bytes <= 3_000)
      #expect(
        keys.contains(.word("amber")) && keys.contains(.word("heath")) && !keys.contains(.word("birch")))
    }
  }

  @Test func mistypedWordsAreFound() {
    var words = Vocabulary()
    for word in ["keyboard", "keyboards", "lamp", "lamb", "wooden", "laptop", "a1234"] { words.add(word) }
    #expect(words.nearest("keybaord") == "keyboard")
    #expect(words.nearest("keyboard") == nil)
    #expect(words.nearest("wodden") == "wooden")
    #expect(words.nearest("kaptop") == "laptop")
    #expect(words.nearest("lam") == nil)
    #expect(words.nearest("zzzzzzzz") == nil)
    #expect(!words.contains("a1234"))
  }
}
