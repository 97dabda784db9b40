import Crypto
import Gateways

/// Where pictures are stored: `products/<hash of the upload>/<size>.webp`, so the same picture lies there
/// once and never changes under its address.
package enum MediaKeys {
  /// The folder of the uploaded bytes, below `area` as `products` or `site`.
  static func folder(_ area: String, _ bytes: [UInt8]) -> String {
    let hash = SHA256.hash(data: bytes).prefix(16).map { byte in
      String(byte >> 4, radix: 16) + String(byte & 15, radix: 16)
    }
    return "\(area)/\(hash.joined())"
  }

  /// Whether a picture is the site's own, as those of banners and the logo are.
  static func isOfSite(_ folder: String) -> Bool { folder.hasPrefix("\(site)/") }

  /// The area of the site's own pictures.
  static let site = "site"

  /// The key of one size of a picture stored below `folder`.
  package static func file(_ folder: String, _ size: ImageSize) -> String {
    "\(folder)/\(size.rawValue).webp"
  }

  /// The key of a further size of a picture stored below `folder`, by its nominal width.
  static func file(_ folder: String, _ width: Int, _ format: PictureFormat) -> String {
    "\(folder)/w\(width).\(format.rawValue)"
  }

  /// The key of the result of operations on a picture stored below `folder`.
  static func result(_ folder: String, _ operations: PictureOperations) -> String {
    let hash = SecureToken.contentHash(Array(operations.text.utf8)).prefix(32)
    return "\(folder)/t-\(hash).\(operations.format.rawValue)"
  }

  /// The key of the upload without its metadata.
  static func original(_ folder: String, _ fileExtension: String) -> String {
    "\(folder)/original.\(fileExtension)"
  }
}

extension Catalog {
  /// The address of one size of a picture stored below the key `folder`.
  package func imagePath(_ folder: String, _ size: ImageSize) -> String {
    objects.publicPath(MediaKeys.file(folder, size))
  }

  /// The addresses of all different sizes of a picture with their widths in pixels, the smallest first;
  /// `largest` is the width of the largest.
  package func imageSizes(
    _ folder: String, largest: Int, _ look: PictureLook = .first
  ) -> [(path: String, width: Int)] {
    var sizes: [(path: String, width: Int)] = []
    for size in ImageSize.allCases where sizes.last.map({ $0.width < largest }) ?? true {
      sizes.append((path: imagePath(folder, size), width: min(size.width, largest)))
    }
    guard look.hasMoreWidths else { return sizes }
    return (sizes + furtherSizes(folder, .webp, largest)).sorted { $0.width < $1.width }
  }

  /// The same as AVIF; empty where there is none.
  package func smallestImageSizes(
    _ folder: String, largest: Int, _ look: PictureLook
  ) -> [(path: String, width: Int)] {
    look.hasAVIF ? furtherSizes(folder, .avif, largest) : []
  }

  private func furtherSizes(
    _ folder: String, _ format: PictureFormat, _ largest: Int
  ) -> [(path: String, width: Int)] {
    ImageCodec.widths(of: format, upTo: largest).map { width in
      (path: objects.publicPath(MediaKeys.file(folder, width, format)), width: min(width, largest))
    }
  }
}
