import CZlib

/// Compression of contents (RFC 1952) with zlib.
enum Gzip {
  /// Smaller contents are sent as they are: the head and the work cost more than they save.
  static let minimumBytes = 1024
  private static let gzipWindowBits: Int32 = 15 + 16
  private static let memoryLevel: Int32 = 8

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
    var stream = z_stream()
    let version = zlibVersion()
    let opened = deflateInit2_(
      &stream, level, Z_DEFLATED, gzipWindowBits, memoryLevel, Z_DEFAULT_STRATEGY, version,
      Int32(MemoryLayout<z_stream>.size))
    guard opened == Z_OK else { return nil }
    defer { deflateEnd(&stream) }
    let bound = Int(deflateBound(&stream, UInt(bytes.count)))
    var isComplete = false
    let out = [UInt8](unsafeUninitializedCapacity: bound) { buffer, count in
      bytes.withUnsafeBufferPointer { input in
        // zlib's input pointer is not const, but deflate doesn't write through it.
        stream.next_in = UnsafeMutablePointer(mutating: input.baseAddress)
        stream.avail_in = UInt32(input.count)
        stream.next_out = buffer.baseAddress
        stream.avail_out = UInt32(bound)
        isComplete = deflate(&stream, Z_FINISH) == Z_STREAM_END
        count = bound - Int(stream.avail_out)
      }
    }
    return isComplete ? out : nil
  }
}
