import Foundation
import Kernel
import Testing

@testable import Gateways

@Suite struct ImageCodecTests {
  private let codec = ImageCodec()

  @Test(
    arguments: [
      ("sideways.jpg", ImageFormat.jpeg, 40, 60), ("noise.jpg", .jpeg, 900, 500),
      ("clear.png", .png, 200, 100),
      ("moving.gif", .gif, 64, 48), ("photo.webp", .webp, 256, 256), ("print.jpg", .jpeg, 80, 50),
    ])
  func readsByContent(name: String, format: ImageFormat, width: Int, height: Int) async throws {
    let info = try await codec.inspect(try Fixture.bytes(name))
    #expect(info == ImageInfo(format: format, width: width, height: height))
  }

  @Test(arguments: ["sideways.jpg", "noise.jpg", "clear.png", "moving.gif", "photo.webp", "print.jpg"])
  func makesEachSizeAsWebP(name: String) async throws {
    let original = try Fixture.bytes(name)
    let info = try await codec.inspect(original)
    let variants = try await codec.derive(original)
    #expect(variants.map(\.size) == [.thumbnail, .card, .zoom])
    for variant in variants {
      let made = try await codec.inspect(variant.bytes)
      #expect(made.format == .webp)
      #expect(made.width == variant.width && made.height == variant.height)
      #expect(variant.width == min(info.width, variant.size.width))
      let expectedHeight = Double(info.height) * Double(variant.width) / Double(info.width)
      #expect(abs(Double(variant.height) - expectedHeight) <= 1)
    }
  }

  @Test func turnsUprightAndForgetsTheCamera() async throws {
    let original = try Fixture.bytes("sideways.jpg")
    #expect(Data(original).range(of: Data("SoukCameraMaker".utf8)) != nil)
    let zoom = try #require(try await codec.derive(original).last)
    #expect(zoom.width == 40 && zoom.height == 60)
    #expect(Data(zoom.bytes).range(of: Data("SoukCameraMaker".utf8)) == nil)
  }

  @Test(arguments: ["sideways.jpg", "noise.jpg", "clear.png", "moving.gif", "photo.webp"])
  func refusesFilesThatEndTooSoon(name: String) async throws {
    let whole = try Fixture.bytes(name)
    for part in [12, whole.count / 4, whole.count / 2, whole.count * 3 / 4] {
      let cut = Array(whole.prefix(part))
      await #expect(throws: Problem.self, "\(name) cut at \(part)") { try await codec.inspect(cut) }
      await #expect(throws: Problem.self, "\(name) cut at \(part)") { try await codec.derive(cut) }
    }
  }

  @Test func refusesWhatIsNoPicture() async throws {
    let svg =
      "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"9\" height=\"9\"><script>alert(1)</script></svg>"
    let tiff: [UInt8] = [0x49, 0x49, 0x2A, 0x00] + Array(repeating: 0, count: 64)
    let signatureOnly: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]
    for bytes in [[], Array(svg.utf8), Array("just text".utf8), tiff, signatureOnly, Array("%PDF-1.7".utf8)] {
      let problem = await #expect(throws: Problem.self) { try await codec.inspect(bytes) }
      #expect(problem?.kind == .imageUnreadable)
    }
  }

  @Test func refusesMorePixelsThanMemoryShouldHold() async throws {
    let bomb = try Fixture.bytes("bomb.png")
    #expect(bomb.count < 20_000)
    let problem = await #expect(throws: Problem.self) { try await codec.derive(bomb) }
    #expect(problem?.detail.description.contains("50 megapixels") == true)
  }

  @Test func survivesDamage() async throws {
    var generator = SeededGenerator(seed: 7)
    for name in ["noise.jpg", "clear.png", "moving.gif", "photo.webp"] {
      let whole = try Fixture.bytes(name)
      for _ in 0..<10 {
        var damaged = whole
        for _ in 0..<8 {
          damaged[Int.random(in: 8..<damaged.count, using: &generator)] = UInt8.random(
            in: 0...255, using: &generator)
        }
        _ = try? await codec.derive(damaged)
      }
    }
  }

  @Test func worksOnManyAtOnce() async throws {
    let picture = try Fixture.bytes("noise.jpg")
    let expected = try await codec.derive(picture)
    try await withThrowingTaskGroup(of: [ImageVariant].self) { group in
      for _ in 0..<12 { group.addTask { try await codec.derive(picture) } }
      for try await made in group { #expect(made == expected) }
    }
  }

  @Test func drawsOurOwnDrawings() async throws {
    let svg =
      "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 10 5'><rect width='10' height='5' fill='#c33'/></svg>"
    let png = try await codec.draw(svg: svg, width: 800)
    #expect(try await codec.inspect(png) == ImageInfo(format: .png, width: 800, height: 400))
  }
}
