import Testing

@testable import Web

@Suite struct CSVTableTests {
  @Test(arguments: [
    "=1", "+1", "-1+1", "-", "-1.", "-.5", "-1.2.3", "-a", "@a", "\u{FF1D}1", "\u{FF0B}1", "\u{FF0D}1",
    "\u{FF20}a",
  ])
  func formulasAreMarkedAsText(_ cell: String) {
    #expect(String(decoding: CSVTable.record([cell, "a" + cell]), as: UTF8.self) == "'\(cell),a\(cell)\r\n")
  }

  @Test(arguments: ["-2", "-12.50", "-0"]) func numbersBelowZeroStayNumbers(_ cell: String) {
    #expect(String(decoding: CSVTable.record([cell]), as: UTF8.self) == "\(cell)\r\n")
  }
}
