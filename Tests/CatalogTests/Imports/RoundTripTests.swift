import Foundation
import Kernel
import TestSupport
import Testing
import Vendors
import Web

@testable import Catalog

/// What is exported comes back as it was.
@Suite struct RoundTripTests {
  @Test(arguments: TestEngine.allCases, ExportFormat.allCases) func aProductWithEverythingIsUnchanged(
    _ engine: TestEngine, _ format: ExportFormat
  ) async throws {
    try await withCatalog(engine) { kit in
      let home = try await kit.catalog.addCategory(NewCategoryInput(name: "Home"))
      _ = try await kit.catalog.addCategory(NewCategoryInput(name: "A > B", parent: home.id))
      // The same handle from a file as the slug of something made by hand.
      _ = try await kit.bring(
        "Handle,Title,Variant Price,Image Src\nfull,First,1.00,https://example.org/a.jpg\n")
      let values = #""options": {"Colour": "Red", "Size": "M", "Cut": "Slim", "Cloth": "Wool"}"#
      try await kit.product(
        """
        {"title": "Full", "description": "Line one\\nline two  & <more", "status": "archived", "category": "a-b",
         "brand": "Maker, Inc.", "tags": ["a", "@b"], "attributes": {"Ma:terial": "Oak", "Back\\\\slash": "1: 2"},
         "options": [{"name": "Cut", "values": []}, {"name": "Colour", "values": ["Blue", "Red"]}, "Size", "Cloth"],
         "variants": [
           {\(values), "sku": "+1", "price": 1200, "compareAtPrice": 900, "stock": 3, "weightGrams": 0},
           {"options": ["Wide", "Blue", "L", "-Silk"], "price": 0, "tracksStock": false, "barcode": "=2"},
           {"options": ["Wide", "Blue", "M", "Silk"], "price": 5, "sellsOn": true}]}
        """)
      let path = "/shops/\(kit.shop.id)/products/full/images"
      for color in ["#111111", "#222222"] {
        _ = await kit.upload(kit.vendor, path + "?alt=Seen", try await kit.picture(color))
      }
      let before = try await kit.allGoods().map(\.toldWithIDs)
      let file = try await kit.export(as: format)
      let again = try await kit.bring(file)
      #expect(Set(again.outcomes) == [.unchanged], "\(again.rows)")
      #expect(again.file.format.rawValue == format.rawValue)
      #expect(try await kit.allGoods().map(\.toldWithIDs) == before)
      // And into a shop that has nothing of it.
      let other = try await kit.bring(file, into: kit.otherShop)
      #expect(Set(other.outcomes) == [.created], "\(other.rows)")
      #expect(try await kit.contents(kit.otherShop) == kit.contents(kit.shop))
    }
  }

  @Test(arguments: TestEngine.allCases, ExportFormat.allCases) func productsAsFormsMakeThemComeBackUnchanged(
    _ engine: TestEngine, _ format: ExportFormat
  ) async throws {
    try await withCatalog(engine) { kit in
      _ = try await kit.catalog.addCategory(NewCategoryInput(name: "Things"))
      var made = ProductMaker(seed: UInt64.random(in: 0..<UInt64.max))
      let note = "seed \(made.seed)"
      for _ in 0..<60 {
        let body = made.body()
        let answer = await kit.vendor.send(.post, "/shops/\(kit.shop.id)/products", body)
        #expect(answer.status == 201, "\(note) \(body) \(answer.json)")
      }
      let before = try await kit.allGoods()
      let file = try await kit.export(as: format)
      let again = try await kit.bring(file)
      #expect(again.rows.filter { $0.outcome != .unchanged }.isEmpty, "\(note)")
      #expect(try await kit.allGoods().map(\.toldWithIDs) == before.map(\.toldWithIDs), "\(note)")
      let cells = String(decoding: file, as: UTF8.self)
      #expect(cells == String(decoding: try await kit.export(as: format), as: UTF8.self), "\(note)")
      _ = try await kit.bring(file, into: kit.otherShop)
      #expect(try await kit.contents(kit.otherShop) == kit.contents(kit.shop), "\(note)")
    }
  }

