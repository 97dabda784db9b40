import Kernel
import TestSupport
import Testing

@testable import Catalog

/// Files as programs write them: encodings, separators, rows that are too long.
@Suite struct FileFormTests {
  private let rows = [
    ["Handle", "Title", "Vendor", "Variant Price"], ["mug", "Café-Becher groß", "Größe & Söhne", "12,50"],
    ["cup", "Tasse “blau”", "Größe & Söhne", "1.299,00"],
  ]

  private func text(_ separator: String) -> String {
    rows.map { $0.map { $0.contains(separator) ? "\"\($0)\"" : $0 }.joined(separator: separator) }
      .joined(separator: "\r\n") + "\r\n"
  }

  private func windows(_ text: String) -> [UInt8] {
    text.unicodeScalars.map { scalar in
      switch scalar {
      case "“": 0x93
      case "”": 0x94
      default: UInt8(scalar.value)
      }
    }
  }

  private var files: [(name: String, bytes: [UInt8])] {
    let (comma, semicolon, tab) = (text(","), text(";"), text("\t"))
    let little = semicolon.utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
    let big = tab.utf16.flatMap { [UInt8($0 >> 8), UInt8($0 & 0xFF)] }
    return [
      ("commas", Array(comma.utf8)), ("mark", [0xEF, 0xBB, 0xBF] + Array(comma.utf8)),
      (
        "mark before a quote",
        [0xEF, 0xBB, 0xBF] + Array(comma.replacing("Handle,", with: "\"Handle\",").utf8)
      ),
      ("semicolons", Array(semicolon.utf8)), ("tabs", Array(tab.utf8)), ("bars", Array(text("|").utf8)),
      ("named separator", Array(("sep=;\r\n" + semicolon).utf8)),
      ("mark and named separator", [0xEF, 0xBB, 0xBF] + Array(("sep=,\n" + comma).utf8)),
      ("Windows-1252", windows(semicolon)), ("Windows-1252 with commas", windows(comma)),
      ("Windows-1252 with carriage returns", windows(comma.replacing("\r\n", with: "\r"))),
      ("UTF-16LE", [0xFF, 0xFE] + little), ("UTF-16LE without mark", little),
      ("UTF-16BE", [0xFE, 0xFF] + big),
    ]
  }

  @Test func filesAreReadWhateverTheirEncodingAndSeparator() async throws {
    for (name, bytes) in files {
      try await withCatalog(.sqlite) { kit in
        let result = try await kit.bring(bytes)
        #expect(result.outcomes == [.created, .created], "\(name)")
        let mug = try await kit.goods("mug")
        #expect(mug.title == "Café-Becher groß" && mug.brand == "Größe & Söhne", "\(name)")
        #expect(mug.price.amount == 1_250, "\(name)")
        let cup = try await kit.goods("cup")
        #expect(cup.title == "Tasse “blau”" && cup.price.amount == 129_900, "\(name)")
      }
    }
  }

  @Test(arguments: TestEngine.allCases) func encodingsOfOtherScriptsAreRefusedNotGuessed(
    _ engine: TestEngine
  ) async throws {
    try await withCatalog(engine) { kit in
      let titles: [(String, UInt32)] = [
        // Windows-1251, 1253 and 1256.
        ("Льняная рубашка, летняя шляпа", 0x410 - 0xC0), ("Λινό πουκάμισο, καπέλο", 0x391 - 0xC1),
        ("قميص كتان أبيض, قبعة صيفية", 0x627 - 0xC7),
      ]
      for (title, shift) in titles {
        let bytes = title.unicodeScalars.map { scalar in
          scalar.isASCII ? UInt8(scalar.value) : UInt8(truncatingIfNeeded: scalar.value - shift)
        }
        let rows = (0..<3).flatMap { Array("h\($0),\"".utf8) + bytes + Array("\",1.00\n".utf8) }
        let result = try await kit.bring(Array("Handle,Title,Variant Price\n".utf8) + rows)
        #expect(result.outcomes == [.rejected, .rejected, .rejected], "\(title)")
        #expect(result.said(2).contains("UTF-8"), "\(title)")
      }
      #expect(try await kit.allGoods().isEmpty)
    }
  }

