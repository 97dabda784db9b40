/// What references as `&#8238;` stand for, without characters that text may not hold when it comes as it is: so what was
/// made safe can be read again by the same rules.
enum ReadableText {
  /// What programs for Windows mean by 0x80 to 0x9F, as browsers read it; 0 where that is nothing.
  private static let windows: [UInt32] = [
    0x20AC, 0, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0,
    0x017D, 0,
    0, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0,
    0x017E, 0x0178,
  ]

  /// The text without control characters and without what turns other text round; separators of lines and paragraphs are
  /// line ends.
  static func of(_ text: String) -> String {
    if text.utf8.allSatisfy({ $0 < 0x7F && ($0 >= 0x20 || $0 == 9 || $0 == 10 || $0 == 13) }) { return text }
    return String(String.UnicodeScalarView(text.unicodeScalars.compactMap(readable)))
  }

  private static func readable(_ scalar: Unicode.Scalar) -> Unicode.Scalar? {
    switch scalar.value {
    case 9, 10, 13: scalar
    case 0..<0x20, 0x7F, 0x202D, 0x202E: nil
    case 0x80...0x9F: Unicode.Scalar(windows[Int(scalar.value) - 0x80]).flatMap { $0.value == 0 ? nil : $0 }
    case 0x2028, 0x2029: "\n"
    default: scalar
    }
  }
}
