import Kernel

/// Appends JSON to a buffer of bytes. Whoever writes an object or a list places the commas with `separate`.
package struct JSONWriter {
  /// What has been written.
  package private(set) var bytes: [UInt8]

  /// An empty buffer with room for this many bytes.
  package init(capacity: Int = 1024) {
    bytes = []
    bytes.reserveCapacity(capacity)
  }

  /// The JSON of one value.
  package static func bytes(of value: some JSONWritable) -> [UInt8] {
    var writer = JSONWriter()
    value.write(to: &writer)
    return writer.bytes
  }

  /// Bytes that are JSON already.
  package mutating func raw(_ json: some Sequence<UInt8>) { bytes.append(contentsOf: json) }

  /// One byte of punctuation.
  package mutating func raw(_ byte: UInt8) { bytes.append(byte) }

  /// A word as `null` or a prepared piece of punctuation.
  package mutating func raw(_ text: StaticString) {
    text.withUTF8Buffer { bytes.append(contentsOf: $0) }
  }

  /// A comma, unless this is the first.
  package mutating func separate(_ isFirst: inout Bool) {
    if isFirst { isFirst = false } else { bytes.append(UInt8(ascii: ",")) }
  }

  /// A member name with its colon.
  package mutating func key(_ name: String) {
    string(name)
    bytes.append(UInt8(ascii: ":"))
  }

  /// A text with quotes around it.
  package mutating func string(_ text: String) {
    bytes.append(UInt8(ascii: "\""))
    var text = text
    text.withUTF8 { append(escaping: $0) }
    bytes.append(UInt8(ascii: "\""))
  }

  /// A whole number.
  package mutating func integer(_ number: Int64) {
    guard number != 0 else {
      bytes.append(UInt8(ascii: "0"))
      return
    }
    var magnitude = number.magnitude
    if number < 0 { bytes.append(UInt8(ascii: "-")) }
    let start = bytes.count
    while magnitude > 0 {
      let (quotient, digit) = magnitude.quotientAndRemainder(dividingBy: 10)
      bytes.append(48 + UInt8(truncatingIfNeeded: digit))
      magnitude = quotient
    }
    bytes[start...].reverse()
  }

  /// A whole number of up to 128 bits, as its digits; JSON sets no limit to them.
  package mutating func integer(_ number: Int128) { raw(number.description.utf8) }

  /// A number; JSON has no infinity and no not-a-number, they become null.
  package mutating func number(_ number: Double) {
    if number.isFinite { raw(number.description.utf8) } else { raw("null") }
  }

  private static let hexDigits = Array("0123456789abcdef".utf8)

  private mutating func append(escaping text: UnsafeBufferPointer<UInt8>) {
    var copied = 0
    for index in 0..<text.count {
      let byte = text[index]
      guard byte < 32 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") else { continue }
      bytes.append(contentsOf: text[copied..<index])
      copied = index + 1
      bytes.append(UInt8(ascii: "\\"))
      switch byte {
      case UInt8(ascii: "\""), UInt8(ascii: "\\"): bytes.append(byte)
      case 10: bytes.append(UInt8(ascii: "n"))
      case 13: bytes.append(UInt8(ascii: "r"))
      case 9: bytes.append(UInt8(ascii: "t"))
      default:
        raw("u00")
        bytes.append(JSONWriter.hexDigits[Int(byte >> 4)])
        bytes.append(JSONWriter.hexDigits[Int(byte & 15)])
      }
    }
    bytes.append(contentsOf: text[copied...])
  }
}
