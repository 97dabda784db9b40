import Kernel

/// Text as people type it. What the schema says and what the rule does agree exactly, in characters of
/// Unicode.
package enum TextRule {
  // The white space that is trimmed, as the inside of a regular expression's character class.
  private static let space = #" \u00a0\u1680\u2000-\u200a\u202f\u205f\u3000"#
  private static let control = #"\u0000-\u001f\u007f-\u009f\u2028\u2029\u202d\u202e"#
  private static let controlButLines =
    #"\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u2028\u2029\u202d\u202e"#
  // What takes no ink by itself. A schema names those of the basic plane only, as not every reader of patterns
  // knows more.
  private static let invisible =
    #"\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u2800"#
    + #"\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb"#

  static func isSpace(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x20, 0xA0, 0x1680, 0x2000...0x200A, 0x202F, 0x205F, 0x3000: true
    default: false
    }
  }

  /// Whether it takes ink: names of joiners, marks of direction and fillers alone look like none.
  package static func isVisible(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0xAD, 0x34F, 0x61C, 0x115F, 0x1160, 0x17B4, 0x17B5, 0x180B...0x180F, 0x200B...0x200F,
      0x202A...0x202E,
      0x2060...0x206F, 0x2800, 0x3164, 0xFE00...0xFE0F, 0xFEFF, 0xFFA0, 0xFFF0...0xFFFB, 0x1BCA0...0x1BCA3,
      0x1D173...0x1D17A, 0xE0000...0xE0FFF:
      false
    default: !isSpace(scalar) && !isLineSpace(scalar)
    }
  }

  private static func isLineSpace(_ scalar: Unicode.Scalar) -> Bool {
    scalar == "\n" || scalar == "\r" || scalar == "\t"
  }

  /// Whether the text has no control characters, no line or paragraph separators and nothing that turns other text
  /// round. Where `multiline` is set, line feeds, carriage returns and tabs are fine.
  static func isClean(_ text: String, multiline: Bool) -> Bool {
    text.unicodeScalars.allSatisfy { scalar in
      switch scalar.value {
      case 0x09, 0x0A, 0x0D: multiline
      case 0...0x1F, 0x7F...0x9F, 0x2028, 0x2029, 0x202D, 0x202E: false
      default: true
      }
    }
  }

  /// The same for a password, which nobody is shown.
  static func isTypeable(_ text: String) -> Bool {
    text.unicodeScalars.allSatisfy { scalar in
      switch scalar.value {
      case 0...0x1F, 0x7F...0x9F, 0x2028, 0x2029: false
      default: true
      }
    }
  }

  /// With ordinary ends of lines and paragraphs in the place of Unicode's own, which word processors leave in texts.
  private static func lines(in text: String) -> String {
    guard text.unicodeScalars.contains(where: { $0 == "\u{2028}" || $0 == "\u{2029}" }) else { return text }
    return text.replacing("\u{2028}", with: "\n").replacing("\u{2029}", with: "\n\n")
  }

  static func read(_ value: InputValue, _ length: ClosedRange<Int>, multiline: Bool) throws -> String {
    let raw = multiline ? lines(in: try value.string()) : try value.string()
    guard isClean(raw, multiline: multiline) else {
      throw InputFailure("invalid_character", "This holds characters that can't be shown.")
    }
    // A browser sends line ends as CR LF; they count as one character.
    let lines = multiline ? raw.replacing("\r\n", with: "\n").replacing("\r", with: "\n") : raw
    guard lines.unicodeScalars.count <= length.upperBound else {
      throw InputFailure("too_long", "This may have at most \(length.upperBound) characters.")
    }
    let text = trimmed(lines, multiline: multiline)
    guard text.unicodeScalars.contains(where: isVisible) else {
      if length.lowerBound == 0 { return "" }
      throw text.isEmpty
        ? InputFailure("required", "This is required.")
        : InputFailure("invisible", "Nothing of this can be seen. Write it with letters, digits or signs.")
    }
    guard text.unicodeScalars.count >= length.lowerBound else {
      throw InputFailure("too_short", "This must have at least \(length.lowerBound) characters.")
    }
    return text
  }

  static func schema(_ length: ClosedRange<Int>, multiline: Bool) -> JSONValue {
    let blank = multiline ? space + #"\n\r\t"# : space
    let bad = multiline ? controlButLines : control
    let pattern: String
    switch length.lowerBound {
    case ...0: pattern = "^[^\(bad)]*$"
    case 1: pattern = "^[^\(bad)]*[^\(bad)\(blank)\(invisible)][^\(bad)]*$"
    default:
      let middle = "[^\(bad)]{\(length.lowerBound - 2),}"
      let seen = "(?=[^\(bad)]*[^\(bad)\(blank)\(invisible)])"
      pattern = "^\(seen)[\(blank)]*[^\(bad)\(blank)]\(middle)[^\(bad)\(blank)][\(blank)]*$"
    }
    return .object([
      "type": "string", "minLength": .integer(Int64(length.lowerBound)),
      "maxLength": .integer(Int64(length.upperBound)), "pattern": .string(pattern),
    ])
  }

  /// Whether the text can name an entry of a map.
  static func isKey(_ text: String, _ maximum: Int) -> Bool {
    (1...maximum).contains(text.unicodeScalars.count) && isClean(text, multiline: false)
  }

  /// What `isKey` takes.
  static func keySchema(_ maximum: Int) -> JSONValue {
    .object([
      "type": "string", "minLength": 1, "maxLength": .integer(Int64(maximum)),
      "pattern": .string("^[^\(control)]*$"),
    ])
  }

  private static func trimmed(_ text: String, multiline: Bool) -> String {
    let isBlank: (Unicode.Scalar) -> Bool = { isSpace($0) || (multiline && isLineSpace($0)) }
    var view = text.unicodeScalars[...]
    while let first = view.first, isBlank(first) { view.removeFirst() }
    while let last = view.last, isBlank(last) { view.removeLast() }
    return String(view)
  }
}

