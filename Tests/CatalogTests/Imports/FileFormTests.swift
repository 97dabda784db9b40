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
        "Handle,Title,Tags,Variant Price,SEO Title\na,\(title),\"one, \(long)\",1.00,x\nb,\(title)t,,1.00,x\n"
      )
      #expect(result.outcomes == [.created, .rejected])
      #expect(result.said(2).contains("1 tag was dropped"))
      #expect(result.said(3).contains("255"))
      #expect(result.file.note?.description.contains("SEO Title") == true)
      #expect(try await kit.goods("a").tags == ["one"])
    }
  }

  @Test(arguments: [
    ("12.50", 1_250), ("12,50", 1_250), ("1,299.00", 129_900), ("1.299,00", 129_900), ("1 299", 129_900),
    ("1,299", nil), ("1.500", nil), ("0.500", 50), ("1,2,3", nil), ("12.345", nil), ("10.OO", nil), ("", nil),
    ("1,000,000", 100_000_000), ("1'000.00", 100_000), ("1,00.00", nil), ("-1", -100),
  ])
  func amountsAreReadInOneWayOrNotAtAll(_ text: String, _ cents: Int?) {
    let amount = try? FileAmount.read(text, .eur, decimalComma: false).amount
    #expect(amount == cents.map { Int128($0) }, "\(text)")
  }
}
