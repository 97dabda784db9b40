import Kernel

/// How a file is written: its encoding, what parts its fields, and where its first row begins.
package struct CSVDialect: Hashable, Sendable {
  package var encoding = TextEncoding.utf8
  package var separator = UInt8(ascii: ",")
  /// Bytes of the file in UTF-8 that come before the header: a byte order mark, a line that names the separator.
  package var leadBytes = 0

  /// Whether it is as programs write it, so that there is nothing to tell.
  var isPlain: Bool { encoding == .utf8 && separator == UInt8(ascii: ",") }

  /// Whether the file comes from where amounts have a comma before their cents.
  var hasDecimalComma: Bool { separator == UInt8(ascii: ";") || separator == UInt8(ascii: "\t") }

  /// What people call the separator.
  var separatorName: Words {
    switch separator {
    case UInt8(ascii: ";"): "semicolon"
    case UInt8(ascii: "\t"): "tab"
    case UInt8(ascii: "|"): "vertical bar"
    default: "comma"
    }
  }
}

/// Finds out how a file is written, by one look through all of it.
///
/// Text in UTF-8 can hardly be anything else. Where a file is not, and no byte of it speaks against Windows-1252, it is
/// that, unless a single line is at fault, which is more likely broken. Letters beyond ASCII stand alone or in twos
/// there; where most of them are in longer words, the file is in an encoding of another script.
struct FileSurvey {
  private static let headBytes = 128 * 1024
  /// Words of Western languages have no so many letters beyond ASCII side by side.
  private static let highWordLength = 4
  /// So few letters tell nothing, as in a list of umlauts.
  private static let fewestLetters = 8
  private static let separators: [UInt8] = Array(",;\t|".utf8)
  /// From 0x80 to 0x9F, what people type: euro, quotes, dashes, dots, marks and the letters of French, Czech and Slovak.
  private static let typedControls: Set<UInt8> = [
    0x80, 0x82, 0x84, 0x85, 0x8A, 0x8C, 0x8E, 0x91, 0x92, 0x93, 0x94, 0x95, 0x96, 0x97, 0x99, 0x9A, 0x9C,
    0x9E, 0x9F,
  ]

  private var head: [UInt8] = []
  private var last: UInt8 = 0
  /// Bytes of a character that are still to come, and the least and greatest that the next may be.
  private var rest = 0
  private var next: ClosedRange<UInt8> = 0x80...0xBF
  private var wideCharacters = 0
  private var isLineBroken = false
  private var brokenLines = 0
  private var speaksAgainstWindows = false
  /// Letters beyond ASCII, those of them in words of such letters, and how long the present one of these is.
  private var highLetters = 0
  private var lettersOfHighWords = 0
  private var highWord = 0

  /// Takes the next bytes of the file.
  mutating func take(_ bytes: [UInt8]) {
    if head.count < Self.headBytes { head += bytes.prefix(Self.headBytes - head.count) }
    for byte in bytes {
      if byte < 0x80, rest == 0, byte != 10, byte != 13 {
        last = byte
        continue
      }
      look(at: byte)
      last = byte
    }
  }

  private mutating func look(at byte: UInt8) {
    if byte >= 0x80 { weigh(byte) }
    if rest > 0 {
      if next.contains(byte) {
        rest -= 1
        next = 0x80...0xBF
        if rest == 0 { wideCharacters += 1 }
        return
      }
      rest = 0
      isLineBroken = true
    }
    next = 0x80...0xBF
    switch byte {
    case 10, 13:
      if isLineBroken { brokenLines += 1 }
      isLineBroken = false
    case ..<0x80: break
    case 0xC2...0xDF: rest = 1
    case 0xE0...0xEF:
      rest = 2
      if byte == 0xE0 { next = 0xA0...0xBF } else if byte == 0xED { next = 0x80...0x9F }
    case 0xF0...0xF4:
      rest = 3
      if byte == 0xF0 { next = 0x90...0xBF } else if byte == 0xF4 { next = 0x80...0x8F }
    default: isLineBroken = true
    }
  }

