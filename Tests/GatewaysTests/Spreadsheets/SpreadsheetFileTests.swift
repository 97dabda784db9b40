import Foundation
import Kernel
import Testing

@testable import Gateways

@Suite struct SpreadsheetFileTests {
  /// Prints each cell of each sheet as Excel's XML has it: the type, then the content.
  private static let reader = """
    import sys, zipfile, xml.etree.ElementTree as tree
    archive = zipfile.ZipFile(sys.argv[1])
    assert archive.testzip() is None
    space = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
    for name in sorted(n for n in archive.namelist() if n.startswith("xl/worksheets/sheet")):
        for row in tree.fromstring(archive.read(name)).iter(space + "row"):
            cells = []
            for cell in row.iter(space + "c"):
                assert cell.find(space + "f") is None, "a formula"
                text = "".join(part.text or "" for part in cell.iter(space + "t"))
                value = cell.find(space + "v")
                cells.append((cell.get("t") or "n") + ":" + (text if value is None else value.text))
            print(name[-10:-4], "|".join(cells))
    """

  private func read(_ handle: FileHandle) async throws -> [String] {
    let bytes = Array(try handle.readToEnd() ?? Data())
    return try await Fixture.withFolder { folder in
      let path = folder.appendingPathComponent("table.xlsx")
      try Data(bytes).write(to: path)
      let answer = try Tool.run("/usr/bin/env", ["python3", "-c", Self.reader, path.path])
      let text = String(decoding: answer.output, as: UTF8.self)
      #expect(answer.status == 0, "\(text)")
      return text.split(separator: "\n").map(String.init)
    }
  }

  @Test func anotherProgramReadsWhatWasWritten() async throws {
    try await Fixture.withFolder { folder in
      let file = try SpreadsheetFile(header: ["Name", "Number", "Total", "At"], folder: folder)
      try file.append([
        [.text("Ada & <Ada>"), .number(7), .amount(Money(1999, .eur)), .moment(Timestamp(milliseconds: 0))],
        [.text("=1+1"), .empty, .amount(Money(-5, .eur)), .empty],
      ])
      let handle = try file.finish()
      let names = try FileManager.default.contentsOfDirectory(atPath: folder.path)
      #expect(names.isEmpty, "nothing stays")
      let rows = try await read(handle)
      #expect(rows.count == 3)
      #expect(rows[0].contains("Name|") && rows[0].hasPrefix("sheet1"))
      #expect(rows[1].contains("Ada & <Ada>") && rows[1].contains("n:19.99") && rows[1].hasSuffix("n:25569"))
      #expect(rows[2].contains("inlineStr:=1+1") && rows[2].contains("n:-0.05"))
    }
  }

  @Test func rowsThatASheetDoesNotHoldGoToTheNextUnderTheSameHead() async throws {
    try await Fixture.withFolder { folder in
      let file = try SpreadsheetFile(header: ["Number"], folder: folder, rowsPerSheet: 3)
      for number in 1...5 { try file.append([[.number(Int64(number))]]) }
      let rows = try await read(file.finish())
      #expect(
        rows.map { $0.prefix(6) } == [
          "sheet1", "sheet1", "sheet1", "sheet2", "sheet2", "sheet2", "sheet3", "sheet3",
        ])
      #expect(rows.filter { $0.contains("Number") }.count == 3)
    }
  }

  @Test func textsThatNoCellHoldsAreCutAndControlsAreNoHarm() async throws {
    try await Fixture.withFolder { folder in
      let file = try SpreadsheetFile(header: ["Text"], folder: folder)
      try file.append([[.text(String(repeating: "😀", count: 20_000))], [.text("a\u{0}b\u{1}c")]])
      let rows = try await read(file.finish())
      #expect(rows.count == 3)
      #expect(rows[1].unicodeScalars.filter { $0 == "😀" }.count == 16_383)
      #expect(rows[2].contains("ab"))
    }
  }

  @Test func whatIsLeftUnfinishedLeavesNothing() async throws {
    try await Fixture.withFolder { folder in
      do {
        let file = try SpreadsheetFile(header: ["Number"], folder: folder)
        try file.append([[.number(1)]])
      }
      #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).isEmpty)
      let file = try SpreadsheetFile(header: ["Number"], folder: folder)
      _ = try file.finish()
      #expect(throws: SpreadsheetError.self) { try file.append([[.number(1)]]) }
      #expect(throws: SpreadsheetError.self) { _ = try file.finish() }
    }
  }
}