extension Rule where Value == String {
  private static var passwordLength: ClosedRange<Int> { 8...128 }
  private static var maximumURLBytes: Int { 2048 }

  /// Text with a number of characters in this range after trimming. `multiline` allows line ends and tabs.
  package static func text(_ length: ClosedRange<Int>, multiline: Bool = false) -> Rule {
    Rule(schema: TextRule.schema(length, multiline: multiline), placeholder: "") { value in
      try TextRule.read(value, length, multiline: multiline)
    }
  }

  /// A password: 8 to 128 characters, not trimmed.
  package static var password: Rule {
    let schema: JSONValue = .object([
      "type": "string", "format": "password", "minLength": .integer(Int64(passwordLength.lowerBound)),
      "maxLength": .integer(Int64(passwordLength.upperBound)),
      "pattern": .string(#"^[^\u0000-\u001f\u007f-\u009f\u2028\u2029]*$"#),
    ])
    return Rule(schema: schema, placeholder: "") { value in
      let text = try value.string()
      guard TextRule.isTypeable(text) else {
        throw InputFailure("invalid_character", "A password can't hold control characters.")
      }
      let count = text.unicodeScalars.count
      guard count >= passwordLength.lowerBound else {
        throw InputFailure("too_short", "Use at least \(passwordLength.lowerBound) characters.")
      }
      guard count <= passwordLength.upperBound else {
        throw InputFailure("too_long", "Use at most \(passwordLength.upperBound) characters.")
      }
      return text
    }
  }

  /// A code of this many letters and digits, read in capitals; spaces and hyphens between them don't matter
  /// in forms.
  package static func code(_ length: Int) -> Rule {
    let schema: JSONValue = .object(["type": "string", "pattern": .string("^[0-9A-Za-z]{\(length)}$")])
    return Rule(schema: schema, placeholder: "") { value in
      var text = try value.string()
      if case .text = value { text = String(text.filter { $0 != " " && $0 != "-" }) }
      guard text.utf8.count == length, text.utf8.allSatisfy(isAlphanumeric) else {
        throw InputFailure("invalid", "This code has \(length) letters and digits.")
      }
      return text.uppercased()
    }
  }

  /// The address of a page: http or https, with a host.
  package static var url: Rule {
    let schema: JSONValue = .object([
      "type": "string", "pattern": #"^https?://[A-Za-z0-9.-]+(:[0-9]{1,5})?([/?#][!-~]*)?$"#,
      "maxLength": .integer(Int64(maximumURLBytes)),
    ])
    return Rule(schema: schema, placeholder: "") { value in
      let text = try value.string().trimmingSpaces
      guard text.utf8.count <= maximumURLBytes else {
        throw InputFailure("too_long", "This address is too long.")
      }
      guard text.wholeMatch(of: /https?:\/\/[A-Za-z0-9.-]+(:[0-9]{1,5})?([\/?#][!-~]*)?/) != nil else {
        throw InputFailure("invalid", "This must be an address that begins with https://.")
      }
      return text
    }
  }

  /// A country by its two letters (ISO 3166-1 alpha-2), read in capitals.
  package static var country: Rule {
    let schema: JSONValue = .object([
      "type": "string", "enum": .array(Countries.codes.map(JSONValue.string)),
    ])
    return Rule(schema: schema, placeholder: "DE") { value in
      let text = try value.string()
      let code = if case .text = value { text.trimmingSpaces.uppercased() } else { text }
      guard Countries.known.contains(code) else {
        throw InputFailure("not_a_choice", "This must be the two letters of a country, as DE.")
      }
      return code
    }
  }

  private static func isAlphanumeric(_ byte: UInt8) -> Bool {
    (97...122).contains(byte) || (65...90).contains(byte) || (48...57).contains(byte)
  }
}
