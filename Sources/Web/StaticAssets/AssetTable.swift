import Kernel
import NIOCore

/// A file that is served.
struct Asset: Sendable {
  let contentType: String
  /// Of the content that is sent, in quotes.
  let etag: String
  let plain: ByteBuffer
  /// Compressed, where that makes it smaller.
  let gzip: ByteBuffer?
}

/// Files by their addresses. Imports between modules and `url()` in style sheets are rewritten to hashed
/// addresses, so what a page loads always belongs together.
struct AssetTable: Sendable {
  /// Addresses by file name, as `/assets/app.0a1b2c3d4e5f6071.css` by `app.css`.
  let paths: [String: String]
  /// Files by the last part of their hashed address, kept for a year.
  let hashed: [String: Asset]
  /// Files by their plain name, checked again at every use.
  let plain: [String: Asset]

  init(files: [String: [UInt8]]) {
    var linker = AssetLinker(files: files)
    var paths: [String: String] = [:]
    var hashed: [String: Asset] = [:]
    var plain: [String: Asset] = [:]
    for name in files.keys.sorted() {
      let linked = linker.link(name)
      let asset = AssetTable.asset(name: name, bytes: linked.bytes)
      paths[name] = Assets.prefix + linked.hashedName
      hashed[linked.hashedName] = asset
      plain[name] = asset
    }
    self.paths = paths
    self.hashed = hashed
    self.plain = plain
  }

  private static func asset(name: String, bytes: [UInt8]) -> Asset {
    let contentType = FileTypes.contentType(of: name)
    let compressed = Gzip.isWorthwhile(contentType, bytes.count) ? Gzip.compress(bytes, level: 9) : nil
    let isSmaller = (compressed?.count ?? .max) < bytes.count
    return Asset(
      contentType: contentType, etag: "\"\(BodyHash.text(bytes))\"", plain: ByteBuffer(bytes: bytes),
      gzip: isSmaller ? compressed.map { ByteBuffer(bytes: $0) } : nil)
  }
}

/// Content types by the ends of file names.
package enum FileTypes {
  private static let byExtension: [String: String] = [
    "css": "text/css; charset=utf-8", "js": "text/javascript; charset=utf-8",
    "mjs": "text/javascript; charset=utf-8", "svg": "image/svg+xml", "html": "text/html; charset=utf-8",
    "json": "application/json", "webmanifest": "application/manifest+json", "map": "application/json",
    "txt": "text/plain; charset=utf-8", "csv": "text/csv; charset=utf-8", "xml": "application/xml",
    "png": "image/png", "jpg": "image/jpeg", "jpeg": "image/jpeg", "webp": "image/webp", "avif": "image/avif",
    "gif": "image/gif", "ico": "image/x-icon", "woff2": "font/woff2", "pdf": "application/pdf",
  ]

  /// The content type for a file name.
  package static func contentType(of name: String) -> String {
    let end = name.split(separator: ".").last.map { $0.lowercased() } ?? ""
    return byExtension[end] ?? "application/octet-stream"
  }
}
