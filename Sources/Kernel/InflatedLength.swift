import CZlib

/// How long compressed bytes become, without keeping any of what they become: what tells a bomb from a file.
package final class InflatedLength {
  private static let windowBytes = 1 << 16

  /// Bytes so far; no more than one window beyond the limit.
  package private(set) var count = 0
  /// Whether what was read so far can be inflated.
  package private(set) var isSound = true
  private var isAtEnd = false
  private let limit: Int
  // zlib remembers where its state lies, so that it can't be moved.
  private let stream: UnsafeMutablePointer<z_stream>
  private let window: UnsafeMutableRawBufferPointer

  /// Reads until there are more than `limit` bytes; `nil` when zlib can't start.
  package init?(_ format: Deflate.Format, limit: Int) {
    self.limit = limit
    stream = .allocate(capacity: 1)
    stream.initialize(to: z_stream())
    window = .allocate(byteCount: Self.windowBytes, alignment: 1)
    guard
      inflateInit2_(stream, format.rawValue, zlibVersion(), Int32(MemoryLayout<z_stream>.size)) == Z_OK
    else { return nil }
  }

  deinit {
    inflateEnd(stream)
    stream.deallocate()
    window.deallocate()
  }

  /// Whether it becomes longer than the limit; nothing more is inflated then.
  package var isOverLimit: Bool { count > limit }

  /// Whether the end of the compressed data was reached within the limit.
  package var isComplete: Bool { isSound && isAtEnd && !isOverLimit }

  /// Takes the next stretch of the compressed data.
  package func read(_ bytes: [UInt8], _ range: Range<Int>) {
    bytes[range].withUnsafeBufferPointer { input in
      // zlib's input pointer is not const, but inflate doesn't write through it.
      stream.pointee.next_in = UnsafeMutablePointer(mutating: input.baseAddress)
      stream.pointee.avail_in = UInt32(input.count)
      while isSound, !isAtEnd, !isOverLimit, inflateWindow() {}
      stream.pointee.next_in = nil
      stream.pointee.avail_in = 0
    }
  }

  /// Inflates up to one window; false when more input is needed.
  private func inflateWindow() -> Bool {
    stream.pointee.next_out = window.bindMemory(to: UInt8.self).baseAddress
    stream.pointee.avail_out = UInt32(Self.windowBytes)
    let result = inflate(stream, Z_NO_FLUSH)
    let made = Self.windowBytes - Int(stream.pointee.avail_out)
    count += made
    isAtEnd = result == Z_STREAM_END
    // Z_BUF_ERROR only says that nothing was left to do.
    isSound = isAtEnd || result == Z_OK || result == Z_BUF_ERROR
    return stream.pointee.avail_in > 0 || made == Self.windowBytes
  }
}
