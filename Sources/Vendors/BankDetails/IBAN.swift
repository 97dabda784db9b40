/// An international bank account number (ISO 13616) that can't be mistyped: its country's length and its
/// check digits are right.
package struct IBAN: Hashable, Sendable {
  /// In capitals, without spaces.
  package let text: String

  /// The number, or `nil` when the text is none.
  package init?(_ raw: String) {
    let text = raw.filter { $0 != " " && $0 != "-" && $0 != "\u{A0}" }.uppercased()
    let bytes = Array(text.utf8)
    guard bytes.allSatisfy(IBAN.isAlphanumeric), let country = IBAN.country(text),
      bytes.count == IBAN.lengths[country], IBAN.isDigit(bytes[2]), IBAN.isDigit(bytes[3]),
      IBAN.remainder(bytes) == 1
    else { return nil }
    self.text = text
  }

  /// Country and last four, as `DE89 •••• 3000`.
  package var masked: String { "\(text.prefix(4)) •••• \(text.suffix(4))" }

  /// In groups of four.
  package var grouped: String {
    var groups: [Substring] = []
    var rest = text[...]
    while !rest.isEmpty {
      groups.append(rest.prefix(4))
      rest = rest.dropFirst(4)
    }
    return groups.joined(separator: " ")
  }

  private static func country(_ text: String) -> String? {
    let code = String(text.prefix(2))
    return lengths[code] == nil ? nil : code
  }

  /// The number with its first four characters behind, letters as 10 to 35, modulo 97.
  private static func remainder(_ bytes: [UInt8]) -> Int {
    (bytes[4...] + bytes[..<4]).reduce(0) { rest, byte in
      isDigit(byte) ? (rest * 10 + Int(byte) - 48) % 97 : (rest * 100 + Int(byte) - 55) % 97
    }
  }

  private static func isDigit(_ byte: UInt8) -> Bool { (48...57).contains(byte) }

  private static func isAlphanumeric(_ byte: UInt8) -> Bool { isDigit(byte) || (65...90).contains(byte) }

  // The IBAN registry of SWIFT.
  private static let lengths: [String: Int] = [
    "AD": 24, "AE": 23, "AL": 28, "AT": 20, "AZ": 28, "BA": 20, "BE": 16, "BG": 22, "BH": 22, "BI": 27,
    "BR": 29, "BY": 28, "CH": 21, "CR": 22, "CY": 28, "CZ": 24, "DE": 22, "DJ": 27, "DK": 18, "DO": 28,
    "EE": 20, "EG": 29, "ES": 24, "FI": 18, "FK": 18, "FO": 18, "FR": 27, "GB": 22, "GE": 22, "GI": 23,
    "GL": 18, "GR": 27, "GT": 28, "HR": 21, "HU": 28, "IE": 22, "IL": 23, "IQ": 23, "IS": 26, "IT": 27,
    "JO": 30, "KW": 30, "KZ": 20, "LB": 28, "LC": 32, "LI": 21, "LT": 20, "LU": 20, "LV": 21, "LY": 25,
    "MC": 27, "MD": 24, "ME": 22, "MK": 19, "MN": 20, "MR": 27, "MT": 31, "MU": 30, "NI": 28, "NL": 18,
    "NO": 15, "OM": 23, "PK": 24, "PL": 28, "PS": 29, "PT": 25, "QA": 29, "RO": 24, "RS": 22, "RU": 33,
    "SA": 24, "SC": 31, "SD": 18, "SE": 24, "SI": 19, "SK": 24, "SM": 27, "SO": 23, "ST": 25, "SV": 28,
    "TL": 23, "TN": 24, "TR": 26, "UA": 29, "VA": 22, "VG": 24, "XK": 20, "YE": 30,
  ]
}
