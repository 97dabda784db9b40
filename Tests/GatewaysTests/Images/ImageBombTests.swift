import Foundation
import Kernel
import Testing

@testable import Gateways

/// Small files that would cost a decoder much. What is counted is what reaches it.
@Suite struct ImageBombTests {
  private let codec = ImageCodec(threads: 1)
  private static let fifty = 50_000_000

  private func refused(_ bytes: [UInt8]) async -> Problem? {
    await #expect(throws: Problem.self) { try await codec.inspect(bytes) }
  }

  @Test func textInPNGNeverReachesTheDecoder() async throws {
    let zeros = PNGBuilder.zeros(Self.fifty)
    let plain = PNGBuilder.picture(10, 10)
    let chunks: [(FourCC, [UInt8])] = [
      ("zTXt", Array("Comment\0\0".utf8) + zeros), ("iTXt", Array("Comment\0".utf8) + [1, 0, 0, 0] + zeros),
      ("tEXt", Array("Comment\0long".utf8)), ("iCCP", Array("Profile\0\0".utf8) + zeros), ("fdAT", zeros),
      ("acTL", [0, 0, 0, 9, 0, 0, 0, 0]), ("prVt", zeros),
    ]
    for (type, data) in chunks {
      let bomb = [[UInt8]](repeating: PNGBuilder.chunk(type, data), count: 40).flatMap { $0 }
      let before = PNGBuilder.picture(10, 10, before: bomb)
      let after = PNGBuilder.picture(10, 10, after: bomb)
      #expect(try SanitizedImage(before).bytes == plain)
      #expect(try SanitizedImage(after).bytes == plain)
      #expect(try await codec.inspect(before).width == 10)
    }
  }

  @Test func aProfileOfTheUsualSizeStays() throws {
    let profile = PNGBuilder.chunk("iCCP", Array("Profile\0\0".utf8) + PNGBuilder.zeros(3_000_000))
    let picture = PNGBuilder.picture(10, 10, before: profile)
    #expect(try SanitizedImage(picture).bytes == picture)
  }

  @Test func pixelsInflateToWhatTheHeaderSaysOnly() async throws {
    #expect(await refused(PNGBuilder.picture(10, 10, inflated: Self.fifty))?.kind == .imageUnreadable)
    #expect(await refused(PNGBuilder.picture(10, 10, inflated: 309))?.kind == .imageUnreadable)
    #expect(try await codec.inspect(PNGBuilder.picture(10, 10, inflated: 310 + 1_000)).width == 10)
  }

  @Test func picturesThatAreHeldAsAWholeAreSmaller() async throws {
    let interlaced = PNGBuilder.picture(
      7_000, 7_000, bands: 4, depth: 16, isInterlaced: true, inflated: 1_000)
    #expect(await refused(interlaced)?.detail.description.contains("memory") == true)
    let progressive = JPEGBuilder.progressive(7_000, 7_000, scans: 2)
    #expect(await refused(progressive)?.detail.description.contains("memory") == true)
  }

