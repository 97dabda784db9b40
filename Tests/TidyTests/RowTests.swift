import Foundation
import Testing

/// Rows are read and written by columns that have names, so that two of one type can't change places unseen.
struct RowTests {
  /// As many may be read without names, right beside their statement.
  static let mostUnnamedColumns = 3

  @Test func wideRowsNameTheirColumns() throws {
    let unnamed = /\.next\((?!")[A-Za-z0-9.?\[\]]*\)/
    let function = /\n +(?:[a-z]+ )*(?:func |init[?(])/
    for file in try SourceTree.files(in: "Sources", suffix: ".swift")
    where file.text.contains("import Persistence") {
      for piece in file.text.split(separator: function) {
        let count = piece.matches(of: unnamed).count
        #expect(
          count <= Self.mostUnnamedColumns,
          "\(file.path) reads \(count) columns without names: \(piece.prefix(60))")
      }
    }
  }

  @Test func wideRowsAreWrittenBesideTheNamesOfTheirColumns() throws {
    for file in try SourceTree.files(in: "Sources", suffix: ".swift") {
      for table in Self.writtenApart(in: file.text) {
        Issue.record(
          "\(file.path) lists columns and values of \(table) apart; NamedValues keep them together")
      }
    }
  }

  @Test func valuesApartFromTheirColumnsAreFound() {
    let text = #"""
      "INSERT INTO cups (id, name, size) VALUES (\(id), \(size), \(name))"
      INSERT INTO bowls
        (id, name,
         size)
      VALUES \(fragment: rows)
      "INSERT INTO jugs (id, name) VALUES (\(id), \(name))"
      "INSERT INTO pots \(values: row)"
      "INSERT INTO dead_pots (id, name, size) SELECT id, name, size FROM pots"
      """#
    #expect(Self.writtenApart(in: text) == ["cups", "bowls"])
  }

  /// The tables into which a text inserts more than two values that stand apart from the list of columns.
  private static func writtenApart(in text: String) -> [String] {
    let statement = /INSERT\s+INTO\s+([a-z_]+)\s*\(([a-z_,\s]+)\)\s*VALUES/
    return text.matches(of: statement).filter { $0.2.split(separator: ",").count > 2 }.map { String($0.1) }
  }
}
