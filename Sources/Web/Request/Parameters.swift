import Kernel

/// Names and values in the order they came, of a query string or a form.
package struct Parameters: Hashable, Sendable {
  /// One name with one value.
  package struct Pair: Hashable, Sendable {
    package let name: String
    package let value: String
  }

  /// Everything, in the order it came.
  package private(set) var pairs: [Pair]

  /// These names and values.
  package init(_ pairs: [(String, String)] = []) {
    self.pairs = pairs.map { Pair(name: $0.0, value: $0.1) }
  }

  /// The first value with this name.
  package subscript(_ name: String) -> String? { pairs.first { $0.name == name }?.value }

  /// Every value with this name, in the order they came.
  package func all(_ name: String) -> [String] { pairs.filter { $0.name == name }.map(\.value) }

  /// Whether there is a value with this name, even an empty one.
  package func has(_ name: String) -> Bool { pairs.contains { $0.name == name } }

  package var isEmpty: Bool { pairs.isEmpty }

  /// Adds a value behind the others.
  package mutating func append(_ name: String, _ value: String) {
    pairs.append(Pair(name: name, value: value))
  }

  /// The same with only this value for `name`; `nil` removes the name.
  package func setting(_ name: String, _ value: String?) -> Parameters {
    var copy = self
    copy.pairs.removeAll { $0.name == name }
    if let value { copy.append(name, value) }
    return copy
  }

  /// As the text of a query, without the question mark.
  package var encoded: String {
    var out: [UInt8] = []
    for pair in pairs {
      if !out.isEmpty { out.append(UInt8(ascii: "&")) }
      PercentCoding.encode(pair.name, into: &out)
      out.append(UInt8(ascii: "="))
      PercentCoding.encode(pair.value, into: &out)
    }
    return String(decoding: out, as: UTF8.self)
  }

  /// The path with these parameters behind it.
  package func behind(_ path: String) -> String { isEmpty ? path : "\(path)?\(encoded)" }

  /// Reads `a=b&c=d` (WHATWG URL, 5.1). Throws `.malformedRequest` for broken UTF-8 and for more than
  /// `maximum` pairs.
  package init(urlEncoded bytes: some Sequence<UInt8>, maximum: Int = 2000) throws(Problem) {
    pairs = []
    for piece in Array(bytes).split(separator: UInt8(ascii: "&")) {
      guard pairs.count < maximum else { throw Problem(.malformedRequest, "There are too many parameters.") }
      let equals = piece.firstIndex(of: UInt8(ascii: "=")) ?? piece.endIndex
      let value = equals < piece.endIndex ? piece[(equals + 1)...] : piece[piece.endIndex...]
      guard let name = PercentCoding.decode(piece[..<equals], plusIsSpace: true),
        let text = PercentCoding.decode(value, plusIsSpace: true)
      else { throw Problem(.malformedRequest, "A parameter is not valid UTF-8.") }
      pairs.append(Pair(name: name, value: text))
    }
  }
}

/// Percent-encoding of URLs (RFC 3986, 2.1).
enum PercentCoding {
  private static let digits = Array("0123456789ABCDEF".utf8)

  /// The decoded text; `nil` when it isn't valid UTF-8. A percent sign without two digits stands for itself.
  static func decode(_ bytes: some Collection<UInt8>, plusIsSpace: Bool = false) -> String? {
    var out: [UInt8] = []
    out.reserveCapacity(bytes.count)
    var index = bytes.startIndex
    while index != bytes.endIndex {
      let byte = bytes[index]
      bytes.formIndex(after: &index)
      if byte == UInt8(ascii: "+"), plusIsSpace {
        out.append(32)
      } else if byte == UInt8(ascii: "%"), let (value, next) = hexPair(bytes, at: index) {
        out.append(value)
        index = next
      } else {
        out.append(byte)
      }
    }
    return String(validating: out, as: UTF8.self)
  }

  /// Appends the text with everything but unreserved characters encoded.
  static func encode(_ text: String, into out: inout [UInt8]) {
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"),
        UInt8(ascii: "~"):
        out.append(byte)
      default:
        out.append(UInt8(ascii: "%"))
        out.append(digits[Int(byte >> 4)])
        out.append(digits[Int(byte & 15)])
      }
    }
  }

  /// The text with everything but unreserved characters encoded.
  static func encode(_ text: String) -> String {
    var out: [UInt8] = []
    encode(text, into: &out)
    return String(decoding: out, as: UTF8.self)
  }

  private static func hexPair<Bytes: Collection<UInt8>>(
    _ bytes: Bytes, at index: Bytes.Index
  ) -> (UInt8, Bytes.Index)? {
    guard index != bytes.endIndex, let high = hexValue(bytes[index]) else { return nil }
    let second = bytes.index(after: index)
    guard second != bytes.endIndex, let low = hexValue(bytes[second]) else { return nil }
    return (high << 4 | low, bytes.index(after: second))
  }

  private static func hexValue(_ byte: UInt8) -> UInt8? {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0")
    case UInt8(ascii: "a")...UInt8(ascii: "f"): byte - UInt8(ascii: "a") + 10
    case UInt8(ascii: "A")...UInt8(ascii: "F"): byte - UInt8(ascii: "A") + 10
    default: nil
    }
  }
}
