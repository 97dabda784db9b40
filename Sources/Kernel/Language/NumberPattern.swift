import Foundation

/// What stands before and behind the digits of a formatted number.
struct Affixes: Sendable {
  let before: String
  let after: String

  /// The parts of a formatted example around its digits.
  init(of example: String) {
    guard let first = example.firstIndex(where: \.isWholeNumber),
      let last = example.lastIndex(where: \.isWholeNumber)
    else {
      before = ""
      after = example
      return
    }
    before = String(example[..<first])
    after = String(example[example.index(after: last)...])
  }

  private init(before: String, after: String) {
    self.before = before
    self.after = after
  }

  func around(_ digits: String) -> String { before + digits + after }

  /// With a mark (Unicode Standard Annex 9, LRM) behind a Latin symbol that ends with a sign, as `US$`: among lines that
  /// run the other way its sign would be shown before its letters.
  func keeping(_ symbol: String, in locale: Locale) -> Affixes {
    guard Formats.isRightToLeft(locale.identifier), let end = after.range(of: symbol)?.upperBound,
      let last = symbol.unicodeScalars.last, !last.properties.isAlphabetic,
      symbol.utf8.contains(where: { (0x41...0x5A).contains($0) })
    else { return self }
    return Affixes(before: before, after: after[..<end] + "\u{200E}" + after[end...])
  }

  /// What stands around a number with a plus, from what stands around one with a minus: CLDR puts both signs into the
  /// same place.
  func signed(like locale: Locale) -> Affixes {
    let formatter = NumberFormatter()
    formatter.locale = locale
    let (minus, plus) = (formatter.minusSign ?? "-", formatter.plusSign ?? "+")
    return Affixes(
      before: before.replacingOccurrences(of: minus, with: plus),
      after: after.replacingOccurrences(of: minus, with: plus))
  }
}

/// Digits, separators and groups of a language, read off examples that Foundation formats.
struct NumberPattern: Sendable {
  let zero: UInt32
  private let separator: String
  private let group: String
  /// Digits of the group at the right, and of those before it.
  private let firstGroup: Int
  private let otherGroups: Int
  /// Numbers with fewer digits than this stay whole.
  private let smallestGrouped: Int
  let minus: String

  init(_ locale: Locale) {
    let formatter = NumberFormatter()
    formatter.locale = locale
    formatter.numberStyle = .decimal
    // The formatter above knows one size of groups alone; Hindi has two: 12,34,56,789.
    let long = 123_456_789.formatted(.number.locale(locale))
    let short = formatter.string(from: 1234) ?? "1,234"
    let groups = long.split { !$0.isWholeNumber }
    let digit = (formatter.string(from: 0) ?? "0").unicodeScalars.first {
      $0.properties.numericType == .decimal
    }
    zero = digit?.value ?? 48
    separator = formatter.decimalSeparator ?? "."
    group = formatter.groupingSeparator ?? ","
    firstGroup = groups.count > 1 ? groups.last?.count ?? 3 : 99
    otherGroups = groups.count > 2 ? groups[groups.count - 2].count : firstGroup
    smallestGrouped = short.contains { !$0.isWholeNumber } ? firstGroup + 1 : firstGroup + 2
    minus = Affixes(of: formatter.string(from: -1) ?? "-1").before
  }

  /// The number with groups.
  func grouped(_ number: UInt64) -> String { grouped(String(number)) }

  /// Decimal digits with groups.
  private func grouped(_ plain: String) -> String {
    guard plain.utf8.count >= smallestGrouped else { return localized(plain) }
    var groups: [Substring] = []
    var rest = plain[...]
    var size = firstGroup
    while !rest.isEmpty {
      groups.append(rest.suffix(size))
      rest = rest.dropLast(size)
      size = otherGroups
    }
    return localized(groups.reversed().joined(separator: group))
  }

  var hasDecimalComma: Bool { separator == "," }

  /// Decimal digits with `digits` of them behind the separator.
  func decimal(_ plain: String, digits: Int) -> String { decimal(plain, digits: digits, whole: grouped) }

  /// The same without groups.
  func ungrouped(_ plain: String, digits: Int) -> String { decimal(plain, digits: digits, whole: localized) }

  private func decimal(_ plain: String, digits: Int, whole: (String) -> String) -> String {
    guard digits > 0 else { return whole(plain) }
    let padding = String(repeating: "0", count: max(0, digits + 1 - plain.utf8.count))
    let padded = padding + plain
    return whole(String(padded.dropLast(digits))) + separator + localized(String(padded.suffix(digits)))
  }

  /// The number without groups, at least two digits if `isPadded`.
  func plain(_ number: Int, isPadded: Bool = false) -> String {
    localized(isPadded && (0...9).contains(number) ? "0\(number)" : String(number))
  }

  private func localized(_ text: String) -> String {
    guard zero != 48 else { return text }
    var result = ""
    for scalar in text.unicodeScalars {
      let isDigit = (48...57).contains(scalar.value)
      result.unicodeScalars.append(isDigit ? Unicode.Scalar(scalar.value - 48 + zero) ?? scalar : scalar)
    }
    return result
  }
}

/// How a language writes amounts of one currency.
struct AmountPattern: Sendable {
  let positive: Affixes
  let negative: Affixes
  /// For amounts that come in, with a plus.
  let incoming: Affixes
  let symbol: String

  init(_ currency: Currency, _ locale: Locale) {
    let formatter = NumberFormatter()
    formatter.locale = locale
    formatter.numberStyle = .currency
    formatter.currencyCode = currency.code
    formatter.maximumFractionDigits = 0
    symbol = formatter.currencySymbol ?? currency.code
    positive = Affixes(of: formatter.string(from: 1) ?? "\(currency.code) 1").keeping(symbol, in: locale)
    negative = Affixes(of: formatter.string(from: -1) ?? "-\(currency.code) 1").keeping(symbol, in: locale)
    incoming = negative.signed(like: locale)
  }
}

/// How a language writes things in a row.
struct ListPattern: Sendable {
  private let pair: String
  let middle: String
  private let last: String

  init(_ locale: Locale) {
    let style = ListFormatStyle<StringStyle, [String]>(memberStyle: StringStyle()).locale(locale)
    func between(_ items: [String], _ first: String, _ second: String) -> String? {
      let text = style.format(items)
      guard let start = text.range(of: first)?.upperBound, let end = text.range(of: second)?.lowerBound,
        start <= end
      else { return nil }
      return String(text[start..<end])
    }
    pair = between(["<1>", "<2>"], "<1>", "<2>") ?? ", "
    middle = between(["<1>", "<2>", "<3>", "<4>"], "<2>", "<3>") ?? ", "
    last = between(["<1>", "<2>", "<3>"], "<2>", "<3>") ?? ", "
  }

  func join(_ items: [String]) -> String {
    guard items.count > 2, let end = items.last else { return items.joined(separator: pair) }
    return items.dropLast().joined(separator: middle) + last + end
  }
}

/// Takes text as it is.
struct StringStyle: FormatStyle, Sendable {
  func format(_ value: String) -> String { value }
}
