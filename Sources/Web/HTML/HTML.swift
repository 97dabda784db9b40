import Kernel

/// Markup as UTF-8 bytes, written as a string literal whose interpolations are safe by construction:
/// text is escaped (also inside double-quoted attributes), nested `HTML` is not.
///
///     let card: HTML = """
///       <a class="card" href="\(product.path)">\(product.title)</a>
///       """
///
/// Literals are `StaticString`s, so no text that was put together at run time can pass as markup by accident.
package struct HTML: Sendable, Hashable {
  /// The markup in UTF-8.
  package var bytes: [UInt8]

  /// No markup.
  package init() {
    bytes = []
  }

  /// Escaped text.
  package init(text: String) {
    bytes = []
    bytes.reserveCapacity(text.utf8.count + 16)
    bytes.appendEscaped(text)
  }

  /// Words in the reader's language, escaped.
  package init(_ words: Words) {
    self.init(text: words.text)
  }

  /// Markup taken as it is: only for rich text that a sanitiser made and for the program's own assets.
  package init(trustedMarkup: String) {
    bytes = Array(trustedMarkup.utf8)
  }

  /// True when there is nothing to show.
  package var isEmpty: Bool { bytes.isEmpty }

  /// The markup as text, for tests and mails.
  package var string: String { String(decoding: bytes, as: UTF8.self) }

  /// The parts one after another, with `separator` between them.
  package static func joined(_ parts: [HTML], separator: HTML = HTML()) -> HTML {
    var result = HTML()
    let length = parts.reduce(0) { $0 + $1.bytes.count + separator.bytes.count }
    result.bytes.reserveCapacity(length)
    for (index, part) in parts.enumerated() {
      if index > 0 { result.bytes.append(contentsOf: separator.bytes) }
      result.bytes.append(contentsOf: part.bytes)
    }
    return result
  }

  /// Both, one after the other.
  package static func + (left: HTML, right: HTML) -> HTML {
    var result = left
    result += right
    return result
  }

  /// Appends markup.
  package static func += (left: inout HTML, right: HTML) {
    left.bytes.append(contentsOf: right.bytes)
  }
}

extension HTML: CustomStringConvertible {
  /// The markup as text.
  package var description: String { string }
}

extension HTML: ExpressibleByStringInterpolation {
  /// A literal without interpolations.
  package init(stringLiteral literal: StaticString) {
    bytes = literal.withUTF8Buffer { Array($0) }
  }

  /// A literal with interpolations.
  package init(stringInterpolation: StringInterpolation) {
    bytes = stringInterpolation.bytes
  }

  /// Collects the bytes of one literal.
  package struct StringInterpolation: StringInterpolationProtocol, Sendable {
    /// Only text of the program itself, never of run time.
    package typealias StringLiteralType = StaticString

    private static let bytesPerInterpolation = 48
    fileprivate var bytes: [UInt8] = []

    /// Reserves room for the literal and its interpolations.
    package init(literalCapacity: Int, interpolationCount: Int) {
      bytes.reserveCapacity(literalCapacity + interpolationCount * Self.bytesPerInterpolation)
    }

    /// The literal's own markup.
    package mutating func appendLiteral(_ literal: StaticString) {
      literal.withUTF8Buffer { bytes.append(contentsOf: $0) }
    }

    /// Escaped text.
    package mutating func appendInterpolation(_ text: String) {
      bytes.appendEscaped(text)
    }

    /// Escaped text.
    package mutating func appendInterpolation(_ text: Substring) {
      bytes.appendEscaped(String(text))
    }

    /// Words in the reader's language, escaped.
    package mutating func appendInterpolation(_ words: Words) {
      appendInterpolation(say: words)
    }

    /// Words in the reader's language, escaped; `parts` are markup that stands in the places `\(part: 1)`,
    /// `\(part: 2)` and so on, as the sentence's language wants them.
    package mutating func appendInterpolation(say words: Words, _ parts: HTML...) {
      words.write(in: Language.current) { piece in
        switch piece {
        case .text(let text): bytes.appendEscaped(text)
        case .part(let number):
          if parts.indices.contains(number - 1) { bytes.append(contentsOf: parts[number - 1].bytes) }
        }
      }
    }

    /// Decimal digits.
    package mutating func appendInterpolation(_ number: Int) {
      bytes.appendDecimal(Int64(number))
    }

    /// Decimal digits.
    package mutating func appendInterpolation(_ number: Int64) {
      bytes.appendDecimal(number)
    }

    /// `true` or `false`.
    package mutating func appendInterpolation(_ flag: Bool) {
      appendLiteral(flag ? "true" : "false")
    }

    /// Nested markup.
    package mutating func appendInterpolation(_ html: HTML) {
      bytes.append(contentsOf: html.bytes)
    }

    /// Nested markup, or nothing.
    package mutating func appendInterpolation(_ html: HTML?) {
      if let html { bytes.append(contentsOf: html.bytes) }
    }

    /// Nested markup, one after the other.
    package mutating func appendInterpolation(_ parts: [HTML]) {
      for part in parts { bytes.append(contentsOf: part.bytes) }
    }

    /// Markup that is made and shown only if `condition` holds.
    package mutating func appendInterpolation(when condition: Bool, _ html: @autoclosure () -> HTML) {
      if condition { bytes.append(contentsOf: html().bytes) }
    }

    /// One of two.
    package mutating func appendInterpolation(
      when condition: Bool, _ html: @autoclosure () -> HTML, else other: @autoclosure () -> HTML
    ) {
      bytes.append(contentsOf: condition ? html().bytes : other().bytes)
    }

    /// A boolean attribute with its leading space: `<input\(attribute: "checked", if: isChosen)>`.
    package mutating func appendInterpolation(attribute name: StaticString, if condition: Bool) {
      guard condition else { return }
      bytes.append(UInt8(ascii: " "))
      appendLiteral(name)
    }

    /// An attribute with its leading space, or nothing: `<a\(attribute: "href", link)>`.
    package mutating func appendInterpolation(attribute name: StaticString, _ value: String?) {
      guard let value else { return }
      bytes.append(UInt8(ascii: " "))
      appendLiteral(name)
      appendLiteral("=\"")
      bytes.appendEscaped(value)
      bytes.append(UInt8(ascii: "\""))
    }

    /// An attribute with its leading space, or nothing, in the reader's language.
    package mutating func appendInterpolation(attribute name: StaticString, _ words: Words?) {
      appendInterpolation(attribute: name, words?.text)
    }

    /// An attribute with its leading space, or nothing: `<td\(attribute: "colspan", width)>`.
    package mutating func appendInterpolation(attribute name: StaticString, _ value: Int?) {
      appendInterpolation(attribute: name, value.map { String($0) })
    }
  }
}
