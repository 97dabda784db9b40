/// Reads a WebP file (RFC 9649) chunk by chunk and keeps the picture, or the first frame of a moving one. XMP, unknown
/// chunks and all other frames go.
struct WebPSanitizer {
  private enum Flag {
    static let animation = 0x02
    static let exif = 0x08
    static let alpha = 0x10
    static let profile = 0x20
  }

  private static let frameHeaderBytes = 16
  /// A decoder holds the drawing area and the frame, each in red, green, blue and opacity.
  private static let bytesPerPixel = 4

  private var input: ByteScanner
  private var orientation = ImageOrientation.upright
  private var canvas: (flags: Int, width: Int, height: Int)?
  private var profile: Range<Int>?
  private var alpha: Range<Int>?
  private var picture: WebPPicture?
  private var frame: [UInt8]?

  /// The file without the rest. Throws `Problem(.imageUnreadable)`.
  static func sanitize(_ bytes: [UInt8]) throws -> SanitizedFile {
    var head = ByteScanner(bytes, from: 4)
    let end = 8 + (try head.little32())
    guard end <= bytes.count, end >= 12 else { throw ImageLimits.damaged }
    var sanitizer = WebPSanitizer(input: ByteScanner(bytes, in: 12..<end))
    while !sanitizer.input.isAtEnd { try sanitizer.takeChunk() }
    return try sanitizer.finished()
  }

  private init(input: ByteScanner) { self.input = input }

  private mutating func takeChunk() throws {
    let isFirst = input.position == 12
    let (type, data) = try Self.chunk(&input)
    switch type {
    case "VP8X":
      guard isFirst else { throw ImageLimits.damaged }
      try takeCanvas(data)
    case "ICCP": if profile == nil, data.count <= ImageLimits.profileBytes { profile = data }
    case "ALPH": if alpha == nil, picture == nil { alpha = data }
    case "VP8 ", "VP8L":
      guard isFirst || canvas != nil else { throw ImageLimits.damaged }
      if picture == nil { picture = try WebPPicture(type, input.bytes, data) }
    case "ANMF": if frame == nil, isMoving { try takeFrame(data) }
    case "EXIF": orientation = ImageOrientation(exif: input.bytes, in: data)
    default: break
    }
  }

  private static func chunk(_ input: inout ByteScanner) throws -> (FourCC, Range<Int>) {
    let type = try input.code()
    let length = try input.little32()
    let data = try input.take(length)
    // Some encoders leave the last padding out.
    if length % 2 == 1, !input.isAtEnd { _ = try input.take(1) }
    return (type, data)
  }

  private var isMoving: Bool { (canvas?.flags ?? 0) & Flag.animation != 0 }

  private mutating func takeCanvas(_ data: Range<Int>) throws {
    var content = ByteScanner(input.bytes, in: data)
    let flags = try content.byte()
    _ = try content.take(3)
    let (width, height) = (1 + (try content.little24()), 1 + (try content.little24()))
    try ImageLimits.check(width: width, height: height)
    canvas = (flags, width, height)
  }

  /// The first frame, with its own chunks and no others.
  private mutating func takeFrame(_ data: Range<Int>) throws {
    guard let canvas else { throw ImageLimits.damaged }
    var content = ByteScanner(input.bytes, in: data)
    let header = try content.take(Self.frameHeaderBytes)
    var fields = ByteScanner(input.bytes, in: header)
    let (left, top) = (2 * (try fields.little24()), 2 * (try fields.little24()))
    let (width, height) = (1 + (try fields.little24()), 1 + (try fields.little24()))
    guard left + width <= canvas.width, top + height <= canvas.height else { throw ImageLimits.damaged }
    var (alpha, picture): (Range<Int>?, WebPPicture?)
    while !content.isAtEnd, picture == nil {
      let (type, part) = try Self.chunk(&content)
      if type == "ALPH", alpha == nil { alpha = part }
      if type == "VP8 " || type == "VP8L" { picture = try WebPPicture(type, input.bytes, part) }
    }
    guard let picture, picture.width == width, picture.height == height else { throw ImageLimits.damaged }
    let area = canvas.width * canvas.height + width * height
    try ImageLimits.check(frameBytes: area * Self.bytesPerPixel)
    frame = Self.chunk(
      "ANMF", Array(input.bytes[header]) + (try Self.chunks(picture, alpha, of: input.bytes)))
  }

