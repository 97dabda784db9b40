import Foundation
import Kernel
import Testing

@testable import Gateways

/// The sizes that jobs make, the original that is kept, and what is refused before any is made.
@Suite struct FurtherSizesTests {
  private let codec = ImageCodec(threads: 1)

  @Test func widthsEndWithThePicture() {
    #expect(ImageCodec.widths(of: .webp, upTo: 1600) == [320, 960])
    #expect(ImageCodec.widths(of: .webp, upTo: 900) == [320])
    #expect(ImageCodec.widths(of: .webp, upTo: 300) == [])
    #expect(ImageCodec.widths(of: .avif, upTo: 1600) == [320, 480, 960])
    #expect(ImageCodec.widths(of: .avif, upTo: 400) == [320, 480])
    #expect(ImageCodec.widths(of: .avif, upTo: 300) == [320])
  }

  @Test func makesWidthsFormatsAndAPlaceholder() async throws {
    let made = try await codec.deriveMore(try Fixture.bytes("noise.jpg"))
    let webp = made.files.filter { $0.format == .webp }
    #expect(webp.map(\.width) == [320])
    #expect(try await codec.inspect(webp[0].bytes).width == 320)
    let avif = made.files.filter { $0.format == .avif }
    #expect(avif.map(\.width) == (made.hasAVIF ? [320, 480, 960] : []))
    // The brand of the container, at its place.
    #expect(avif.allSatisfy { $0.bytes[4..<12].elementsEqual("ftypavif".utf8) })
    let placeholder = try #require(made.placeholder)
    #expect(placeholder.hasPrefix("data:image/webp;base64,") && placeholder.utf8.count < 1_000)
  }

  @Test func whatIsTransparentHasNoPlaceholder() async throws {
    #expect(try await codec.deriveMore(try Fixture.bytes("clear.png")).placeholder == nil)
  }

  @Test(arguments: [("sideways.jpg", ImageFormat.jpeg), ("clear.png", .png), ("photo.webp", .webp)])
  func theOriginalStaysWithoutItsMetadata(_ name: String, _ format: ImageFormat) async throws {
    let upload = try Fixture.bytes(name)
    let original = try await codec.original(upload)
    #expect(original.format == format)
    #expect(Data(original.bytes).range(of: Data("SoukCameraMaker".utf8)) == nil)
    #expect(try await codec.inspect(original.bytes) == codec.inspect(upload))
  }

  /// An archive that unpacks to much, a drawing with a script and a picture of 900 million pixels, whatever they are called.
  @Test func attacksAreRefused() async throws {
    let archive = Array("PK\u{3}\u{4}\u{14}\0\0\0\u{8}\0".utf8) + [UInt8](repeating: 0, count: 1_000)
    let drawing = Array("<svg xmlns=\"http://www.w3.org/2000/svg\"><script>alert(1)</script></svg>".utf8)
    for bytes in [archive, drawing, PNGBuilder.picture(30_000, 30_000, inflated: 1_000)] {
      let first = await #expect(throws: Problem.self) { try await codec.derive(bytes) }
      let further = await #expect(throws: Problem.self) { try await codec.deriveMore(bytes) }
      let original = await #expect(throws: Problem.self) { try await codec.original(bytes) }
      for problem in [first, further, original] { #expect(problem?.kind == .imageUnreadable) }
    }
  }
}
