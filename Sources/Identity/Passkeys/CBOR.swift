/// A value of CBOR (RFC 8949), as far as WebAuthn uses it: no floats, no tags, no indefinite lengths.
enum CBOR: Hashable, Sendable {
  case unsigned(UInt64)
  /// -1 minus this number.
  case negative(UInt64)
  case bytes([UInt8])
  case text(String)
  case array([CBOR])
  case map([CBOR: CBOR])
  case boolean(Bool)
  case null

  /// The key that stands for a small whole number, as COSE names its parameters.
  static func integer(_ number: Int) -> CBOR {
    number < 0 ? .negative(UInt64(-1 - number)) : .unsigned(UInt64(number))
  }

  /// The member of a map under this text.
  subscript(_ name: String) -> CBOR? {
    if case .map(let members) = self { members[.text(name)] } else { nil }
  }

  /// The member of a map under this number.
  subscript(_ number: Int) -> CBOR? {
    if case .map(let members) = self { members[.integer(number)] } else { nil }
  }

  /// The bytes, when it is a byte string.
  var byteString: [UInt8]? {
    if case .bytes(let bytes) = self { bytes } else { nil }
  }
}

/// Why bytes are not CBOR that is read here.
enum CBORError: Error, Hashable, Sendable {
  case endsEarly
  case tooLarge
  case tooDeep
  /// A number that could have been written shorter.
  case notShortest
  /// A float, a tag, an indefinite length, or a reserved value.
  case notTaken
  case badText
  case duplicateKey
  case trailingBytes
}

/// Reads CBOR strictly: what an authenticator or a browser sends, and nothing that could be read in two ways.
struct CBORReader {
  static let maximumBytes = 64 * 1024
  private static let maximumDepth = 8

  private let bytes: [UInt8]
  /// Where the next byte stands.
  private(set) var position: Int

  private init(_ bytes: [UInt8], from position: Int) throws(CBORError) {
    guard bytes.count <= Self.maximumBytes else { throw .tooLarge }
    self.bytes = bytes
    self.position = position
  }

  /// The one value that all the bytes are.
  static func read(_ bytes: [UInt8]) throws(CBORError) -> CBOR {
    let (value, end) = try read(bytes, from: 0)
    guard end == bytes.count else { throw .trailingBytes }
    return value
  }

  /// The value that begins at `position`, and where it ends.
  static func read(_ bytes: [UInt8], from position: Int) throws(CBORError) -> (value: CBOR, end: Int) {
    guard position >= 0, position < bytes.count else { throw .endsEarly }
    var reader = try CBORReader(bytes, from: position)
    let value = try reader.value(depth: 0)
    return (value, reader.position)
  }

  private mutating func value(depth: Int) throws(CBORError) -> CBOR {
    guard depth < Self.maximumDepth else { throw .tooDeep }
    let head = try byte()
    let low = head & 0x1F
    switch head >> 5 {
    case 0: return .unsigned(try number(low))
    case 1: return .negative(try number(low))
    case 2: return .bytes(Array(try slice(number(low))))
    case 3: return .text(try text(number(low)))
    case 4: return try array(number(low), depth)
    case 5: return try map(number(low), depth)
    case 7: return try simple(low)
    default: throw .notTaken
    }
  }

  private mutating func array(_ count: UInt64, _ depth: Int) throws(CBORError) -> CBOR {
    // Every item takes a byte at least, so a count beyond the rest is a lie.
    guard count <= UInt64(bytes.count - position) else { throw .endsEarly }
    var items: [CBOR] = []
    for _ in 0..<count { items.append(try value(depth: depth + 1)) }
    return .array(items)
  }

  private mutating func map(_ count: UInt64, _ depth: Int) throws(CBORError) -> CBOR {
    guard count <= UInt64(bytes.count - position) / 2 else { throw .endsEarly }
    var members: [CBOR: CBOR] = [:]
    for _ in 0..<count {
      let key = try value(depth: depth + 1)
      switch key {
      case .unsigned, .negative, .text: break
      default: throw .notTaken
      }
      guard members[key] == nil else { throw .duplicateKey }
      members[key] = try value(depth: depth + 1)
    }
    return .map(members)
  }

  private mutating func simple(_ low: UInt8) throws(CBORError) -> CBOR {
    switch low {
    case 20: return .boolean(false)
    case 21: return .boolean(true)
    case 22: return .null
    default: throw .notTaken
    }
  }

  private mutating func text(_ count: UInt64) throws(CBORError) -> String {
    guard let text = String(validating: try slice(count), as: UTF8.self) else { throw .badText }
    return text
  }

  /// The number in a head: its low five bits, or the 1, 2, 4 or 8 bytes behind them.
  private mutating func number(_ low: UInt8) throws(CBORError) -> UInt64 {
    switch low {
    case 0..<24: return UInt64(low)
    case 24: return try wide(bytes: 1, atLeast: 24)
    case 25: return try wide(bytes: 2, atLeast: 1 << 8)
    case 26: return try wide(bytes: 4, atLeast: 1 << 16)
    case 27: return try wide(bytes: 8, atLeast: 1 << 32)
    default: throw .notTaken
    }
  }

  private mutating func wide(bytes count: Int, atLeast least: UInt64) throws(CBORError) -> UInt64 {
    var number: UInt64 = 0
    for _ in 0..<count { number = number << 8 | UInt64(try byte()) }
    guard number >= least else { throw .notShortest }
    return number
  }

  private mutating func byte() throws(CBORError) -> UInt8 {
    guard position < bytes.count else { throw .endsEarly }
    defer { position += 1 }
    return bytes[position]
  }

  private mutating func slice(_ count: UInt64) throws(CBORError) -> ArraySlice<UInt8> {
    guard count <= UInt64(bytes.count - position) else { throw .endsEarly }
    let end = position + Int(count)
    defer { position = end }
    return bytes[position..<end]
  }
}
