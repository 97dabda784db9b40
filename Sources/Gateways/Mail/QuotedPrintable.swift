/// Quoted-printable, RFC 2045 section 6.7: text that stays readable and has short ASCII lines whatever is in
/// it.
enum QuotedPrintable {
  private static let maximumLineCharacters = 76
  private static let hexadecimal = Array("0123456789ABCDEF".utf8)

  /// Lines end in CRLF. A dot at the start of a line and white space at its end are written in hexadecimal.
  static func encode(_ text: String) -> String {
    var text = text
    return text.withUTF8 { source in
      var out: [UInt8] = []
      out.reserveCapacity(source.count + source.count / 8)
      var start = 0
      while true {
        let end = source[start...].firstIndex { $0 == 10 || $0 == 13 } ?? source.endIndex
        encode(source[start..<end], into: &out)
        guard end < source.endIndex else { break }
        out += "\r\n".utf8
        let isPair = source[end] == 13 && end + 1 < source.endIndex && source[end + 1] == 10
        start = end + (isPair ? 2 : 1)
      }
      return String(decoding: out, as: UTF8.self)
    }
  }

  /// Reads what `encode` writes, and any other quoted-printable; a broken escape stays as it is.
  static func decode(_ bytes: some Sequence<UInt8>) -> [UInt8] {
    var out: [UInt8] = []
    let source = Array(bytes)
    var index = 0
    while index < source.count {
      guard source[index] == UInt8(ascii: "=") else {
        out.append(source[index])
        index += 1
        continue
      }
      if let length = softBreakLength(source, index) {
        index += length
      } else if index + 2 < source.count, let byte = UInt8(hexadecimal: source[index + 1], source[index + 2])
      {
        out.append(byte)
        index += 3
      } else {
        out.append(source[index])
        index += 1
      }
    }
    return out
  }

  private static func encode(_ line: Slice<UnsafeBufferPointer<UInt8>>, into out: inout [UInt8]) {
    var column = 0
    for (offset, byte) in line.enumerated() {
      let isLast = offset == line.count - 1
      let isPlain =
        (33...126).contains(byte) && byte != UInt8(ascii: "=") || (byte == 32 || byte == 9) && !isLast
      let isEscaped = !isPlain || byte == UInt8(ascii: ".") && column == 0
      let width = isEscaped ? 3 : 1
      // Room for the `=` of a soft break, which the last character of a line does not need.
      if column + width > maximumLineCharacters - (isLast ? 0 : 1) {
        out += "=\r\n".utf8
        column = 0
      }
      if isEscaped || byte == UInt8(ascii: ".") && column == 0 {
        out += [UInt8(ascii: "="), hexadecimal[Int(byte >> 4)], hexadecimal[Int(byte & 15)]]
        column += 3
      } else {
        out.append(byte)
        column += 1
      }
    }
  }

  private static func softBreakLength(_ source: [UInt8], _ index: Int) -> Int? {
    guard index + 1 < source.count else { return nil }
    if source[index + 1] == 10 { return 2 }
    return source[index + 1] == 13 && index + 2 < source.count && source[index + 2] == 10 ? 3 : nil
  }
}

extension UInt8 {
  /// The byte that two hexadecimal digits stand for.
  init?(hexadecimal high: UInt8, _ low: UInt8) {
    guard let upper = Character(Unicode.Scalar(high)).hexDigitValue,
      let lower = Character(Unicode.Scalar(low)).hexDigitValue
    else { return nil }
    self = UInt8(upper << 4 | lower)
  }
}
