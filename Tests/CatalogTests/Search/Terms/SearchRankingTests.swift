import Kernel
import TestSupport
import Testing

@testable import Catalog

/// Which product comes first.
@Suite struct SearchRankingTests {
  private static func titles(_ kit: CatalogKit, _ text: String) async -> [String] {
    let query = text.replacing(" ", with: "+").replacing("\"", with: "%22")
    return await kit.api.send(.get, "/products?q=\(query)").items.compactMap { $0.at("title").text }
  }

  @Test("What says more about a product comes first", arguments: TestEngine.allCases)
  func order(_ engine: TestEngine) async throws {
    try await withCatalog(engine) { kit in
      for (title, description) in [
        ("Desk", "A desk with a drawer that holds a keyboard and a lot of other things that lie around."),
        ("Keyboard cover for the small model with long keys and short ones, in grey", "Keeps dust away."),
        ("Wireless keyboard", "Keyboard."), ("Gaming mouse", "Mouse."), ("Games for two", "Cards."),
        ("Game of cards", "Cards."), ("Smartwatch", "With a heart."), ("Mousepad", "Flat."),
        ("Mouse pad", "Flat."), ("Monitor 15.6\" flat", "A screen."), ("Disk 2 TB", "A disk."),
        ("Disk 4TB", "A disk."),
      ] {
        let text = description.replacing("\"", with: "\\\"")
        let name = title.replacing("\"", with: "\\\"")
        try await kit.product(#"{"title": "\#(name)", "description": "\#(text)", "price": 100}"#)
      }
      #expect(await Self.titles(kit, "keyboard").first == "Wireless keyboard")
      #expect(await Self.titles(kit, "keyboard").count == 3)
      #expect(await Self.titles(kit, "gaming").first == "Gaming mouse")
      #expect(await Self.titles(kit, "game").first == "Game of cards")
      #expect(await Self.titles(kit, "smart watch") == ["Smartwatch"])
      #expect(await Self.titles(kit, "mouse pad").prefix(2) == ["Mouse pad", "Mousepad"])
      #expect(await Self.titles(kit, "15.6 inch").first == "Monitor 15.6\" flat")
      #expect(await Self.titles(kit, "2tb") == ["Disk 2 TB"])
      #expect(await Self.titles(kit, "4 tb").first == "Disk 4TB")
    }
  }

  @Test("The number of an article finds it before all others", arguments: TestEngine.allCases)
  func articles(_ engine: TestEngine) async throws {
    try await withCatalog(engine) { kit in
      try await kit.product(#"{"title": "Toner for AB-1234", "price": 100}"#)
      try await kit.product(
        #"{"title": "Printer", "price": 100, "sku": "AB-1234", "barcode": "4006381333931"}"#)
      #expect(await Self.titles(kit, "AB-1234") == ["Printer", "Toner for AB-1234"])
      #expect(await Self.titles(kit, "4006381333931") == ["Printer"])
    }
  }

  @Test("What a category is called means its goods", arguments: TestEngine.allCases)
  func categories(_ engine: TestEngine) async throws {
    try await withCatalog(engine) { kit in
      _ = await kit.admin.send(.post, "/admin/categories", #"{"name": "Laptops"}"#)
      try await kit.product(#"{"title": "Laptop bag", "price": 100}"#)
      try await kit.product(#"{"title": "Aero 14 notebook", "price": 100, "category": "laptops"}"#)
      #expect(await Self.titles(kit, "laptop") == ["Aero 14 notebook", "Laptop bag"])
    }
  }

  @Test("The best of many are those of all put in order", arguments: [1, 7, 64, 400])
  func heap(_ count: Int) {
    var generator = SystemRandomNumberGenerator()
    let scored = (0..<300).map {
      (number: UInt32($0), score: Float(Int.random(in: 0..<40, using: &generator)))
    }
    var heap = BestHeap(capacity: count)
    for item in scored.shuffled() { heap.offer(item.number, item.score) }
    let expected = scored.sorted { $0.score == $1.score ? $0.number < $1.number : $0.score > $1.score }
    #expect(heap.sorted == expected.prefix(count).map(\.number))
  }

  @Test func lengthsOfDocumentsAreRead() {
    let lengths = TermLengths(sizes: [0x81, 0x05, 0x07, 0x00, 0x02])
    #expect(lengths.title == 133 && lengths.lead == 7)
    #expect(TermLengths(title: 4_000, lead: 3).title == 255)
  }
}