  private func finished() throws -> SanitizedFile {
    guard let size = canvas.map({ ($0.width, $0.height) }) ?? picture.map({ ($0.width, $0.height) }) else {
      throw ImageLimits.damaged
    }
    let content: [UInt8]
    if isMoving {
      guard let frame else { throw ImageLimits.damaged }
      content = Self.chunk("ANIM", [0, 0, 0, 0, 0, 0]) + frame
    } else {
      guard let picture, (picture.width, picture.height) == size else { throw ImageLimits.damaged }
      content = try Self.chunks(picture, alpha, of: input.bytes)
    }
    let all = extended(size.0, size.1) + content + trailing
    return SanitizedFile(
      width: size.0, height: size.1, orientation: canvas == nil ? .upright : orientation,
      bytes: "RIFF".utf8 + UInt32(all.count + 4).littleEndianBytes + "WEBP".utf8 + all)
  }

  /// What stands before the picture in the extended format; nothing in the simple one.
  private func extended(_ width: Int, _ height: Int) -> [UInt8] {
    guard let canvas else { return [] }
    var flags = canvas.flags & (Flag.animation | Flag.alpha)
    if profile != nil { flags |= Flag.profile }
    if orientation != .upright { flags |= Flag.exif }
    let size = UInt32(width - 1).littleEndianBytes.prefix(3) + UInt32(height - 1).littleEndianBytes.prefix(3)
    let head = Self.chunk("VP8X", [UInt8(flags), 0, 0, 0] + size)
    return head + (profile.map { Self.chunk("ICCP", Array(input.bytes[$0])) } ?? [])
  }

  private var trailing: [UInt8] {
    canvas == nil || orientation == .upright ? [] : Self.chunk("EXIF", orientation.exif)
  }

  private static func chunks(
    _ picture: WebPPicture, _ alpha: Range<Int>?, of bytes: [UInt8]
  ) throws -> [UInt8] {
    // A lossless picture has opacity of its own.
    let opacity = picture.type == "VP8L" ? nil : alpha
    if let opacity { try picture.check(opacity: opacity, bytes) }
    return (opacity.map { chunk("ALPH", Array(bytes[$0])) } ?? [])
      + chunk(picture.type, Array(bytes[picture.data]))
  }

  private static func chunk(_ type: FourCC, _ data: [UInt8]) -> [UInt8] {
    type.bytes + UInt32(data.count).littleEndianBytes + data + (data.count % 2 == 1 ? [0] : [])
  }
}

/// A coded picture inside a WebP file, by the first bytes of its own.
struct WebPPicture {
  private static let losslessMark = 0x2F
  /// Of a lossy key frame (RFC 6386, 9.1).
  private static let startCode = 0x2A019D

  let type: FourCC
  let data: Range<Int>
  let width: Int
  let height: Int

  init(_ type: FourCC, _ bytes: [UInt8], _ data: Range<Int>) throws {
    self.type = type
    self.data = data
    var input = ByteScanner(bytes, in: data)
    if type == "VP8L" {
      guard try input.byte() == Self.losslessMark else { throw ImageLimits.damaged }
      let fields = try input.little32()
      guard fields >> 29 == 0 else { throw ImageLimits.unusual }
      width = 1 + fields & 0x3FFF
      height = 1 + (fields >> 14) & 0x3FFF
      try ImageLimits.check(width: width, height: height)
      try WebPPrefixGroups.check(bytes, input.rest, width: width, height: height)
    } else {
      let tag = try input.little24()
      guard tag & 1 == 0, try input.little24() == Self.startCode else { throw ImageLimits.damaged }
      width = try input.little16() & 0x3FFF
      height = try input.little16() & 0x3FFF
      try ImageLimits.check(width: width, height: height)
    }
  }

  /// Refuses opacity that is compressed in a way that costs too much: it is a lossless picture without a head.
  func check(opacity: Range<Int>, _ bytes: [UInt8]) throws {
    var input = ByteScanner(bytes, in: opacity)
    guard try input.byte() & 3 == 1 else { return }
    try WebPPrefixGroups.check(bytes, input.rest, width: width, height: height)
  }
}
