import CZlib

/// Compression with zlib, and the checksum that goes with it.
package enum Deflate {
  /// What stands around the compressed bytes; the values are zlib's `windowBits`.
  package enum Format: Int32 {
    /// Nothing (RFC 1951), as inside ZIP files.
    case raw = -15
    /// A short head and a checksum (RFC 1950), as inside PNG files.
    case zlib = 15
    /// A head and a trailer with a checksum (RFC 1952).
    case gzip = 31
  }

  private static let memoryLevel: Int32 = 8

  /// CRC-32 as ZIP files have it.
  package static func checksum(_ bytes: [UInt8]) -> UInt32 {
    bytes.withUnsafeBufferPointer { UInt32(crc32(0, $0.baseAddress, UInt32($0.count))) }
  }

  /// The compressed bytes; `nil` when zlib refuses. Level 1 is fastest, 9 smallest.
  package static func compress(_ bytes: [UInt8], as format: Format, level: Int32) -> [UInt8]? {
    var stream = z_stream()
    let opened = deflateInit2_(
      &stream, level, Z_DEFLATED, format.rawValue, memoryLevel, Z_DEFAULT_STRATEGY, zlibVersion(),
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
