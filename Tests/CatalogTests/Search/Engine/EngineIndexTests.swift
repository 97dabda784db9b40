import Gateways
import Kernel
import Persistence
import TestSupport
import Testing

@testable import Catalog

/// What an engine outside is told of the catalogue.
@Suite struct EngineIndexTests {
  private static func titles(_ engine: MemoryEngine) -> [String] {
    engine.contents.values.map(\.title).sorted()
  }

  private static func run(_ kit: CatalogKit) async throws {
    try await #require(kit.catalog.indexer).run(steps: 200)
  }

  @Test(arguments: TestEngine.allCases) func itFollowsWhatIsListed(_ database: TestEngine) async throws {
    let engine = MemoryEngine()
    try await withCatalog(database, searchEngine: engine) { kit in
      try await kit.product(
        """
        {"title": "Cup", "price": 900, "brand": "Otto", "tags": ["tea"], "description": "<p>Of <b>clay</b>.</p>",
        "variants": [{"options": {"Colour": "Red"}, "sku": "C-1", "barcode": "4006381333931", "price": 900}]}
        """)
      try await kit.product(#"{"title": "Draft", "price": 900, "status": "draft"}"#)
      try await Self.run(kit)
      let document = try #require(engine.contents.values.first)
      #expect(Self.titles(engine) == ["Cup"])
      #expect(document.brand == "Otto" && document.tags == ["tea"] && document.values.contains("Red"))
      #expect(document.words.split(separator: " ").contains("otto"))
      #expect(document.skus == ["C-1"] && document.barcodes == ["4006381333931"])
      #expect(document.description == "Of clay." && document.shop == kit.shop.id.description)
      let path = "/shops/\(kit.shop.id)/products/cup"
      #expect(await kit.vendor.send(.patch, path, #"{"title": "Mug"}"#).status == 200)
      try await Self.run(kit)
      #expect(Self.titles(engine) == ["Mug"])
      #expect(await kit.vendor.send(.delete, path).status == 204)
      try await Self.run(kit)
      #expect(engine.contents.isEmpty)
    }
  }

  @Test(arguments: TestEngine.allCases) func itGetsWhatTheEmbeddedIndexHas(_ database: TestEngine)
    async throws
  {
    let engine = MemoryEngine()
    try await withCatalog(database, searchEngine: engine) { kit in
      try await AttributeTests.makeScreens(kit)
      try await kit.product(
        #"""
        {"title": "Bildschirm", "price": 900, "category": "screens", "description": "Breit.",
         "attributes": {"screen-size": "15.6", "plug": "EU", "curved": "yes"},
         "translations": {"en": {"title": "Monitors", "description": "<p>Very <b>wide</b>.</p>"}}}
        """#)
      try await Self.run(kit)
      let document = try #require(engine.contents.values.first)
      #expect(Set(document.values).isSuperset(of: ["15.6", "EU", "Monitors"]), "\(document.values)")
      #expect(!document.values.contains("true"))
      #expect(document.description == "Breit.\nVery wide.")
      #expect(document.words.split(separator: " ").contains("monitor"), "\(document.words)")
    }
  }

  @Test(arguments: TestEngine.allCases) func goodsThatArePurgedGo(_ database: TestEngine) async throws {
    let engine = MemoryEngine()
    try await withCatalog(database, searchEngine: engine) { kit in
      let product = try await kit.product(#"{"title": "Cup", "price": 900}"#)
      let id = try #require(product.at("id").text.flatMap { ProductID($0) })
      try await Self.run(kit)
      #expect(Self.titles(engine) == ["Cup"])
      // Without anything in between, as in a closed shop.
      let slugs = kit.catalog.slugs
      _ = try await kit.database.write { tx in try PurgeStore.products(of: kit.shop.id, limit: 10, slugs, tx)
      }
      #expect(try await kit.database.read { try ProductStore.find(id, $0) } == nil)
      try await Self.run(kit)
      #expect(engine.contents.isEmpty)
    }
  }

  @Test(arguments: TestEngine.allCases) func whatIsRefusedComesAgainAndHoldsNobodyUp(
    _ database: TestEngine
  ) async throws {
    let engine = MemoryEngine()
    try await withCatalog(database, searchEngine: engine) { kit in
      try await Self.run(kit)
      engine.refuse("Cup", times: 2)
      try await kit.product(#"{"title": "Cup", "price": 900}"#)
      try await kit.product(#"{"title": "Tray", "price": 900}"#)
      try await Self.run(kit)
      #expect(Self.titles(engine) == ["Tray"])
      await kit.catalog.searchEngineStatus.look(kit.database)
      #expect(kit.catalog.searchEngineStatus.refusedProducts == 1)
      try await Self.run(kit)
      #expect(Self.titles(engine) == ["Tray"], "not before its time")
      kit.clock.advance(seconds: 5)
      try await Self.run(kit)
      kit.clock.advance(seconds: 10)
      try await Self.run(kit)
      #expect(Self.titles(engine) == ["Cup", "Tray"])
      await kit.catalog.searchEngineStatus.look(kit.database)
      #expect(kit.catalog.searchEngineStatus.waitingProducts == 0)
    }
  }

  @Test(arguments: TestEngine.allCases) func aNewIndexIsFilledBesideTheOldOne(
    _ database: TestEngine
  ) async throws {
    let engine = MemoryEngine()
    try await withCatalog(database, searchEngine: engine) { kit in
      try await kit.product(#"{"title": "Cup", "price": 900}"#)
      try await Self.run(kit)
      let first = try #require(engine.adopted)
      let indexer = try #require(kit.catalog.indexer)
      try await indexer.beginBuild()
      // One step fills, and the old one is asked still; what changes meanwhile is in both.
      try await indexer.run(steps: 1)
      #expect(engine.adopted == first && engine.indices.count == 2)
      #expect(
        await kit.vendor.send(.patch, "/shops/\(kit.shop.id)/products/cup", #"{"title": "Mug"}"#).status
          == 200)
      #expect(try await kit.catalog.refillSearchEngine())
      #expect(engine.adopted != first && engine.indices == [engine.adopted])
      #expect(Self.titles(engine) == ["Mug"])
      engine.forget()
      try await kit.product(#"{"title": "Tray", "price": 900}"#)
      try await Self.run(kit)
      #expect(Self.titles(engine) == ["Mug", "Tray"], "an engine that lost its disk is filled anew")
    }
  }

  @Test(arguments: TestEngine.allCases) func categoriesThatAreCalledOtherwiseAreFound(
    _ database: TestEngine
  ) async throws {
    let engine = MemoryEngine()
    try await withCatalog(database, searchEngine: engine) { kit in
      let made = await kit.admin.send(.post, "/admin/categories", #"{"name": "Crockery"}"#)
      let category = try #require(made.json.at("id").text)
      let below = await kit.admin.send(
        .post, "/admin/categories", #"{"name": "Cups", "parent": "\#(category)"}"#)
      let cups = try #require(below.json.at("id").text)
      let lamps = await kit.admin.send(.post, "/admin/categories", #"{"name": "Lamps"}"#)
      let other = try #require(lamps.json.at("id").text)
      try await kit.product(#"{"title": "Cup", "price": 900, "category": "\#(cups)"}"#)
      try await kit.product(#"{"title": "Lamp", "price": 900, "category": "\#(other)"}"#)
      try await Self.run(kit)
      #expect(Set(engine.contents.values.map(\.categories)) == [["Crockery", "Cups"], ["Lamps"]])
      let (first, versions) = (engine.adopted, engine.versions)
      let answer = await kit.admin.send(.patch, "/admin/categories/\(category)", #"{"name": "Tableware"}"#)
      #expect(answer.status == 200)
      try await Self.run(kit)
      #expect(Set(engine.contents.values.map(\.categories)) == [["Tableware", "Cups"], ["Lamps"]])
      #expect(engine.adopted == first, "no index is filled for it")
      #expect(engine.versions["Cup"] != versions["Cup"] && engine.versions["Lamp"] == versions["Lamp"])
      // One that is new or goes has no products that don't change themselves.
      let vases = await kit.admin.send(.post, "/admin/categories", #"{"name": "Vases"}"#)
      #expect(vases.status == 201)
      try await Self.run(kit)
      #expect(engine.adopted == first)
    }
  }

  @Test(arguments: TestEngine.allCases) func aLargeCategoryIsWrittenAgainPieceByPiece(
    _ database: TestEngine
  ) async throws {
    try await withCatalog(database) { kit in
      let made = await kit.admin.send(.post, "/admin/categories", #"{"name": "Crockery"}"#)
      let category = try #require(made.json.at("id").text.flatMap { CategoryID($0) })
      for number in 0..<5 {
        try await kit.product(#"{"title": "Cup \#(number)", "price": 900, "category": "\#(category)"}"#)
      }
      try await kit.database.write { tx in
        // All were listed at the same moment, as by a file.
        try tx.run("UPDATE products SET listed_at = 5")
        try EngineCategoryStore.keep([category: "other"], waits: true, tx)
        var seen: [ProductID] = []
        while let waiting = try EngineCategoryStore.waiting(tx) {
          let products = try EngineCategoryStore.products(of: waiting, limit: 2, tx)
          seen += products.map(\.id)
          try EngineCategoryStore.move(category, behind: products.count == 2 ? products.last : nil, tx)
        }
        #expect(seen.count == 5 && Set(seen).count == 5)
      }
    }
  }

  @Test(arguments: TestEngine.allCases) func whoeverComesLateChangesNothing(_ database: TestEngine)
    async throws
  {
    let engine = MemoryEngine()
    try await withCatalog(database, searchEngine: engine) { kit in
      for number in 0..<6 { try await kit.product(#"{"title": "Cup \#(number)", "price": 900}"#) }
      try await Self.run(kit)
      let indexer = try #require(kit.catalog.indexer)
      try await withThrowingTaskGroup(of: Void.self) { group in
        for _ in 0..<4 {
          group.addTask { for _ in 0..<10 { try await indexer.run(steps: 20) } }
        }
        for round in 1...10 {
          for number in 0..<6 {
            let body = #"{"title": "Cup \#(number) of \#(round)"}"#
            let answer = await kit.vendor.send(.patch, "/shops/\(kit.shop.id)/products/cup-\(number)", body)
            #expect(answer.status == 200)
          }
        }
        try await group.waitForAll()
      }
      try await Self.run(kit)
      #expect(Self.titles(engine) == (0..<6).map { "Cup \($0) of 10" })
    }
  }
}
