import Kernel
import Testing

@Suite struct InflatedLengthTests {
  private func compressed(_ count: Int) throws -> [UInt8] {
    try #require(Deflate.compress([UInt8](repeating: 7, count: count), as: .zlib, level: 9))
  }

  @Test(arguments: [1, 7, 1_000_000]) func countsInPieces(step: Int) throws {
    let bytes = try compressed(1_000_000)
    let length = try #require(InflatedLength(.zlib, limit: 1_000_000))
    for start in stride(from: 0, to: bytes.count, by: step) {
      length.read(bytes, start..<min(start + step, bytes.count))
    }
    #expect(length.count == 1_000_000 && length.isComplete)
  }

  @Test func stopsAtTheLimit() throws {
    let bytes = try compressed(50_000_000)
    let length = try #require(InflatedLength(.zlib, limit: 1_000))
    length.read(bytes, 0..<bytes.count)
    #expect(length.isOverLimit && !length.isComplete && length.isSound)
    #expect(length.count <= 1_000 + 65_536)
  }

  @Test func tellsDamageAndAMissingEnd() throws {
    var bytes = try compressed(10_000)
    let short = try #require(InflatedLength(.zlib, limit: 10_000))
    short.read(bytes, 0..<bytes.count - 5)
    #expect(short.isSound && !short.isComplete)
    bytes[0] = 0
    let broken = try #require(InflatedLength(.zlib, limit: 10_000))
    broken.read(bytes, 0..<bytes.count)
    #expect(!broken.isSound && !broken.isComplete)
  }
}
