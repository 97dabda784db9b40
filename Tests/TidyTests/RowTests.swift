import Foundation
import Testing

/// Rows are decoded by columns that have names, so that two of one type can't change places unseen.
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
}
