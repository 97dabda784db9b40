import Web

/// Cells as spreadsheets read them: what such a program would take for a formula is marked as text by an apostrophe, and
/// the mark goes again when the file comes back, so that a cell is what it was.
enum SpreadsheetCell {
  private static let mark: Character = "'"

  /// The text so that nothing of it is calculated.
  static func guarded(_ text: String) -> String { needsMark(text) ? "\(mark)\(text)" : text }

  /// The text without the mark that `guarded` gave it.
  static func plain(_ cell: String) -> String {
    guard cell.utf8.first == UInt8(ascii: "'"), needsMark(cell) else { return cell }
    return String(cell.dropFirst())
  }

  /// Marks before a formula count too, or one that was typed would be taken for ours.
  private static func needsMark(_ text: String) -> Bool {
    text.unicodeScalars.first { $0 != "'" }.map(CSVTable.startsFormula) ?? false
  }
}
