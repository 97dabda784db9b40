import Kernel

/// The kinds of picture that Souk takes.
package enum ImageFormat: String, CaseIterable, Sendable {
  case png
  case jpeg
  case webp
  case gif

  /// For what is none of them.
  static let unknown = Problem(
    .imageUnreadable, "This is not a picture that can be used. Send a PNG, JPEG, WebP or GIF file.")

  /// The media type, as `image/png`.
  package var contentType: String { "image/\(rawValue)" }

  /// The usual end of a file name, without a dot.
  package var fileExtension: String { self == .jpeg ? "jpg" : rawValue }

  /// The format that the first bytes of a file show, whatever its name says; `nil` for everything else.
  package init?(sniffing bytes: [UInt8]) {
    if bytes.starts(with: [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]) {
      self = .png
    } else if bytes.starts(with: [0xFF, 0xD8, 0xFF]) {
      self = .jpeg
    } else if bytes.starts(with: "GIF87a".utf8) || bytes.starts(with: "GIF89a".utf8) {
      self = .gif
    } else if bytes.starts(with: "RIFF".utf8), bytes.dropFirst(8).starts(with: "WEBP".utf8) {
      self = .webp
    } else {
      return nil
    }
  }
}

/// What a picture is, by its content.
package struct ImageInfo: Hashable, Sendable {
  /// How it is encoded.
  package let format: ImageFormat
  /// Pixels across, the way the picture is meant to be seen.
  package let width: Int
  /// Pixels down, the way the picture is meant to be seen.
  package let height: Int
}

/// The sizes in which pages show pictures.
package enum ImageSize: String, CaseIterable, Sendable {
  case thumbnail
  case card
  case zoom

  /// The most pixels across.
  package var width: Int {
    switch self {
    case .thumbnail: 160
    case .card: 480
    case .zoom: 1600
    }
  }
}

/// A picture made from an upload, as WebP without metadata.
package struct ImageVariant: Hashable, Sendable {
  /// Which of the sizes it is. A small upload stays as small as it is.
  package let size: ImageSize
  /// Pixels across.
  package let width: Int
  /// Pixels down.
  package let height: Int
  /// The file.
  package let bytes: [UInt8]
  /// The media type of `bytes`.
  package var contentType: String { "image/webp" }
}
