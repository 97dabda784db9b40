import TestSupport
import Testing

@testable import Identity

struct CBORTests {
  /// Examples of RFC 8949, appendix A, that are within what is read.
  @Test(
    arguments: [
      ("00", .unsigned(0)), ("17", .unsigned(23)), ("1818", .unsigned(24)), ("190100", .unsigned(256)),
      ("1a000f4240", .unsigned(1_000_000)), ("1bffffffffffffffff", .unsigned(.max)), ("20", .negative(0)),
      ("3903e7", .negative(999)), ("f4", .boolean(false)), ("f5", .boolean(true)), ("f6", .null),
      ("40", .bytes([])), ("4401020304", .bytes([1, 2, 3, 4])), ("60", .text("")),
      ("6449455446", .text("IETF")),
      ("62c3bc", .text("ü")), ("80", .array([])),
      ("83010203", .array([.unsigned(1), .unsigned(2), .unsigned(3)])),
      ("a0", .map([:])), ("a201020304", .map([.unsigned(1): .unsigned(2), .unsigned(3): .unsigned(4)])),
      ("a16161820203", .map([.text("a"): .array([.unsigned(2), .unsigned(3)])])),
    ] as [(String, CBOR)])
  func standardExamples(_ hex: String, _ value: CBOR) throws {
    #expect(try CBORReader.read(bytes(hex)) == value)
  }

  @Test(
    arguments: [
      ("", .endsEarly), ("18", .endsEarly), ("1900", .endsEarly), ("4201", .endsEarly), ("6261", .endsEarly),
      ("8301", .endsEarly), ("a101", .endsEarly), ("a1", .endsEarly),
      // A length beyond what there is, up to one that does not fit a machine word.
      ("5bffffffffffffffff", .endsEarly), ("7bffffffffffffffff", .endsEarly),
      ("9bffffffffffffffff", .endsEarly),
      ("bbffffffffffffffff", .endsEarly), ("9a7fffffff00", .endsEarly),
      // Not the shortest way to write it.
      ("1800", .notShortest), ("1817", .notShortest), ("190017", .notShortest), ("1a0000ffff", .notShortest),
      ("1b00000000ffffffff", .notShortest), ("580161", .notShortest), ("7803616263", .notShortest),
      ("3800", .notShortest),
      // Indefinite lengths, tags, floats, undefined, reserved.
      ("5f4101ff", .notTaken), ("7f6161ff", .notTaken), ("9f01ff", .notTaken), ("bf0102ff", .notTaken),
      ("c001", .notTaken), ("d81801", .notTaken), ("f93c00", .notTaken), ("fa47c35000", .notTaken),
      ("fb3ff0000000000000", .notTaken), ("f7", .notTaken), ("f0", .notTaken), ("f8ff", .notTaken),
      ("1c", .notTaken), ("1f", .notTaken), ("ff", .notTaken),
      ("61ff", .badText), ("62c328", .badText), ("a201020103", .duplicateKey),
      ("a2616101616102", .duplicateKey),
      ("a1400000", .notTaken), ("a1f501", .notTaken), ("a1a000", .notTaken), ("0000", .trailingBytes),
      ("a000", .trailingBytes), ("818181818181818100", .tooDeep),
      ("a100a100a100a100a100a100a100a10000", .tooDeep),
    ] as [(String, CBORError)])
  func refusesWhatIsNotStrict(_ hex: String, _ error: CBORError) {
    #expect(throws: error) { try CBORReader.read(bytes(hex)) }
  }

  @Test func refusesWhatIsTooLarge() {
    let count = CBORReader.maximumBytes
    let long = [0x5A, 0, 1, 0, 0] + [UInt8](repeating: 0, count: count)
    #expect(throws: CBORError.tooLarge) { try CBORReader.read(long) }
  }

  /// Whatever comes is read or refused; and what is read was written in the one way that there is.
  @Test func randomBytesDoNoHarm() {
    var generator = SeededGenerator(seed: 42)
    var read = 0
    for _ in 0..<60_000 {
      let count = Int.random(in: 0..<24, using: &generator)
      let bytes = (0..<count).map { _ in UInt8.random(in: .min ... .max, using: &generator) }
      guard let value = try? CBORReader.read(bytes) else { continue }
      read += 1
      if case .map = value { continue }
      #expect(CBORWriter.write(value) == bytes)
    }
    #expect(read > 100)
  }
}

/// Bytes from hexadecimal digits.
func bytes(_ hex: String) -> [UInt8] {
  let digits = Array(hex)
  return stride(from: 0, to: digits.count - 1, by: 2).compactMap {
    UInt8(String(digits[$0...($0 + 1)]), radix: 16)
  }
}

/// Writes CBOR, as authenticators do.
enum CBORWriter {
  static func write(_ value: CBOR) -> [UInt8] {
    switch value {
    case .unsigned(let number): head(0, number)
    case .negative(let number): head(1, number)
    case .bytes(let bytes): head(2, UInt64(bytes.count)) + bytes
    case .text(let text): head(3, UInt64(text.utf8.count)) + Array(text.utf8)
    case .array(let items): head(4, UInt64(items.count)) + items.flatMap(write)
    case .map(let members):
      head(5, UInt64(members.count))
        + members.map { (write($0.key), write($0.value)) }
        .sorted { ($0.0.count, $0.0.lexicographicallyPrecedes($1.0) ? 0 : 1) < ($1.0.count, 1) }
        .flatMap { $0.0 + $0.1 }
    case .boolean(let flag): [flag ? 0xF5 : 0xF4]
    case .null: [0xF6]
    }
  }

  private static func head(_ kind: UInt8, _ number: UInt64) -> [UInt8] {
    let top = kind << 5
    switch number {
    case ..<24: return [top | UInt8(number)]
    case ..<0x100: return [top | 24] + wide(number, 1)
    case ..<0x1_0000: return [top | 25] + wide(number, 2)
    case ..<0x1_0000_0000: return [top | 26] + wide(number, 4)
    default: return [top | 27] + wide(number, 8)
    }
  }

  private static func wide(_ number: UInt64, _ count: Int) -> [UInt8] {
    (0..<count).map { UInt8(truncatingIfNeeded: number >> UInt64(8 * (count - 1 - $0))) }
  }
}
