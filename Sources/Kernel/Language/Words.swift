/// What people read: an English sentence and what stands in its places. It becomes text only at the edge, in the
/// language of who reads it.
///
///     throw Problem(.outOfStock, "Only \(count: left, one: "# piece is", other: "# pieces are") left.")
///
/// A literal is a sentence of the program, which the catalogues translate; a `String` in one of its places stays as
/// somebody typed it. `Words` hold no text of run time otherwise than by `verbatim:`.
package struct Words: Hashable, Sendable {
  /// The English sentence with places as `{1}`; the singular where it counts something.
  package let key: String
  /// The same for more than one, where it counts something.
  package let plural: String?
  /// Tells sentences apart whose English is the same.
  package let meaning: String?
  /// What stands in the places, in their order.
  package let arguments: [WordsArgument]

  /// The sentence that is nothing but its one place.
  static let bareKey = "{1}"

  init(key: String, plural: String? = nil, meaning: String? = nil, arguments: [WordsArgument]) {
    self.key = key
    self.plural = plural
    self.meaning = meaning
    self.arguments = arguments
  }

  /// Text that is shown as it is: what people typed, names, codes.
  package init(verbatim text: String) {
    self.init(key: Words.bareKey, arguments: [.text(text)])
  }

  /// A sentence whose English means several things: `Words("Open", meaning: "state of a shop")`.
  package init(_ words: Words, meaning: StaticString) {
    self.init(
      key: words.key, plural: words.plural, meaning: "\(meaning)", arguments: words.arguments)
  }

  /// Several, each on a line of its own.
  package init(lines: [Words]) {
    self.init(key: Words.bareKey, arguments: [.lines(lines)])
  }

  /// Several whole sentences, one after the other.
  package init(sentences: [Words]) {
    self.init(key: Words.bareKey, arguments: [.sentences(sentences)])
  }

  /// No words at all.
  package static let none = Words(verbatim: "")

  /// Whether there is nothing to read.
  package var isEmpty: Bool { key == Words.bareKey && arguments == [.text("")] || key.isEmpty }
}

/// What can stand in a place of a sentence.
package enum WordsArgument: Hashable, Sendable {
  /// What somebody typed, or a code.
  case text(String)
  case words(Words)
  case number(Int64)
  /// The number that chooses the form of the sentence.
  case count(Int64)
  case money(Money)
  case total(MoneyTotal)
  /// The day that begins then in UTC.
  case day(Timestamp)
  /// A day with hour and minute.
  case moment(Timestamp)
  /// A country by its ISO 3166 code.
  case country(String)
  /// Several, with "and" or its like before the last.
  case list([Words])
  /// Several, each on a line of its own.
  case lines([Words])
  /// Several whole sentences, one after the other.
  case sentences([Words])
  /// Markup that the view puts there.
  case part(Int)
}

extension Words: ExpressibleByStringInterpolation {
  /// A sentence without places.
  package init(stringLiteral sentence: String) {
    self.init(key: sentence, arguments: [])
  }

  /// A sentence with places.
  package init(stringInterpolation: StringInterpolation) {
    self.init(
      key: stringInterpolation.key, plural: stringInterpolation.plural,
      arguments: stringInterpolation.arguments)
  }

  /// Collects one sentence and what stands in its places.
  package struct StringInterpolation: StringInterpolationProtocol, Sendable {
    fileprivate var key = ""
    fileprivate var plural: String?
    fileprivate var arguments: [WordsArgument] = []

    /// Reserves room for the sentence.
    package init(literalCapacity: Int, interpolationCount: Int) {
      key.reserveCapacity(literalCapacity + 3 * interpolationCount)
      arguments.reserveCapacity(interpolationCount)
    }

    /// The sentence's own words.
    package mutating func appendLiteral(_ literal: String) {
      key += literal
      plural?.append(literal)
    }

    /// What somebody typed, or a code; shown as it is.
    package mutating func appendInterpolation(_ text: String) { place(.text(text)) }

    /// Other words, whole ones: a sentence is not glued from pieces that mean nothing alone.
    package mutating func appendInterpolation(_ words: Words) { place(.words(words)) }

    /// A number.
    package mutating func appendInterpolation(_ number: Int) { place(.number(Int64(number))) }

    /// A number.
    package mutating func appendInterpolation(_ number: Int64) { place(.number(number)) }

    /// An amount.
    package mutating func appendInterpolation(_ money: Money) { place(.money(money)) }

    /// A sum of amounts.
    package mutating func appendInterpolation(_ total: MoneyTotal) {
      place(total.money.map { .money($0) } ?? .total(total))
    }

    /// A currency by its code.
    package mutating func appendInterpolation(_ currency: Currency) { place(.text(currency.code)) }

    /// The day of a moment by the clocks of a time zone, where no script can show it by the reader's.
    package mutating func appendInterpolation(day moment: Timestamp, in zone: Zone) {
      place(.day(Timestamp(startOf: zone.day(of: moment))))
    }

    /// A day with hour and minute.
    package mutating func appendInterpolation(moment: Timestamp) { place(.moment(moment)) }

    /// A country by its ISO 3166 code.
    package mutating func appendInterpolation(country: String) { place(.country(country)) }

    /// Several words, as "red, green and blue".
    package mutating func appendInterpolation(list: [Words]) { place(.list(list)) }

    /// Several things that people typed, as "red, green and blue".
    package mutating func appendInterpolation(list: [String]) {
      place(.list(list.map { Words(verbatim: $0) }))
    }

    /// Markup that the view puts there, by its place among the view's parts, 1 first.
    package mutating func appendInterpolation(part: Int) { place(.part(part)) }

    /// Something counted; `#` stands for the number. A sentence counts one thing only, since languages have
    /// up to six forms of it.
    package mutating func appendInterpolation(count: Int64, one: StaticString, other: StaticString) {
      arguments.append(.count(count))
      let mark = "{\(arguments.count)}"
      plural = (plural ?? key) + other.description.replacing("#", with: mark)
      key += one.description.replacing("#", with: mark)
    }

    /// Something counted; `#` stands for the number.
    package mutating func appendInterpolation(count: Int, one: StaticString, other: StaticString) {
      appendInterpolation(count: Int64(count), one: one, other: other)
    }

    private mutating func place(_ argument: WordsArgument) {
      arguments.append(argument)
      let mark = "{\(arguments.count)}"
      key += mark
      plural?.append(mark)
    }
  }
}
