import Foundation
import Kernel

/// The formats of the sizes that pages choose from.
package enum PictureFormat: String, CaseIterable, Sendable {
  case webp
  case avif

  /// The media type, as `image/avif`.
  package var contentType: String { "image/\(rawValue)" }

  /// Nominal widths in pixels that are made of a picture besides those of `ImageSize`.
  package var widths: [Int] {
    switch self {
    case .webp: [320, 960]
    case .avif: [320, 480, 960]
    }
  }
}

/// An upload without its metadata.
package struct OriginalPicture: Sendable {
  package let bytes: [UInt8]
  package let format: ImageFormat
}

/// One further size of a picture.
package struct FurtherSize: Sendable {
  package let format: PictureFormat
  /// The nominal width, by which it is named; a small picture stays as small as it is.
  package let width: Int
  package let bytes: [UInt8]
}

/// All further sizes of a picture.
package struct FurtherSizes: Sendable {
  package let files: [FurtherSize]
  /// Whether this machine's libvips writes AVIF.
  package let hasAVIF: Bool
  /// A tiny picture as a `data:` address; `nil` for one that lets through what is behind it.
  package let placeholder: String?
}

extension ImageCodec {
  private static let placeholderPixels = 16

  /// The widths and formats that `derive` leaves out, each only where the next smaller one is not the whole picture
  /// already. Throws like `derive`.
  package func deriveMore(_ bytes: [UInt8]) async throws -> FurtherSizes {
    try await work { seconds in
      let picture = try Vips.shrink(
        try SanitizedImage(bytes), into: Self.box(ImageSize.zoom.width), within: seconds)
      let formats: [PictureFormat] = Vips.writesAVIF ? [.webp, .avif] : [.webp]
      var files: [FurtherSize] = []
      for format in formats {
        for width in Self.widths(of: format, upTo: picture.width) {
          let small = try picture.shrunk(into: Self.box(width))
          let bytes = try format == .avif ? small.avif(quality: 55) : small.webp(quality: 78)
          files.append(FurtherSize(format: format, width: width, bytes: bytes))
        }
      }
      return FurtherSizes(
        files: files, hasAVIF: formats.contains(.avif), placeholder: try Self.placeholder(picture))
    }
  }

  /// Those widths of a format that a picture with this many pixels across has.
  package static func widths(of format: PictureFormat, upTo largest: Int) -> [Int] {
    let widths = format.widths
    let count = widths.firstIndex { $0 >= largest }.map { format == .avif ? $0 + 1 : $0 }
    return Array(widths.prefix(count ?? widths.count))
  }

  private static func placeholder(_ picture: VipsPicture) throws -> String? {
    if picture.isTransparent { return nil }
    let tiny = try picture.shrunk(into: Self.box(placeholderPixels)).webp(quality: 30)
    return "data:image/webp;base64," + Data(tiny).base64EncodedString()
  }

  private static func box(_ width: Int) -> (width: Int, height: Int) { (width, width * 3) }
}
