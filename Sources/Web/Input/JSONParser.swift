import Kernel

/// Reads JSON (RFC 8259) strictly: valid UTF-8, no lone surrogates, no repeated member names, bounded depth.
package struct JSONParser {
  /// Deeper documents are refused.
  package static let maximumDepth = 32

  private let bytes: UnsafeBufferPointer<UInt8>
  private var index = 0

  /// The document. Throws `.malformedRequest` with the place of the error.
  package static func parse(_ bytes: [UInt8]) throws -> JSONValue {
    guard String(validating: bytes, as: UTF8.self) != nil else {
      throw Problem(.malformedRequest, "The body is not valid UTF-8.")
    }
    return try bytes.withUnsafeBufferPointer { buffer in
      var parser = JSONParser(bytes: buffer)
      parser.skipSpace()
      let value = try parser.value(depth: 0)
      parser.skipSpace()
      guard parser.index == buffer.count else {
        throw parser.broken("there is something behind the document")
      }
      return value
    }
  }

  private init(bytes: UnsafeBufferPointer<UInt8>) { self.bytes = bytes }

  private var current: UInt8? { index < bytes.count ? bytes[index] : nil }

  private mutating func skipSpace() {
    while index < bytes.count {
      switch bytes[index] {
      case 32, 9, 10, 13: index += 1
      default: return
      }
    }
  }

  private mutating func value(depth: Int) throws -> JSONValue {
    guard depth <= JSONParser.maximumDepth else { throw broken("it is nested too deeply") }
    switch current {
    case UInt8(ascii: "{"): return try object(depth: depth)
    case UInt8(ascii: "["): return try array(depth: depth)
    case UInt8(ascii: "\""): return .string(try string())
    case UInt8(ascii: "t"): return try word("true", .boolean(true))
    case UInt8(ascii: "f"): return try word("false", .boolean(false))
    case UInt8(ascii: "n"): return try word("null", .null)
    default: return try number()
    }
  }

  private mutating func object(depth: Int) throws -> JSONValue {
    index += 1
    var members: [String: JSONValue] = [:]
    skipSpace()
    if current == UInt8(ascii: "}") {
      index += 1
      return .object(members)
    }
    while true {
      skipSpace()
      guard current == UInt8(ascii: "\"") else { throw broken("a member name is missing") }
      let name = try string()
      skipSpace()
      guard current == UInt8(ascii: ":") else { throw broken("a colon is missing") }
      index += 1
      skipSpace()
      guard members.updateValue(try value(depth: depth + 1), forKey: name) == nil else {
        throw broken("a member name is repeated")
      }
      skipSpace()
      if current == UInt8(ascii: ",") {
        index += 1
      } else if current == UInt8(ascii: "}") {
        index += 1
        return .object(members)
      } else {
        throw broken("an object is not closed")
      }
    }
  }

  private mutating func array(depth: Int) throws -> JSONValue {
    index += 1
    var items: [JSONValue] = []
    skipSpace()
    if current == UInt8(ascii: "]") {
      index += 1
      return .array(items)
    }
    while true {
      skipSpace()
      items.append(try value(depth: depth + 1))
      skipSpace()
      if current == UInt8(ascii: ",") {
        index += 1
      } else if current == UInt8(ascii: "]") {
        index += 1
        return .array(items)
      } else {
        throw broken("an array is not closed")
      }
    }
  }

  private mutating func word(_ word: StaticString, _ value: JSONValue) throws -> JSONValue {
    let length = word.utf8CodeUnitCount
    guard index + length <= bytes.count else { throw broken("a word is unknown") }
    for offset in 0..<length where bytes[index + offset] != word.utf8Start[offset] {
      throw broken("a word is unknown")
    }
    index += length
    return value
  }

  private mutating func number() throws -> JSONValue {
    let start = index
    var isInteger = true
    if current == UInt8(ascii: "-") { index += 1 }
    let wholeStart = index
    skipDigits()
    let wholeDigits = index - wholeStart
    guard wholeDigits > 0, wholeDigits == 1 || bytes[wholeStart] != UInt8(ascii: "0") else {
      throw broken("a value is not JSON")
    }
    if current == UInt8(ascii: ".") {
      isInteger = false
      index += 1
      guard skipDigits() > 0 else { throw broken("a number ends in a point") }
    }
    if current == UInt8(ascii: "e") || current == UInt8(ascii: "E") {
      isInteger = false
      index += 1
      if current == UInt8(ascii: "+") || current == UInt8(ascii: "-") { index += 1 }
      guard skipDigits() > 0 else { throw broken("a number has no exponent") }
    }
    let text = String(decoding: bytes[start..<index], as: UTF8.self)
    if isInteger, let value = Int64(text) { return .integer(value) }
    guard let value = Double(text), value.isFinite else { throw broken("a number is too large") }
    return .number(value)
  }

  @discardableResult private mutating func skipDigits() -> Int {
    let start = index
    while let byte = current, byte >= 48, byte <= 57 { index += 1 }
    return index - start
  }

  private mutating func string() throws -> String {
    index += 1
    let start = index
    while let byte = current, byte != UInt8(ascii: "\""), byte != UInt8(ascii: "\\") {
      guard byte >= 32 else { throw broken("a text holds a control character") }
      index += 1
    }
    if current == UInt8(ascii: "\"") {
      defer { index += 1 }
      return String(decoding: bytes[start..<index], as: UTF8.self)
    }
    return try stringWithEscapes(Array(bytes[start..<index]))
  }

  private mutating func stringWithEscapes(_ beginning: [UInt8]) throws -> String {
    var out = beginning
    while let byte = current {
      index += 1
      if byte == UInt8(ascii: "\"") { return String(decoding: out, as: UTF8.self) }
      if byte == UInt8(ascii: "\\") {
        try escape(into: &out)
      } else {
        guard byte >= 32 else { throw broken("a text holds a control character") }
        out.append(byte)
      }
    }
    throw broken("a text is not closed")
  }

  private mutating func escape(into out: inout [UInt8]) throws {
    guard let byte = current else { throw broken("a text is not closed") }
    index += 1
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): out.append(byte)
    case UInt8(ascii: "b"): out.append(8)
    case UInt8(ascii: "f"): out.append(12)
    case UInt8(ascii: "n"): out.append(10)
    case UInt8(ascii: "r"): out.append(13)
    case UInt8(ascii: "t"): out.append(9)
    case UInt8(ascii: "u"): out.append(contentsOf: String(try escapedScalar()).utf8)
    default: throw broken("an escape is unknown")
    }
  }

  private mutating func escapedScalar() throws -> Character {
    let first = try hexQuad()
    var code = first
    if (0xD800...0xDBFF).contains(first) {
      guard current == UInt8(ascii: "\\"), index + 1 < bytes.count, bytes[index + 1] == UInt8(ascii: "u")
      else {
        throw broken("a surrogate stands alone")
      }
      index += 2
      let second = try hexQuad()
      guard (0xDC00...0xDFFF).contains(second) else { throw broken("a surrogate stands alone") }
      code = 0x10000 + (first - 0xD800) << 10 + (second - 0xDC00)
    }
    guard let scalar = Unicode.Scalar(code) else { throw broken("a surrogate stands alone") }
    return Character(scalar)
  }

  private mutating func hexQuad() throws -> UInt32 {
    guard index + 4 <= bytes.count else { throw broken("an escape is cut off") }
    var code: UInt32 = 0
    for _ in 0..<4 {
      guard let digit = Character(Unicode.Scalar(bytes[index])).hexDigitValue else {
        throw broken("an escape is not hexadecimal")
      }
      code = code << 4 | UInt32(digit)
      index += 1
    }
    return code
  }

  private func broken(_ what: String) -> Problem {
    Problem(.malformedRequest, "The body is not valid JSON: \(what), at byte \(index).")
  }
}
