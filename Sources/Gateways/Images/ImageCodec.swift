import Kernel

/// Reads uploaded pictures and makes the sizes that pages show, by libvips on a few threads of its own.
///
/// Every upload passes `SanitizedImage` first, which bounds what the decoder can be made to do.
package struct ImageCodec: Sendable {
  /// With 20 MB each, they hold 1.3 GB at most.
  private static let maximumWaitingCalls = 64

  private let threads: BlockingThreads
  private let seconds: Int

  /// A codec that works on `threads` pictures at once.
  package init(threads: Int = 2) { self.init(threads: threads, seconds: ImageLimits.seconds) }

  /// No picture may take longer than `seconds`.
  init(threads: Int, seconds: Int) {
    self.threads = BlockingThreads(
      name: "images", count: threads, maximumWaiting: Self.maximumWaitingCalls)
    self.seconds = seconds
  }

  /// What the picture is. Decodes all of it, so a file that ends too soon is found out. Throws
  /// `Problem(.imageUnreadable)` for anything but a whole PNG, JPEG, WebP or GIF of at most 50 megapixels,
  /// and for one that takes too long or too much memory; `Problem(.tooLarge)` beyond 20 MB.
  package func inspect(_ bytes: [UInt8]) async throws -> ImageInfo {
    try await threads.run { [seconds] in
      let image = try SanitizedImage(bytes)
      _ = try Vips.shrink(image, into: Self.box(.thumbnail), within: seconds)
      return image.info
    }
  }

  /// Runs `body` on one of the codec's threads with the seconds that it may take.
  func work<Value: Sendable>(_ body: @escaping @Sendable (_ seconds: Int) throws -> Value) async throws
    -> Value
  {
    try await threads.run { [seconds] in try body(seconds) }
  }

  /// The upload without its metadata, pixel by pixel as it came. Throws like `inspect`, but decodes nothing.
  package func original(_ bytes: [UInt8]) async throws -> OriginalPicture {
    try await threads.run {
      let image = try SanitizedImage(bytes)
      return OriginalPicture(bytes: image.bytes, format: image.info.format)
    }
  }

  /// The picture upright, in sRGB, without metadata, once in each `ImageSize`, the smallest first. Throws
  /// like `inspect`.
  package func derive(_ bytes: [UInt8]) async throws -> [ImageVariant] {
    try await threads.run { [seconds] in
      var picture = try Vips.shrink(try SanitizedImage(bytes), into: Self.box(.zoom), within: seconds)
      var variants: [ImageVariant] = []
      for size in ImageSize.allCases.reversed() {
        picture = try picture.shrunk(into: Self.box(size))
        variants.append(
          ImageVariant(
            size: size, width: picture.width, height: picture.height,
            bytes: try picture.webp(quality: size == .zoom ? 82 : 78)))
      }
      return variants.reversed()
    }
  }

  /// The middle of the picture as a square WebP with this many pixels on a side, upright, in sRGB, without
  /// metadata; for people's pictures. Throws like `inspect`, and for a picture that is a mere line.
  package func square(_ bytes: [UInt8], side: Int) async throws -> [UInt8] {
    try await threads.run { [seconds] in
      let image = try SanitizedImage(bytes)
      try ImageLimits.checkSquare(image.info)
      return try Vips.square(image, side: side, within: seconds).webp(quality: 82)
    }
  }

  /// Draws an SVG as PNG, `width` pixels across. For drawings that the program itself makes; uploads never
  /// come here.
  package func draw(svg: String, width: Int) async throws -> [UInt8] {
    try await threads.run { try Vips.draw(Array(svg.utf8), width: width) }
  }

  /// The width that the size names; a picture may be up to three times as high as that.
  private static func box(_ size: ImageSize) -> (width: Int, height: Int) { (size.width, size.width * 3) }
}