  @Test(arguments: TestEngine.allCases, ExportFormat.allCases) func oddTextsComeBackUnchanged(
    _ engine: TestEngine, _ format: ExportFormat
  ) async throws {
    try await withCatalog(engine) { kit in
      var above: CategoryID?
      for number in 0..<8 {
        let name = "\(number)" + String(repeating: "c", count: 79)
        above = try await kit.catalog.addCategory(
          NewCategoryInput(name: name, slug: Slug("level-\(number)"), parent: above)
        ).id
      }
      let descriptions = [
        "<img src='https://example.org/a.png'>", "<p>a&#8238;b</p>", "<p>wait&#133;&#150;&#8232;x</p>",
        "<p>&#8203;</p>", "<p>&nbsp;</p>", "\u{200B}plain\u{200B}",
      ]
      for text in descriptions {
        try await kit.product(
          #"""
          {"title": "\u200bJoiners\u200b", "brand": "\ufeffMaker\u200d", "price": 100, "description": "\#(text)",
           "category": "level-7", "attributes": {"\u200bA": "\u200b1", " Cloth ": "Silk"}, "tags": ["\u200bt"],
           "options": ["\u200bSize"],
           "variants": [{"options": ["\u200bM"], "price": 1, "sku": "\u200b\#(text.count)"}]}
          """#)
      }
      let before = try await kit.allGoods()
      let texts = before.map(\.text.text).joined().unicodeScalars
      #expect(!texts.contains("\u{202E}") && !texts.contains("\u{85}"))
      #expect(before.allSatisfy { $0.attributes.contains { $0.name == "Cloth" } && $0.category != nil })
      let again = try await kit.bring(try await kit.export(as: format))
      #expect(Set(again.outcomes) == [.unchanged], "\(again.rows)")
      #expect(try await kit.allGoods().map(\.toldWithIDs) == before.map(\.toldWithIDs))
    }
  }

  @Test(arguments: TestEngine.allCases) func anEditChangesWhatWasEditedAndNothingElse(
    _ engine: TestEngine
  ) async throws {
    try await withCatalog(engine) { kit in
      var made = ProductMaker(seed: UInt64.random(in: 0..<UInt64.max))
      let note = "seed \(made.seed)"
      for _ in 0..<12 { try await kit.product(made.body()) }
      for _ in 0..<25 {
        var reader = CSVReader()
        var records = reader.read(try await kit.export()).map(\.fields)
        let before = try await kit.allGoods()
        guard let edit = FileEdit(&records, &made) else { continue }
        let result = try await kit.bring(records.flatMap { CSVWriter.record($0) })
        let after = try await kit.allGoods()
        #expect(result.rows.allSatisfy { $0.outcome != .rejected }, "\(note) \(edit)")
        for (old, new) in zip(before, after) where old.toldWithIDs != new.toldWithIDs {
          #expect(edit.handle == (old.sourceHandle ?? old.slug), "\(note) \(edit)")
          let lines = zip(old.toldWithIDs, new.toldWithIDs).filter { $0 != $1 }
          #expect(lines.count == 1 && lines[0].0.hasPrefix(edit.line), "\(note) \(edit) \(lines)")
        }
        #expect(before.map(\.toldWithIDs) != after.map(\.toldWithIDs), "\(note) \(edit)")
      }
    }
  }
}

extension CatalogKit {
  /// What a shop's products are told to be, in no order of theirs; the order of an option's values is that of variants.
  fileprivate func contents(_ shop: Shop) async throws -> [String] {
    try await allGoods(shop).map { product in
      product.told.filter { !$0.hasPrefix("options") }.joined(separator: "\n")
    }.sorted()
  }
}

/// One cell of an export that somebody changes.
private struct FileEdit: CustomStringConvertible {
  let handle: String
  /// What of a product's description begins so is meant to change.
  let line: String
  let description: String

  init?(_ records: inout [[String]], _ made: inout ProductMaker) {
    let number = made.random(1..<records.count)
    let columns = [
      "Title", "Vendor", "Tags", "Variant Price", "Variant Inventory Qty", "Variant Barcode", "Status",
    ]
    let column = columns[made.random(0..<columns.count)]
    guard let place = records[0].firstIndex(of: column) else { return nil }
    let first = !records[number][1].isEmpty
    let value: String
    switch column {
    case "Title", "Vendor":
      guard first else { return nil }
      value = "Edited \(made.random(0..<1_000_000))"
      line = column == "Title" ? "title" : "brand"
    case "Tags":
      guard first else { return nil }
      value = "edited \(made.random(0..<1_000_000))"
      line = "tags"
    case "Status":
      guard first, records[number][place] != "archived" else { return nil }
      value = "archived"
      line = "status"
    case "Variant Price":
      value = "\(made.random(1_000_000..<2_000_000)).\(made.random(10..<100))"
      line = "variant"
    case "Variant Inventory Qty":
      guard let present = Int(records[number][place]) else { return nil }
      value = String(present + 1 + made.random(0..<50))
      line = "variant"
    default:
      value = "B\(made.random(0..<1_000_000))"
      line = "variant"
    }
    handle = records[number][0]
    description = "\(handle) row \(number + 1) \(column): \(records[number][place]) -> \(value)"
    records[number][place] = value
  }
}

/// Makes products as forms and the API can, from a seed.
struct ProductMaker {
  let seed: UInt64
  private var state: UInt64
  private var count = 0

  init(seed: UInt64) {
    self.seed = seed
    state = seed
  }

  /// A number in the range (SplitMix64).
  mutating func random(_ range: Range<Int>) -> Int {
    state &+= 0x9E37_79B9_7F4A_7C15
    var word = state
    word = (word ^ (word >> 30)) &* 0xBF58_476D_1CE4_E5B9
    word = (word ^ (word >> 27)) &* 0x94D0_49BB_1331_11EB
    return range.lowerBound + Int((word ^ (word >> 31)) % UInt64(range.count))
  }

  private mutating func isChosen() -> Bool { random(0..<2) == 0 }

  /// Words that break files: marks, quotes, line ends where `lines` are allowed, formulas.
  private mutating func text(_ length: Int, lines: Bool = false) -> String {
    let pieces = [
      "=1+1", "@x", "+49", "-2", "'", "''=", "\"q\"", "a;b", ",", "ä€😀", "<b>bold</b>", "x & y",
      "Default Title", "> ",
      "مزهرية", "true", "1.500", "\\", "souk:1:2", "/a", "sep=;", "#",
    ]
    var text = ""
    for _ in 0..<random(1..<5) {
      text += pieces[random(0..<pieces.count)]
      if lines, isChosen() { text += "\n" } else if isChosen() { text += " " }
    }
    let clean = String(text.prefix(length)).trimmed
    return clean.isEmpty ? "x" : clean
  }

  /// The body of a new product.
  mutating func body() -> String {
    count += 1
    var body: [String: JSONValue] = [
      "title": .string(text(40)), "price": .integer(Int64(random(0..<100_000))),
    ]
    if isChosen() { body["description"] = .string(text(400, lines: true)) }
    if isChosen() { body["brand"] = .string(text(50)) }
    body["status"] = .string(["draft", "active", "archived"][random(0..<3)])
    body["tags"] = .array((0..<random(0..<4)).map { _ in .string(text(30)) })
    if isChosen() {
      body["attributes"] = .object([text(20): .string(text(60)), "Plain": .string(text(60))])
    }
    if isChosen() {
      let options = random(1..<6)
      body["options"] = .array((0..<options).map { .string("Option \($0)\(text(8).filter { $0 != "\"" })") })
      body["variants"] = .array((0..<random(1..<5)).map { variant(options, $0) })
    } else {
      for (name, value) in sale("") { body[name] = value }
    }
    let data = try? JSONEncoder().encode(JSONValue.object(body))
    return String(decoding: data ?? Data(), as: UTF8.self)
  }

  private mutating func variant(_ options: Int, _ number: Int) -> JSONValue {
    var members = sale("-\(number)")
    members["options"] = .array((0..<options).map { .string("\(text(20))\($0 == 0 ? "\(number)" : "")") })
    members["price"] = .integer(Int64(random(0..<100_000)))
    return .object(members)
  }

  private mutating func sale(_ suffix: String) -> [String: JSONValue] {
    var members: [String: JSONValue] = ["stock": .integer(Int64(random(0..<50)))]
    if isChosen() { members["sku"] = .string("\(["", "+", "=", "-"][random(0..<4)])S\(count)\(suffix)") }
    if isChosen() { members["barcode"] = .string(text(30)) }
    if isChosen() { members["weightGrams"] = .integer(Int64(random(0..<5_000))) }
    if isChosen() { members["compareAtPrice"] = .integer(Int64(random(0..<100_000))) }
    if random(0..<4) == 0 { members["tracksStock"] = false }
    if random(0..<4) == 0 { members["sellsOn"] = true }
    return members
  }
}
