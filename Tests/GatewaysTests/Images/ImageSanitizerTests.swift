import Foundation
import Kernel
import Testing

@testable import Gateways

@Suite struct ImageSanitizerTests {
  private static let names = [
    "sideways.jpg", "noise.jpg", "print.jpg", "clear.png", "moving.gif", "photo.webp",
  ]
  private let codec = ImageCodec(threads: 1)

  /// On its side, as EXIF has it in either order of bytes.
  private static let sideways: [[UInt8]] = [
    [0x4D, 0x4D, 0, 42, 0, 0, 0, 8, 0, 1, 1, 0x12, 0, 3, 0, 0, 0, 1, 0, 6, 0, 0, 0, 0, 0, 0],
    [0x49, 0x49, 42, 0, 8, 0, 0, 0, 1, 0, 0x12, 1, 3, 0, 1, 0, 0, 0, 6, 0, 0, 0, 0, 0, 0, 0],
  ]

  @Test(arguments: names) func cleaningTwiceIsCleaningOnce(name: String) throws {
    let once = try SanitizedImage(try Fixture.bytes(name))
    let twice = try SanitizedImage(once.bytes)
    #expect(once.bytes == twice.bytes && once.info == twice.info)
  }

  @Test(arguments: sideways) func theOrientationOutlivesTheRest(exif: [UInt8]) async throws {
    let png = PNGBuilder.picture(40, 20, after: PNGBuilder.chunk("eXIf", exif))
    let jpeg = JPEGBuilder.progressive(40, 20, scans: 1)
    let turned = jpeg.prefix(2) + JPEGBuilder.segment(0xE1, Array("Exif\0\0".utf8) + exif) + jpeg.dropFirst(2)
    let still = Array(try Fixture.bytes("photo.webp").dropFirst(12))
    let webp = WebPBuilder.extended(0x08, 256, 256, still + WebPBuilder.chunk("EXIF", exif))
    for picture in [png, Array(turned)] {
      let info = try await codec.inspect(picture)
      #expect(info.width == 20 && info.height == 40)
      let zoom = try #require(try await codec.derive(picture).last)
      #expect(zoom.width == 20 && zoom.height == 40)
    }
    #expect(Data(try SanitizedImage(webp).bytes).range(of: Data(Self.sideways[0])) != nil)
    #expect(try await codec.inspect(webp).width == 256)
  }

  @Test func anOrientationThatIsNoneIsUpright() {
    let good = Self.sideways[0]
    for (index, value) in [(19, 9), (19, 0), (13, 4), (17, 2), (7, 200), (3, 43)] as [(Int, UInt8)] {
      var broken = good
      broken[index] = value
      #expect(ImageOrientation(exif: broken, in: 0..<broken.count) == .upright)
    }
    for end in 0..<20 { #expect(ImageOrientation(exif: good, in: 0..<end) == .upright) }
    #expect(ImageOrientation(exif: good, in: 0..<good.count).value == 6)
  }

  @Test(arguments: names) func everyPartOfAFileIsRefused(name: String) throws {
    let whole = try Fixture.bytes(name)
    let step = max(1, whole.count / 500)
    for end in stride(from: 0, to: whole.count, by: step) {
      #expect(throws: Problem.self, "\(name) cut at \(end)") { try SanitizedImage(Array(whole.prefix(end))) }
    }
  }

  @Test(arguments: ["sideways.jpg", "print.jpg", "clear.png", "moving.gif", "photo.webp"])
  func everyByteMayBeWrong(name: String) async throws {
    var generator = SeededGenerator(seed: 11)
    let whole = try Fixture.bytes(name)
    for index in whole.indices {
      for round in 0..<4 {
        var damaged = whole
        damaged[index] ^= UInt8.random(in: 1...255, using: &generator)
        do {
          let clean = try SanitizedImage(damaged)
          #expect(clean.info.width * clean.info.height <= ImageLimits.pixels)
          #expect(clean.bytes.count <= whole.count + 64)
          guard round == 0, index % 4 == 0, clean.info.width * clean.info.height < 1_000_000 else { continue }
          _ = try await codec.inspect(damaged)
        } catch let problem as Problem {
          #expect(problem.kind == .imageUnreadable)
        }
      }
    }
  }

  @Test func lengthsBeyondTheEndAreDamage() throws {
    let png = PNGBuilder.picture(10, 10)
    let gif = GIFBuilder.frames(1)
    let webp = try Fixture.bytes("photo.webp")
    let places: [([UInt8], Int)] = [(png, 33), (png, 8), (gif, gif.count - 5), (webp, 4), (webp, 16)]
    for (file, place) in places {
      var long = file
      for index in place..<min(place + 4, file.count) { long[index] = 0xFF }
      #expect(throws: ImageLimits.damaged) { try SanitizedImage(long) }
    }
  }

  @Test func whatDecodersDifferOnIsRefused() throws {
    let jpeg = JPEGBuilder.progressive(8, 8, scans: 1)
    let start = try #require(Data(jpeg).range(of: Data([0xFF, 0xC2]))).lowerBound
    for marker: UInt8 in [0xC3, 0xC5, 0xC9, 0xCA, 0xCC, 0xDC, 0xDE] {
      var other = jpeg
      other[start + 1] = marker
      #expect(throws: Problem.self) { try SanitizedImage(other) }
    }
    let critical = PNGBuilder.picture(10, 10, before: PNGBuilder.chunk("CgBI", [0, 0, 0, 0]))
    #expect(throws: ImageLimits.unusual) { try SanitizedImage(critical) }
  }
}
