/// A picture whose container was read and written anew with only what shows its pixels: the one thing that the decoder
/// takes, so that no upload reaches it on another way.
struct SanitizedImage {
  let info: ImageInfo
  let bytes: [UInt8]

  /// Reads the container of an upload in bounds-checked code, with memory for a few copies of the file at most. Comments,
  /// unknown chunks, previews and all frames but the first are left out; of EXIF only the orientation stays, of colour
  /// profiles those of a usual size. Throws `Problem(.imageUnreadable)` or `Problem(.tooLarge)` for what is no picture,
  /// is damaged, or would take a decoder too long or too much memory.
  init(_ upload: [UInt8]) throws {
    guard upload.count <= ImageLimits.fileBytes else { throw ImageLimits.tooManyBytes }
    guard let format = ImageFormat(sniffing: upload) else { throw ImageFormat.unknown }
    let clean =
      switch format {
      case .png: try PNGSanitizer.sanitize(upload)
      case .jpeg: try JPEGSanitizer.sanitize(upload)
      case .webp: try WebPSanitizer.sanitize(upload)
      case .gif: try GIFSanitizer.sanitize(upload)
      }
    info = ImageInfo(
      format: format, width: clean.orientation.isOnSide ? clean.height : clean.width,
      height: clean.orientation.isOnSide ? clean.width : clean.height)
    bytes = clean.bytes
  }
}

/// What a format's sanitizer answers: the stored size, and the file without the rest.
struct SanitizedFile {
  let width: Int
  let height: Int
  let orientation: ImageOrientation
  let bytes: [UInt8]
}

/// Reads numbers and stretches of a file; whatever lies beyond its end makes the picture a damaged one.
struct ByteScanner {
  let bytes: [UInt8]
  private(set) var position: Int
  /// Nothing is read from here on.
  let end: Int

  init(_ bytes: [UInt8], from position: Int = 0) {
    self.bytes = bytes
    self.position = min(position, bytes.count)
    end = bytes.count
  }

  /// Only this stretch of the same file.
  init(_ bytes: [UInt8], in range: Range<Int>) {
    self.bytes = bytes
    position = range.lowerBound
    end = range.upperBound
  }

  var isAtEnd: Bool { position == end }
  var rest: Range<Int> { position..<end }

  /// Goes over the next bytes and says where they are.
  mutating func take(_ count: Int) throws -> Range<Int> {
    guard count >= 0, count <= end - position else { throw ImageLimits.damaged }
    defer { position += count }
    return position..<position + count
  }

  mutating func byte() throws -> Int { Int(bytes[try take(1).lowerBound]) }

  /// The byte that many places further on.
  func peek(_ distance: Int) throws -> Int {
    guard distance < end - position else { throw ImageLimits.damaged }
    return Int(bytes[position + distance])
  }

  mutating func big16() throws -> Int { try byte() << 8 | byte() }

  mutating func big32() throws -> Int { try big16() << 16 | big16() }

  mutating func little16() throws -> Int { try byte() | byte() << 8 }

  mutating func little24() throws -> Int { try little16() | byte() << 16 }

  mutating func little32() throws -> Int { try little16() | little16() << 16 }

  mutating func code() throws -> FourCC { FourCC(UInt32(try big32())) }

  /// Goes to the next place where this byte stands.
  mutating func skip(to byte: UInt8) throws {
    guard let found = bytes[position..<end].firstIndex(of: byte) else { throw ImageLimits.damaged }
    position = found
  }

  /// Goes over the text if it comes next.
  mutating func skip(_ text: StaticString) -> Bool {
    let wanted = UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount)
    guard bytes[position..<end].starts(with: wanted) else { return false }
    position += wanted.count
    return true
  }
}

/// Four letters that name a chunk of a PNG or WebP file.
struct FourCC: Hashable, ExpressibleByStringLiteral {
  let value: UInt32

  init(_ value: UInt32) { self.value = value }

  init(stringLiteral text: String) { value = text.utf8.reduce(0) { $0 << 8 | UInt32($1) } }

  var bytes: [UInt8] { value.bigEndianBytes }
}

extension FixedWidthInteger {
  var bigEndianBytes: [UInt8] { littleEndianBytes.reversed() }

  var littleEndianBytes: [UInt8] {
    (0..<Self.bitWidth / 8).map { UInt8(truncatingIfNeeded: self >> ($0 * 8)) }
  }
}