  @Test func aJPEGHasFewScans() async throws {
    #expect(try await codec.inspect(JPEGBuilder.progressive(64, 64, scans: 64)).width == 64)
    #expect(
      await refused(JPEGBuilder.progressive(64, 64, scans: 65))?.detail.description.contains("passes") == true
    )
    #expect(
      await refused(JPEGBuilder.progressive(4_096, 4_096, scans: 2_000))?.detail.description.contains(
        "passes") == true)
    // Fewer scans, but of more pixels than all of them may visit together.
    let large = JPEGBuilder.progressive(7_000, 7_000, components: 1, scans: 32)
    #expect(await refused(large)?.detail.description.contains("passes") == true)
  }

  @Test func aJPEGLosesWhatCamerasSay() throws {
    let plain = try Fixture.bytes("noise.jpg")
    let clean = try SanitizedImage(plain).bytes
    let text = JPEGBuilder.segment(0xFE, [UInt8](repeating: 65, count: 65_000))
    let profile = JPEGBuilder.segment(
      0xE2, Array("ICC_PROFILE\0".utf8) + [1, 1] + [UInt8](repeating: 0, count: 65_000))
    for segment in [
      text, JPEGBuilder.segment(0xEF, [1, 2, 3]), JPEGBuilder.segment(0xE1, Array("http:".utf8)),
    ] {
      let many = [[UInt8]](repeating: segment, count: 100).flatMap { $0 }
      #expect(try SanitizedImage(plain.prefix(2) + many + plain.dropFirst(2)).bytes == clean)
    }
    let some = [[UInt8]](repeating: profile, count: 2).flatMap { $0 }
    #expect(
      try SanitizedImage(plain.prefix(2) + some + plain.dropFirst(2)).bytes.count == clean.count + some.count)
    let many = [[UInt8]](repeating: profile, count: 100).flatMap { $0 }
    #expect(try SanitizedImage(plain.prefix(2) + many + plain.dropFirst(2)).bytes == clean)
    #expect(try SanitizedImage(plain + many).bytes == clean)
  }

  @Test func onlyTheFirstFrameIsDecoded() async throws {
    let gif = GIFBuilder.frames(200_000)
    #expect(try SanitizedImage(gif).bytes == GIFBuilder.frames(1))
    #expect(try await codec.inspect(gif) == ImageInfo(format: .gif, width: 1, height: 1))
    let still = try Fixture.bytes("photo.webp")
    let moving = WebPBuilder.moving(still, side: 256, frames: 20_000)
    #expect(try SanitizedImage(moving).bytes == WebPBuilder.moving(still, side: 256, frames: 1))
    #expect(try await codec.inspect(moving) == ImageInfo(format: .webp, width: 256, height: 256))
  }

  @Test func sizesThatHeadersClaimAreBounded() async throws {
    let vp8 = Array(try Fixture.bytes("photo.webp").dropFirst(12))
    let lies: [[UInt8]] = [
      PNGBuilder.picture(50_000, 50_000, inflated: 10), PNGBuilder.picture(16_384, 1),
      GIFBuilder.frames(1, screen: (60_000, 60_000)), GIFBuilder.frames(1, at: 65_000),
      WebPBuilder.extended(0, 1 << 24, 1 << 24, vp8), WebPBuilder.extended(0x02, 9_000, 9_000, vp8),
    ]
    for lie in lies { #expect(await refused(lie)?.detail.description.contains("50 megapixels") == true) }
    #expect(await refused(WebPBuilder.extended(0, 257, 256, vp8)) == ImageLimits.damaged)
    #expect(
      await refused(WebPBuilder.moving(try Fixture.bytes("photo.webp"), side: 255, frames: 1))
        == ImageLimits.damaged)
  }

  @Test func losslessWebPHasFewPrefixCodes() async throws {
    #expect(try await codec.inspect(WebPBuilder.lossless(groups: 4_096)).width == 1_024)
    let bomb = WebPBuilder.lossless(groups: 65_536)
    #expect(bomb.count < 300_000)
    #expect(await refused(bomb)?.detail.description.contains("memory") == true)
    // The same in the opacity of a lossy picture.
    let stream = Array(bomb.dropFirst(12 + 8 + 5))
    let vp8 = Array(try Fixture.bytes("photo.webp").dropFirst(12))
    let opacity = WebPBuilder.extended(0x10, 256, 256, WebPBuilder.chunk("ALPH", [1] + stream) + vp8)
    #expect(await refused(opacity)?.detail.description.contains("memory") == true)
  }

  @Test func aLineIsNotMadeASquare() async throws {
    for (width, height) in [(1, 16_383), (16_383, 1), (33, 1)] {
      let line = PNGBuilder.picture(width, height)
      let problem = await #expect(throws: Problem.self) { try await codec.square(line, side: 256) }
      #expect(problem?.detail.description.contains("nearer to a square") == true)
      #expect(try await codec.inspect(line).width == width)
    }
    let small = try await codec.square(PNGBuilder.picture(32, 1), side: 256)
    #expect(try await codec.inspect(small).height == 256)
  }

  @Test func aDecoderThatTakesTooLongIsStopped() async throws {
    let hurried = ImageCodec(threads: 1, seconds: -1)
    for name in ["noise.jpg", "clear.png"] {
      let picture = try Fixture.bytes(name)
      let problem = await #expect(throws: Problem.self) { try await hurried.derive(picture) }
      #expect(problem == ImageLimits.tooSlow)
    }
  }

  @Test func noFileIsLargerThanTwentyMegabytes() async throws {
    let large = try Fixture.bytes("noise.jpg") + [UInt8](repeating: 0, count: 20 * 1024 * 1024)
    #expect(await refused(large)?.kind == .tooLarge)
  }
}
