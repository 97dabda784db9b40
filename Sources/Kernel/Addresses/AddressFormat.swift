/// How the addresses of a country are written: which parts they have and need, what these are called, what its postal
/// codes look like, and in which order the lines of a label stand.
package struct AddressFormat: Sendable {
  /// A part of an address, by its letter in libaddressinput's formats.
  package enum Part: Character, Sendable {
    case name = "N"
    /// One or two lines.
    case street = "A"
    case city = "C"
    case region = "S"
    case postalCode = "Z"
  }

  /// What stands in a line: a part, or what is always written there.
  enum Piece: Hashable, Sendable {
    case part(Part)
    case text(String)
  }

  let country: String
  private let lines: [[Piece]]
  /// The lines of an address in Latin letters, where they are others.
  private let latinLines: [[Piece]]?
  private let needed: Set<Part>
  private let pattern: String?
  /// A postal code of the country, to show how they are written; `nil` where there is none.
  package let postalCodeExample: String?
  /// What the country calls its parts.
  let names: Set<String>

  /// The parts that a form asks for after the name, in the order in which the country writes them in Latin letters.
  package var parts: [Part] {
    (latinLines ?? lines).flatMap { $0 }.compactMap { piece in
      if case .part(let part) = piece, part != .name { part } else { nil }
    }
  }

  /// Whether addresses of the country have this part.
  package func has(_ part: Part) -> Bool {
    lines.contains { $0.contains(.part(part)) }
  }

  /// Whether an address is incomplete without this part.
  package func needs(_ part: Part) -> Bool { part == .name || part == .street || needed.contains(part) }

  /// A postal code as the country writes it: in capitals and ASCII digits, without the country's sign before it. `nil`
  /// when the country has no such code. Where it has none at all, anything is kept.
  package func postalCode(_ typed: String) -> String? {
    let plain = AddressFormat.plain(typed)
    guard let pattern else { return typed.trimmed }
    for sign in ["", "\(country)-", "\(country) ", country] + signs where plain.hasPrefix(sign) {
      let code = String(plain.dropFirst(sign.count)).trimmed
      if AddressFormat.matches(code, pattern) { return code }
      // What people leave out or put in between is no other code.
      let close = code.filter { $0 != " " && $0 != "-" }
      if AddressFormat.matches(close, pattern) { return close }
      if let spaced = postalCodeExample.flatMap({ AddressFormat.shape(close, like: $0) }),
        AddressFormat.matches(spaced, pattern)
      {
        return spaced
      }
    }
    return nil
  }

  /// What the country's own format writes before a code, as `CH-` or `L-`; Germans and Austrians used to write theirs.
  private var signs: [String] {
    let written = lines.flatMap { $0 }.compactMap { piece -> String? in
      if case .text(let text) = piece, text.hasSuffix("-") { text } else { nil }
    }
    return written + (country == "DE" ? ["D-"] : country == "AT" ? ["A-"] : [])
  }

  /// The lines of a label without the country. What the country's format has no place for stands in lines of its own
  /// below the street, since whoever wrote it meant it.
  package func label(
    name: String = "", street: [String], city: String, region: String, postalCode: String
  ) -> [String] {
    let latin =
      [name, city, region].allSatisfy(AddressFormat.isLatin) && street.allSatisfy(AddressFormat.isLatin)
    let lines = latin ? latinLines ?? lines : lines
    let values: [Part: String] = [.name: name, .city: city, .region: region, .postalCode: postalCode]
    let written = lines.flatMap { line -> [String] in
      let isStreet = line.contains(.part(.street))
      let text = line == [.part(.street)] ? street : [AddressFormat.written(line, values, street)]
      return text + (isStreet ? unplaced(values, in: lines) : [])
    }
    return written.filter { !$0.isEmpty }
  }

  private func unplaced(_ values: [Part: String], in lines: [[Piece]]) -> [String] {
    let all = Set(lines.flatMap { $0 })
    return [Part.postalCode, .city, .region].compactMap { part in
      guard let value = values[part], !value.isEmpty, !all.contains(.part(part)) else { return nil }
      let isThere = all.contains {
        if case .text(let text) = $0 { text.contains(value.uppercased()) } else { false }
      }
      return isThere ? nil : value
    }
  }

  /// A line without the parts that are empty, and without what would stand beside these.
  private static func written(_ line: [Piece], _ values: [Part: String], _ street: [String]) -> String {
    if line.allSatisfy({ if case .text = $0 { true } else { false } }) {
      return line.map { if case .text(let text) = $0 { text } else { "" } }.joined()
    }
    var result = ""
    var between = ""
    for (index, piece) in line.enumerated() {
      switch piece {
      case .text(let text): between = text
      case .part(let part):
        let value = part == .street ? street.joined(separator: ", ") : values[part] ?? ""
        // What stands before the first part belongs to it alone, as the sign before a code.
        if !value.isEmpty { result += (result.isEmpty && index > 1 ? "" : between) + value }
        if !value.isEmpty || result.isEmpty { between = "" }
      }
    }
    return result
  }

  init(
    country: String, lines: [[Piece]], latinLines: [[Piece]]?, needed: Set<Part>, pattern: String?,
    postalCodeExample: String?, names: Set<String>
  ) {
    self.country = country
    self.lines = lines
    self.latinLines = latinLines
    self.needed = needed
    self.pattern = pattern
    self.postalCodeExample = postalCodeExample
    self.names = names
  }
}

extension AddressFormat {
  private static func matches(_ code: String, _ pattern: String) -> Bool {
    // A pattern that is none lets everything through; a test reads them all.
    guard let expression = try? Regex(pattern) else { return true }
    return code.wholeMatch(of: expression) != nil
  }

  private static func plain(_ text: String) -> String {
    String(
      text.trimmed.uppercased().unicodeScalars.map { scalar -> Character in
        guard scalar.properties.numericType == .decimal, let value = scalar.properties.numericValue else {
          return scalar.properties.isDash ? "-" : scalar.properties.isWhitespace ? " " : Character(scalar)
        }
        return Character(String(Int(value)))
      })
  }

  /// Characters with the spaces and hyphens of the example between them; `nil` when they are not as many.
  private static func shape(_ close: String, like example: String) -> String? {
    var rest = close[...]
    let shaped = example.map { mark in mark == " " || mark == "-" ? mark : rest.popFirst() ?? "?" }
    return rest.isEmpty && !shaped.contains("?") ? String(shaped) : nil
  }

  /// Whether a text is in no other letters than those of Latin.
  private static func isLatin(_ text: String) -> Bool {
    text.unicodeScalars.allSatisfy {
      !$0.properties.isAlphabetic || $0.value < 0x250 || (0x1E00...0x1EFF).contains($0.value)
    }
  }
}