  /// Whether the byte could have been typed as Windows-1252.
  private mutating func weigh(_ byte: UInt8) {
    if byte >= 0xA0 {
      highLetters += 1
      highWord = last >= 0xA0 ? highWord + 1 : 1
      if highWord > Self.highWordLength {
        lettersOfHighWords += 1
      } else if highWord == Self.highWordLength {
        lettersOfHighWords += highWord
      }
    }
    let isSmall = (97...122).contains(last)
    switch byte {
    case 0x80...0x9F: if !Self.typedControls.contains(byte) { speaksAgainstWindows = true }
    case 0xFF: speaksAgainstWindows = true
    // A capital in the middle of a word.
    case 0xC0...0xDE where byte != 0xD7 && isSmall: speaksAgainstWindows = true
    default: break
    }
  }

  /// What was found out.
  func dialect() -> CSVDialect {
    if let wide = wideEncoding { return described(wide) }
    let broken = brokenLines + (isLineBroken || rest > 0 ? 1 : 0)
    let plain = described(.utf8)
    let isOtherScript = lettersOfHighWords >= Self.fewestLetters && lettersOfHighWords * 2 > highLetters
    guard broken > 0, wideCharacters == 0, !speaksAgainstWindows, !isOtherScript else { return plain }
    return broken > 1 || plain.separator != UInt8(ascii: ",") ? described(.windows1252) : plain
  }

  /// UTF-16, by its mark or by every other byte of the beginning being 0.
  private var wideEncoding: TextEncoding? {
    if head.starts(with: [0xFF, 0xFE]) { return .utf16LittleEndian }
    if head.starts(with: [0xFE, 0xFF]) { return .utf16BigEndian }
    let pairs = head.prefix(1024).count / 2
    guard pairs >= 4 else { return nil }
    let even = (0..<pairs).count { head[2 * $0] == 0 }
    let odd = (0..<pairs).count { head[2 * $0 + 1] == 0 }
    if odd > pairs * 3 / 4, even == 0 { return .utf16LittleEndian }
    return even > pairs * 3 / 4 && odd == 0 ? .utf16BigEndian : nil
  }

  private func described(_ encoding: TextEncoding) -> CSVDialect {
    var decoder = TextDecoder(encoding)
    var text = decoder.utf8(head)[...]
    var dialect = CSVDialect(encoding: encoding)
    func skip(_ count: Int) {
      text = text.dropFirst(count)
      dialect.leadBytes += count
    }
    if text.starts(with: [0xEF, 0xBB, 0xBF]) { skip(3) }
    if let named = Self.namedSeparator(Array(text.prefix(16))) {
      dialect.separator = named.separator
      skip(named.length)
      return dialect
    }
    let counted = Self.separators.map { (separator: $0, columns: Self.columns(text, $0)) }
    // Where no name is known, the one that parts most tells.
    if let best = counted.max(by: { $0.columns < $1.columns }), best.columns > (0, 1) {
      dialect.separator = best.separator
    }
    return dialect
  }

  /// A first line as `sep=;`, which spreadsheets write and read, with its length.
  private static func namedSeparator(_ start: [UInt8]) -> (separator: UInt8, length: Int)? {
    let isQuoted = start.first == UInt8(ascii: "\"")
    let line = isQuoted ? Array(start.dropFirst()) : start
    guard line.count > 5, String(decoding: line.prefix(4), as: UTF8.self).lowercased() == "sep=" else {
      return nil
    }
    let end = line.dropFirst(5).firstIndex { $0 != UInt8(ascii: "\"") } ?? line.endIndex
    guard end < line.endIndex, line[end] == 10 || line[end] == 13 else { return nil }
    let isPair = line[end] == 13 && end + 1 < line.endIndex && line[end + 1] == 10
    return (line[4], end + (isPair ? 2 : 1) + (isQuoted ? 1 : 0))
  }

  /// How many columns the first row names that are known, and how many it has, when it is read with this separator.
  private static func columns(_ text: ArraySlice<UInt8>, _ separator: UInt8) -> (known: Int, all: Int) {
    var reader = CSVReader(separator: separator)
    var header = reader.read(text).first
    if header == nil { header = reader.finish() }
    return header.map { (FileHeader.known(in: $0.fields), $0.fields.count) } ?? (0, 0)
  }
}
