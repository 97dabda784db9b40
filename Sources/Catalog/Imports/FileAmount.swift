import Kernel

/// Amounts as files have them: with a point or a comma before the cents, with or without marks between the thousands.
/// What could be read in two ways is not read at all.
enum FileAmount {
  private static let digitsOfGroup = 3

  /// The amount; `nil` for what is none, or can't be told from another. `decimalComma` says that the file comes from
  /// where cents stand behind a comma.
  static func read(_ text: String, _ currency: Currency, decimalComma: Bool) -> MoneyTotal? {
    guard let plain = plain(text, currency, decimalComma: decimalComma) else { return nil }
    return MoneyTotal(decimal: plain, currency)
  }

  private static func plain(_ text: String, _ currency: Currency, decimalComma: Bool) -> String? {
    let marks = text.filter { $0 == "." || $0 == "," }
    guard let last = marks.last else { return text }
    if Set(marks).count == 2 {
      // The last one stands before the cents, the others between thousands.
      guard marks.filter({ $0 == last }).count == 1 else { return nil }
      let pieces = text.split(separator: last, omittingEmptySubsequences: false)
      let whole = grouped(pieces[0], last == "." ? "," : ".")
      return whole.map { "\($0).\(pieces[1])" }
    }
    if marks.count > 1 { return grouped(text[...], last) }
    let pieces = text.split(separator: last, omittingEmptySubsequences: false)
    guard pieces[1].count == digitsOfGroup, pieces[0].count <= digitsOfGroup else {
      return "\(pieces[0]).\(pieces[1])"
    }
    // 1.500 may be one and a half or fifteen hundred, except where money has three digits or the file says so.
    if currency.minorDigits == digitsOfGroup, (last == ",") == decimalComma {
      return "\(pieces[0]).\(pieces[1])"
    }
    return pieces[0] == "0" ? "\(pieces[0]).\(pieces[1])" : nil
  }

  /// Thousands without the marks between them; `nil` when they don't stand where they should.
  private static func grouped(_ text: Substring, _ mark: Character) -> String? {
    let groups = text.split(separator: mark, omittingEmptySubsequences: false)
    guard let first = groups.first, (1...digitsOfGroup).contains(first.count) else { return nil }
    return groups.dropFirst().allSatisfy { $0.count == digitsOfGroup } ? groups.joined() : nil
  }
}
