import Kernel

/// Compression of contents (RFC 1952).
enum Gzip {
  /// Smaller contents are sent as they are: the head and the work cost more than they save.
  static let minimumBytes = 1024

  /// Whether compressing a content of this type and size is likely to pay.
  static func isWorthwhile(_ contentType: String, _ count: Int) -> Bool {
    guard count > minimumBytes else { return false }
    let essence = MediaType.essence(contentType)
    return essence.hasPrefix("text/") || essence.hasSuffix("json") || essence.hasSuffix("+xml")
      || essence == "application/xml" || essence == "text/javascript"
  }

  /// Whether a client that sends this `Accept-Encoding` takes gzip (RFC 9110, 12.5.3).
  static func isAccepted(_ acceptEncoding: String) -> Bool {
    for piece in acceptEncoding.split(separator: ",") {
      let parts = piece.split(separator: ";").map(\.trimmingSpaces)
      guard let name = parts.first?.lowercased(), name == "gzip" || name == "*" else { continue }
      let quality = parts.dropFirst().first { $0.hasPrefix("q=") }?.dropFirst(2)
      return quality.flatMap { Double($0) } != 0
    }
    return false
  }

  /// The compressed bytes; `nil` when zlib refuses. Level 1 is fastest, 9 smallest.
  static func compress(_ bytes: [UInt8], level: Int32 = 5) -> [UInt8]? {
    Deflate.compress(bytes, as: .gzip, level: level)
  }
}
