import Foundation
import Kernel
import Testing

@testable import Gateways

/// Operations on pictures, by the pixels that come out.
@Suite struct PictureTransformTests {
  private let codec = ImageCodec(threads: 1)

  @Test func operationsHaveOneOrder() throws {
    let mixed = try PictureOperations(
      "shadow,quality-70,h-240,background-remove,w-320,fit-cover,crop-1_2_3_4")
    let text = "w-320,h-240,fit-cover,crop-1_2_3_4,format-webp,quality-70,background-remove,shadow"
    #expect(mixed.text == text)
    #expect(try PictureOperations(text) == mixed)
    #expect(try PictureOperations("format-png").text == "format-png")
  }

  @Test(arguments: [
    "", ",", "w-0", "w-2001", "w-+5", "w-05", "w-99999999999999999999", "w-5,w-5", "w-5,", "fit-cover",
    "fit-cover,w-5", "fit-fill", "crop-1_2_3", "crop-0_0_0_5", "crop--1_0_5_5", "crop-0_0_16384_1",
    "quality-0",
    "quality-101", "format-svg", "format-gif", "background-add", "shadow-2", "retouch-", "upscale-4",
    "../w-5",
    String(repeating: "w-5,", count: 100),
  ])
  func otherTextsAreRefused(_ text: String) {
    #expect { try PictureOperations(text) } throws: { ($0 as? Problem)?.kind == .invalidInput }
  }

  @Test func theBackgroundGoesWithSoftEdges() async throws {
    let disc = try await drawing("<circle cx='50' cy='50' r='30' fill='#c00000'/>")
    let pixels = try await result(of: disc, "background-remove,format-png")
    #expect(pixels.at(0, 0)[3] == 0 && pixels.at(50, 5)[3] == 0)
    #expect(pixels.at(50, 50) == [192, 0, 0, 255])
    let edge = (0..<100).flatMap { y in (0..<100).map { pixels.at($0, y) } }.filter {
      (1..<255).contains($0[3])
    }
    #expect(edge.count > 40)
    // Nothing of the white is left in them.
    #expect(edge.filter { $0[3] > 60 }.allSatisfy { $0[0] > 150 && $0[1] < 70 })
  }

  /// What is white within the goods stays.
  @Test func onlyWhatIsJoinedToTheBorderGoes() async throws {
    let ring = try await drawing(
      "<circle cx='50' cy='50' r='25' fill='none' stroke='#003080' stroke-width='14'/>")
    let pixels = try await result(of: ring, "background-remove,format-png")
    #expect(pixels.at(2, 2)[3] == 0)
    #expect(pixels.at(50, 50) == [255, 255, 255, 255])
  }

