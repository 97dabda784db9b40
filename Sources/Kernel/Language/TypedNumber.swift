/// The mark before the decimals; the other one stands between thousands.
package enum DecimalMark: CaseIterable, Sendable {
  case point
  case comma
}

/// Why a number that somebody typed was not taken.
package enum TypedNumberError: Error, Equatable, Sendable {
  /// It is no number.
  case notANumber
  /// It is one number to some people and another one to others, as `1.500`.
  case ambiguous
  /// It has more decimals than there is room for.
  case tooManyDecimals
}

/// Reads decimal numbers as people write them: with the digits of any script and the marks of any language. A number
/// that has one meaning is read, whoever wrote it; where a mark could mean two things the reader's language decides, and
/// where this leaves no sensible number it is refused, never guessed.
package enum TypedNumber {
  /// Longer than any amount with its marks; nobody's amount is cut.
  private static let longestText = 60

  /// The number in units of its last decimal: `12.5` with two `digits` is 1250. `mark` is what the reader's language has
  /// before decimals; without one nothing but the number itself decides. Throws `TypedNumberError`.
  package static func read(
    _ text: String, digits: Int, mark: DecimalMark?
  ) throws(TypedNumberError) -> Int128 {
    guard text.utf8.count <= longestText, let typed = TypedMarks(text) else { throw .notANumber }
    // Who types Arabic digits has either mark before decimals, whatever the language of the page.
    if let mark, !typed.hasArabicDigits, let number = typed.number(mark), number.fraction.count <= digits {
      return try typed.value(of: number, digits)
    }
    let readings = Set(DecimalMark.allCases.compactMap { typed.number($0) })
    guard let only = readings.first else { throw .notANumber }
    guard readings.count == 1 else { throw .ambiguous }
    return try typed.value(of: only, digits)
  }
}

/// A number taken apart.
private struct PlainNumber: Hashable {
  let whole: String
  let fraction: Substring
}

/// What was typed, digit by digit and mark by mark.
private struct TypedMarks {
  private enum Piece: Equatable {
    case digit(Character)
    case point
    case comma
    /// A mark that is only ever put before decimals, `٫`.
    case decimal
    /// What only ever stands between groups of digits: a space, an apostrophe or `٬`.
    case group(Unicode.Scalar)
  }

  private static let marks: [Unicode.Scalar: Piece] = [
    ".": .point, "\u{FF0E}": .point, ",": .comma, "\u{FF0C}": .comma, "\u{060C}": .comma,
    "\u{066B}": .decimal, "\u{066C}": .group("\u{066C}"), "'": .group("'"), "\u{2019}": .group("'"),
    " ": .group(" "), "\u{A0}": .group(" "), "\u{2009}": .group(" "), "\u{202F}": .group(" "),
  ]
  /// Stand where there are no decimals, as in `12,-`.
  private static let dashes: Set<Unicode.Scalar> = ["-", "\u{2212}", "\u{2012}", "\u{2013}", "\u{2014}"]
  /// Say in which direction to write, and are not seen.
  private static let unseen: Set<Unicode.Scalar> = [
    "\u{200E}", "\u{200F}", "\u{061C}", "\u{2066}", "\u{2067}", "\u{2068}", "\u{2069}",
  ]

  private var pieces: [Piece] = []
  private var isNegative = false
  private(set) var hasArabicDigits = false

  /// `nil` for what holds anything else.
  init?(_ text: String) {
    var scalars = text.trimmed.unicodeScalars.filter { !TypedMarks.unseen.contains($0) }[...]
    let hasDash = scalars.last.map(TypedMarks.dashes.contains) ?? false
    while let last = scalars.last, TypedMarks.dashes.contains(last) { scalars.removeLast() }
    for scalar in scalars {
      if let mark = TypedMarks.marks[scalar] {
        pieces.append(mark)
      } else if scalar.properties.numericType == .decimal, let value = scalar.properties.numericValue {
        pieces.append(.digit(Character(String(Int(value)))))
        hasArabicDigits =
          hasArabicDigits || (0x660...0x669).contains(scalar.value) || (0x6F0...0x6F9).contains(scalar.value)
      } else if scalar == "-" || scalar == "\u{2212}", pieces.isEmpty, !isNegative {
        isNegative = true
      } else {
        return nil
      }
    }
    if hasDash {
      guard pieces.count > 1, pieces.last == .point || pieces.last == .comma else { return nil }
      pieces += [.digit("0"), .digit("0")]
    }
  }

  /// The number if `mark` stands before decimals; `nil` when the marks don't stand where they can then.
  func number(_ mark: DecimalMark) -> PlainNumber? {
    let before: Piece = mark == .point ? .point : .comma
    let parts = pieces.split(omittingEmptySubsequences: false) { $0 == before || $0 == .decimal }
    guard parts.count <= 2, let head = parts.first, let whole = TypedMarks.whole(head) else { return nil }
    guard parts.count == 2 else { return PlainNumber(whole: whole, fraction: "") }
    let fraction = parts[1].compactMap(TypedMarks.digit)
    guard !fraction.isEmpty, fraction.count == parts[1].count else { return nil }
    return PlainNumber(whole: whole, fraction: String(fraction)[...])
  }

  func value(of number: PlainNumber, _ digits: Int) throws(TypedNumberError) -> Int128 {
    var fraction = number.fraction
    while fraction.count > digits, fraction.last == "0" { fraction = fraction.dropLast() }
    guard fraction.count <= digits else { throw .tooManyDecimals }
    let padding = String(repeating: "0", count: digits - fraction.count)
    guard let value = Int128(number.whole + fraction + padding) else { throw .notANumber }
    return isNegative ? -value : value
  }

  /// The digits before the decimals; marks between them must be of one kind and at groups of three, or as in India of
  /// two before the last three.
  private static func whole(_ pieces: ArraySlice<Piece>) -> String? {
    var groups: [[Character]] = [[]]
    var mark: Piece?
    for piece in pieces {
      if let digit = digit(piece) {
        groups[groups.count - 1].append(digit)
        continue
      }
      guard mark == nil || mark == piece else { return nil }
      mark = piece
      groups.append([])
    }
    guard let first = groups.first, let last = groups.last, !first.isEmpty else { return nil }
    if groups.count > 1 {
      let inner = groups.dropFirst().dropLast()
      let isByThousands = first.count <= 3 && inner.allSatisfy { $0.count == 3 }
      let isByHundreds = first.count <= 2 && inner.allSatisfy { $0.count == 2 }
      guard first.first != "0", last.count == 3, isByThousands || isByHundreds else { return nil }
    }
    return String(groups.joined())
  }

  private static func digit(_ piece: Piece) -> Character? {
    if case .digit(let digit) = piece { digit } else { nil }
  }
}