  @Test(arguments: TestEngine.allCases) func quantitiesAndWeightsAreReadInOneWayOrNotAtAll(
    _ engine: TestEngine
  ) async throws {
    try await withCatalog(engine) { kit in
      let quantities: [(String, Int64?)] = [
        ("7", 7), ("5.0", 5), ("5,00", 5), ("1,000", nil), ("1.000", nil), ("2,000,000", 2_000_000),
        ("1 500", 1_500), ("٥", 5), ("5.5", nil), ("1e3", nil), ("many", nil), ("1,000,000,001", nil),
      ]
      for (number, (text, pieces)) in quantities.enumerated() {
        let result = try await kit.bring(
          "Handle,Title,Variant Price,Variant Inventory Qty\nq\(number),Q,1.00,\"\(text)\"\n")
        #expect(result.outcomes == [pieces == nil ? .rejected : .created], "\(text)")
        if let pieces { #expect(try await kit.goods("q\(number)").stock == pieces, "\(text)") }
      }
      let weights: [(String, Int64?)] = [
        ("226.796185", 227), ("28.349523125", 28), ("453.59237", 454), ("226.79618500000001", 227),
        ("0.4", 0),
        ("50.0", 50), ("1.500", nil), ("-0.4", nil), ("1.5 kg", nil),
        (String(repeating: "9", count: 38), nil),
      ]
      for (number, (text, grams)) in weights.enumerated() {
        let result = try await kit.bring(
          "Handle,Title,Variant Price,Variant Grams\nw\(number),W,1.00,\(text)\n")
        #expect(result.outcomes == [grams == nil ? .rejected : .created], "\(text)")
        if let grams {
          #expect(try await kit.goods("w\(number)").variants.first?.weightGrams == grams, "\(text)")
        }
      }
    }
  }

  @Test(arguments: TestEngine.allCases) func rowsWithMoreFieldsThanTheHeaderAreRejected(
    _ engine: TestEngine
  ) async throws {
    try await withCatalog(engine) { kit in
      let result = try await kit.bring(
        "Handle,Title,Variant Price,Status\ntable,Table,1,299.00,active\nchair,Chair,1.00,active,,\n")
      #expect(result.outcomes == [.rejected, .created])
      #expect(result.said(2).contains("more fields than the header"))
      #expect(try await kit.allGoods().map(\.price.amount) == [100])
    }
  }

  @Test func whatIsMissingIsNamed() async throws {
    try await withCatalog(.sqlite) { kit in
      for header in ["Name,Cost", "Title;Price", "\u{FEFF}\"Nothing\""] {
        let problem = await #expect(throws: Problem.self) { try await kit.bring(header + "\na,b\n") }
        #expect(problem?.detail.description.contains("\"Handle\"") == true)
      }
    }
  }

  @Test(arguments: TestEngine.allCases) func whatWasDroppedIsTold(_ engine: TestEngine) async throws {
    try await withCatalog(engine) { kit in
      let title = String(repeating: "t", count: 255)
      let long = String(repeating: "x", count: 70)
      let result = try await kit.bring(
        "Handle,Title,Tags,Variant Price,Season\na,\(title),\"one, \(long)\",1.00,x\nb,\(title)t,,1.00,x\n"
      )
      #expect(result.outcomes == [.created, .rejected])
      #expect(result.said(2).contains("1 tag was dropped"))
      #expect(result.said(3).contains("255"))
      #expect(result.file.note?.description.contains("Season") == true)
      let wide = try await kit.bring(
        "Handle,Title,Variant Price,\(String(repeating: "w", count: 10_000))\nc,C,1.00,x\n")
      #expect(wide.file.note.map { $0.description.count < 1_000 } == true)
      #expect(try await kit.goods("a").tags == ["one"])
    }
  }

  @Test(arguments: [
    ("12.50", 1_250), ("12,50", 1_250), ("1,299.00", 129_900), ("1.299,00", 129_900), ("1 299", 129_900),
    ("1,299", nil), ("1.500", nil), ("0.500", 50), ("1,2,3", nil), ("12.345", nil), ("10.OO", nil), ("", nil),
    ("1,000,000", 100_000_000), ("1'000.00", 100_000), ("1,00.00", nil), ("-1", -100), ("€12", 1_200),
    ("12.50 EUR", 1_250), ("eur 1,299.00", 129_900), ("1.299,-", 129_900), ("12.–", 1_200), ("$12", nil),
    ("1.299-", nil), ("-", nil), (",-", nil), ("1.299.-", nil),
  ])
  func amountsAreReadInOneWayOrNotAtAll(_ text: String, _ cents: Int?) {
    let amount = try? FileAmount.read(text, .eur, decimalComma: false).amount
    #expect(amount == cents.map { Int128($0) }, "\(text)")
  }
}