  @Test func anUnevenBackgroundIsRefused() async throws {
    let halves = try await drawing("<rect width='100' height='50' fill='#204060'/>")
    let uneven = await #expect(throws: Problem.self) {
      try await codec.transform(halves, .init("background-remove"))
    }
    #expect(uneven?.kind.status == 422 && uneven?.fields.first?.code == "background_uneven")
    let blank = try await drawing("")
    let nothing = await #expect(throws: Problem.self) {
      try await codec.transform(blank, .init("background-remove"))
    }
    #expect(nothing?.fields.first?.code == "nothing_left")
  }

  @Test func aShadowLiesBeneath() async throws {
    let disc = try await drawing("<rect x='20' y='20' width='60' height='60' fill='#c00000'/>")
    let clear = try await result(of: disc, "background-remove,shadow,format-png")
    #expect(clear.width == 116 && clear.height == 116)
    #expect(clear.at(0, 0)[3] == 0 && clear.at(58, 58) == [192, 0, 0, 255])
    let below = clear.at(58, 90)
    #expect((10..<140).contains(below[3]) && below[0] == 0)
    let white = try await result(of: disc, "background-remove,shadow,format-jpeg,quality-95")
    #expect(white.at(1, 1).allSatisfy { $0 > 250 })
    #expect((120..<250).contains(white.at(58, 90)[1]))
  }

  @Test func retouchingWidensADullRange() async throws {
    let dull = try await drawing(
      "<rect width='100' height='100' fill='#606060'/><rect width='50' height='100' fill='#a0a0a0'/>")
    let pixels = try await result(of: dull, "retouch,format-png")
    let (light, dark) = (Int(pixels.at(20, 50)[0]), Int(pixels.at(80, 50)[0]))
    #expect(light - dark > 80 && light > 0xA0 && dark < 0x60)
    #expect(pixels.width == 100)
  }

  @Test func enlargingEndsAtTheLargestSide() async throws {
    let small = try await drawing("<rect x='20' y='20' width='60' height='60' fill='#c00000'/>")
    let twice = try await result(of: small, "upscale-2,format-png")
    #expect(twice.width == 200 && twice.height == 200)
    #expect(twice.at(100, 100) == [192, 0, 0, 255] && twice.at(4, 4) == [255, 255, 255, 255])
    let large = PNGBuilder.picture(1_500, 700)
    let bounded = try await codec.inspect(codec.transform(large, .init("upscale-2")))
    #expect(bounded.width == 2_000 && bounded.height == 933)
  }

  @Test(arguments: [
    ("w-50", 50, 50), ("w-50,h-20", 20, 20), ("w-50,h-20,fit-cover", 50, 20),
    ("w-200,h-80,fit-cover", 200, 80),
    ("w-60,h-30,fit-crop", 60, 30), ("crop-10_20_30_40", 30, 40), ("w-500", 100, 100),
  ])
  func sizesAreAsNamed(_ operations: String, _ width: Int, _ height: Int) async throws {
    let info = try await codec.inspect(codec.transform(drawing(""), .init(operations)))
    #expect(info.width == width && info.height == height)
  }

  @Test func aPartIsCutOut() async throws {
    let square = try await drawing("<rect x='20' y='30' width='10' height='10' fill='#0000ff'/>")
    let pixels = try await result(of: square, "crop-20_30_10_10,format-png")
    #expect(pixels.at(0, 0) == [0, 0, 255, 255] && pixels.at(9, 9) == [0, 0, 255, 255])
    let beyond = await #expect(throws: Problem.self) {
      try await codec.transform(square, .init("crop-95_0_10_10"))
    }
    #expect(beyond?.fields.first?.code == "crop")
  }

  /// A file without a profile of its own is in sRGB, and is not converted on a way that shifts its white.
  @Test func coloursStayWhatTheyAre() async throws {
    let pixels = try await result(
      of: drawing("<rect width='50' height='100' fill='#808080'/>"), "format-png")
    #expect(pixels.at(90, 50) == [255, 255, 255, 255] && pixels.at(10, 50) == [128, 128, 128, 255])
    let deep = try await result(
      of: PNGBuilder.picture(20, 10, bands: 4, depth: 16, inflated: 10 * 161), "w-9")
    #expect(deep.width == 9)
  }

  @Test func formatsAreAsNamed() async throws {
    let picture = try await drawing("")
    for format in [PictureOperations.Format.webp, .jpeg, .png] {
      let made = try await codec.transform(picture, .init("format-\(format.rawValue)"))
      #expect(ImageFormat(sniffing: made)?.rawValue == format.rawValue)
    }
    guard try await codec.deriveMore(picture).hasAVIF else { return }
    let avif = try await codec.transform(picture, .init("format-avif"))
    #expect(avif[4..<12].elementsEqual("ftypavif".utf8))
  }

  /// What would take much memory or time, or is no picture.
  @Test func attacksAreRefused() async throws {
    for bytes in [PNGBuilder.picture(30_000, 30_000, inflated: 1_000), Array("<svg/>".utf8)] {
      let problem = await #expect(throws: Problem.self) { try await codec.transform(bytes, .init("shadow")) }
      #expect(problem?.kind == .imageUnreadable)
    }
    let line = PNGBuilder.picture(1, 4_000)
    let filled = await #expect(throws: Problem.self) {
      try await codec.transform(line, .init("w-2000,h-2000,fit-cover"))
    }
    #expect(filled?.kind == .imageUnreadable)
    // The smallest picture goes through every operation.
    let all = "background-remove,retouch,upscale-2,shadow"
    _ = try? await codec.transform(PNGBuilder.picture(1, 1), .init(all))
    #expect(try await codec.inspect(codec.transform(line, .init("retouch,upscale-2,shadow"))).height <= 2_000)
  }

  /// A drawing of 100 by 100 pixels on white.
  private func drawing(_ content: String) async throws -> [UInt8] {
    let svg = """
      <svg xmlns='http://www.w3.org/2000/svg' width='100' height='100'>\
      <rect width='100' height='100' fill='#ffffff'/>\(content)</svg>
      """
    return try await codec.draw(svg: svg, width: 100)
  }

  private func result(of picture: [UInt8], _ operations: String) async throws -> PixelBuffer {
    let made = try await codec.transform(picture, .init(operations))
    return try await codec.work { seconds in
      try PixelBuffer(try Vips.shrink(try SanitizedImage(made), into: (4_000, 4_000), within: seconds))
    }
  }
}

extension PixelBuffer {
  /// Red, green, blue and alpha.
  fileprivate func at(_ x: Int, _ y: Int) -> [UInt8] {
    let start = 4 * (y * width + x)
    return Array(bytes[start..<start + 4])
  }
}
