import Kernel

/// Reads uploaded pictures and makes the sizes that pages show, by libvips on a few threads of its own.
package struct ImageCodec: Sendable {
  private static let maximumPixels = 50_000_000
  private static let maximumSidePixels = 16_383
  private static let maximumWaitingCalls = 512

  private let threads: BlockingThreads

  /// A codec that works on `threads` pictures at once.
  package init(threads: Int = 2) {
    self.threads = BlockingThreads(name: "images", count: threads, maximumWaiting: Self.maximumWaitingCalls)
  }

  /// What the picture is. Decodes all of it, so a file that ends too soon is found out. Throws
  /// `Problem(.imageUnreadable)` for anything but a whole PNG, JPEG, WebP or GIF of at most 50 megapixels.
  package func inspect(_ bytes: [UInt8]) async throws -> ImageInfo {
    try await threads.run {
      let info = try Self.header(bytes)
      _ = try Vips.shrink(bytes, into: Self.box(.thumbnail))
      return info
    }
  }

  /// The picture upright, in sRGB, without metadata, once in each `ImageSize`, the smallest first. Throws
  /// like `inspect`.
  package func derive(_ bytes: [UInt8]) async throws -> [ImageVariant] {
    try await threads.run {
      _ = try Self.header(bytes)
      var picture = try Vips.shrink(bytes, into: Self.box(.zoom))
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
  /// metadata; for people's pictures. Throws like `inspect`.
  package func square(_ bytes: [UInt8], side: Int) async throws -> [UInt8] {
    try await threads.run {
      _ = try Self.header(bytes)
      return try Vips.square(bytes, side: side).webp(quality: 82)
    }
  }

  /// Draws an SVG as PNG, `width` pixels across. For drawings that the program itself makes; uploads never
  /// come here.
  package func draw(svg: String, width: Int) async throws -> [UInt8] {
    try await threads.run { try Vips.draw(Array(svg.utf8), width: width) }
  }

  private static func header(_ bytes: [UInt8]) throws -> ImageInfo {
    guard let format = ImageFormat(sniffing: bytes) else {
      throw Problem(
        .imageUnreadable, "This is not a picture that can be used. Send a PNG, JPEG, WebP or GIF file.")
    }
    let header = try Vips.header(bytes)
    guard header.width * header.height <= maximumPixels, max(header.width, header.height) <= maximumSidePixels
    else {
      throw Problem(
        .imageUnreadable,
        """
        The picture is \(header.width) by \(header.height) pixels. Send one of at most 50 megapixels \
        and at most \(maximumSidePixels) pixels on a side.
        """)
    }
    // EXIF's orientations 5 to 8 lie on their side.
    let isOnSide = (5...8).contains(header.orientation)
    return ImageInfo(
      format: format, width: isOnSide ? header.height : header.width,
      height: isOnSide ? header.width : header.height)
  }

  /// The width that the size names; a picture may be up to three times as high as that.
  private static func box(_ size: ImageSize) -> (width: Int, height: Int) { (size.width, size.width * 3) }
}
