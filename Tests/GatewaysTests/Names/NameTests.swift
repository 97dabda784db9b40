import Foundation
import Testing

@testable import Gateways

struct NameTests {
  /// The answer to `x.example TXT` with a CNAME before it, a pointer for the name and a text in two pieces.
  private static let answer: [UInt8] =
    [0x12, 0x34, 0x81, 0x80, 0, 1, 0, 2, 0, 0, 0, 0]
    + [1, 0x78, 7] + Array("example".utf8) + [0, 0, 16, 0, 1]
    + [0xC0, 12, 0, 5, 0, 1, 0, 0, 0, 60, 0, 4, 1, 0x79, 0xC0, 14]
    + [0xC0, 12, 0, 16, 0, 1, 0, 0, 0, 60, 0, 8, 3, 0x61, 0x62, 0x63, 3, 0x64, 0x65, 0x66]

  @Test func textsAreReadFromAnAnswer() {
    #expect(NameMessage.texts(in: Self.answer[...]) == ["abcdef"])
    #expect(NameMessage.texts(in: [0, 0, 0x81, 0x80, 0, 0, 0, 0, 0, 0, 0, 0]) == [])
  }

  @Test func noAnswerOfAStrangerBreaksTheReader() {
    for end in 0..<Self.answer.count {
      #expect(NameMessage.texts(in: Self.answer[..<end]) == nil, "cut at \(end)")
    }
    var generator = SystemRandomNumberGenerator()
    for _ in 0..<20_000 {
      var bytes = Self.answer
      for _ in 0..<3 { bytes[Int.random(in: 0..<bytes.count, using: &generator)] = .random(in: 0...255) }
      _ = NameMessage.texts(in: bytes[...])
    }
  }

  @Test func onlyAnAddressIsAServer() {
    #expect(SystemResolver(server: "127.0.0.1:5353") != nil)
    #expect(SystemResolver(server: "9.9.9.9") != nil)
    for wrong in ["", "localhost", "127.0.0.1:", "127.0.0.1:0", "127.0.0.1:99999", "::1", "1.2.3.4:5:6"] {
      #expect(SystemResolver(server: wrong) == nil, "\(wrong)")
    }
  }

  @Test func aServerThatIsNotThereIsUnknown() async throws {
    let resolver = try #require(SystemResolver(server: "127.0.0.1:1"))
    #expect(await resolver.texts(of: "x.example") == .unknown)
  }

  @Test func aKeyedHashDependsOnItsKey() {
    let (one, two) = (KeyedHash(key: KeyedHash.makeKey()), KeyedHash(key: KeyedHash.makeKey()))
    #expect(one.of("a@b.example") == one.of("a@b.example"))
    #expect(one.of("a@b.example") != two.of("a@b.example"))
    #expect(one.of("a@b.example").count == 32)
  }
}
