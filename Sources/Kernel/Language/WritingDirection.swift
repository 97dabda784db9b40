/// Which way a language is written.
package enum WritingDirection: String, Hashable, Sendable {
  case leftToRight = "ltr"
  case rightToLeft = "rtl"

  /// The text between isolates (Unicode Standard Annex 9, FSI and PDI) when it holds letters of the other direction,
  /// so that it doesn't disturb the order of the sentence around it.
  func isolated(_ text: String) -> String {
    if self == .leftToRight, text.utf8.allSatisfy({ $0 < 0x80 }) { return text }
    let isForeign = text.unicodeScalars.contains { scalar in
      switch self {
      case .leftToRight: WritingDirection.isRightToLeft(scalar)
      case .rightToLeft: scalar.properties.isAlphabetic && !WritingDirection.isRightToLeft(scalar)
      }
    }
    return isForeign ? "\u{2068}\(text)\u{2069}" : text
  }

  /// Hebrew, Arabic and the other blocks of right-to-left scripts.
  static func isRightToLeft(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x0590...0x08FF, 0xFB1D...0xFDFF, 0xFE70...0xFEFF, 0x10800...0x10FFF, 0x1E800...0x1EFFF: true
    default: false
    }
  }
}
