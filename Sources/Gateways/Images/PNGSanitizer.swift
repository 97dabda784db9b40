import Kernel

/// Reads a PNG file (ISO/IEC 15948) chunk by chunk and keeps what its pixels need. Text, times, suggestions, further
/// frames and unknown chunks go: a decoder would inflate and hold them.
struct PNGSanitizer {
  private static let signatureBytes = 8
  private static let headerBytes = 13
  /// Where what follows the header stands in the output.
  private static let headerEnd = signatureBytes + headerBytes + 12
  private static let profileNameBytes = 80
  /// Data behind the last line, which some encoders leave.
  private static let extraBytes = 1 << 16
  /// Ancillary chunks that say which colours are meant, and the most bytes of each.
  private static let kept: [FourCC: Int] = ["tRNS": 256, "gAMA": 4, "cHRM": 32, "sRGB": 1]

  private var input: ByteScanner
  private var output: [UInt8] = []
  private var header: PNGHeader?
  private var orientation = ImageOrientation.upright
  private var seen: Set<FourCC> = []
  private var pixels: InflatedLength?

  /// The file without the rest. Throws `Problem(.imageUnreadable)`.
  static func sanitize(_ bytes: [UInt8]) throws -> SanitizedFile {
    var sanitizer = PNGSanitizer(input: ByteScanner(bytes, from: signatureBytes))
    sanitizer.output.reserveCapacity(bytes.count)
    sanitizer.output += bytes.prefix(signatureBytes)
    while try sanitizer.takeChunk() {}
    return try sanitizer.finished()
  }

  private init(input: ByteScanner) { self.input = input }

  /// Goes over one chunk; false after the last.
  private mutating func takeChunk() throws -> Bool {
    let start = input.position
    let length = try input.big32()
    let type = try input.code()
    let data = try input.take(length)
    let chunk = start..<(try input.take(4)).upperBound
    guard let header else {
      guard type == "IHDR", length == Self.headerBytes else { throw ImageLimits.damaged }
      let header = try PNGHeader(input.bytes, data)
      self.header = header
      pixels = InflatedLength(.zlib, limit: header.inflatedBytes + Self.extraBytes)
      keep(chunk)
      return true
    }
    switch type {
    case "IDAT": try takePixels(chunk, data, header)
    case "IEND":
      keep(chunk)
      return false
    case "PLTE":
      guard length <= 768, seen.insert(type).inserted else { throw ImageLimits.damaged }
      keep(chunk)
    case "iCCP": takeProfile(chunk, data)
    case "eXIf": orientation = ImageOrientation(exif: input.bytes, in: data)
    default: try takeOther(type, chunk, data, header)
    }
    return true
  }

  private mutating func takePixels(_ chunk: Range<Int>, _ data: Range<Int>, _ header: PNGHeader) throws {
    guard !data.isEmpty else { return }
    if seen.insert("IDAT").inserted, header.isInterlaced {
      try ImageLimits.check(frameBytes: header.decodedBytes(isTransparent: seen.contains("tRNS")))
    }
    pixels?.read(input.bytes, data)
    keep(chunk)
  }

  /// The profile stays when it is of a usual size; colours are taken for sRGB otherwise.
  private mutating func takeProfile(_ chunk: Range<Int>, _ data: Range<Int>) {
    guard let end = input.bytes[data].prefix(Self.profileNameBytes).firstIndex(of: 0),
      end + 2 < data.upperBound,
      let length = InflatedLength(.zlib, limit: ImageLimits.profileBytes)
    else { return }
    length.read(input.bytes, end + 2..<data.upperBound)
    guard length.isComplete, seen.insert("iCCP").inserted else { return }
    keep(chunk)
  }

  private mutating func takeOther(
    _ type: FourCC, _ chunk: Range<Int>, _ data: Range<Int>, _ header: PNGHeader
  ) throws {
    // Bit 5 of the first letter tells what a decoder may leave out (5.4).
    guard type.value & 0x2000_0000 != 0 else { throw ImageLimits.unusual }
    guard let most = Self.kept[type], data.count <= most, seen.insert(type).inserted else { return }
    keep(chunk)
  }

  private mutating func keep(_ chunk: Range<Int>) { output += input.bytes[chunk] }

  private mutating func finished() throws -> SanitizedFile {
    guard let header, let pixels, seen.contains("IDAT") else { throw ImageLimits.damaged }
    guard !pixels.isOverLimit else { throw ImageLimits.unusual }
    guard pixels.isSound, pixels.count >= header.inflatedBytes else { throw ImageLimits.damaged }
    if orientation != .upright {
      output.insert(contentsOf: Self.chunk("eXIf", orientation.exif), at: Self.headerEnd)
    }
    return SanitizedFile(
      width: header.width, height: header.height, orientation: orientation, bytes: output)
  }

  private static func chunk(_ type: FourCC, _ data: [UInt8]) -> [UInt8] {
    let content = type.bytes + data
    return UInt32(data.count).bigEndianBytes + content + Deflate.checksum(content).bigEndianBytes
  }
}

/// What the first chunk of a PNG says.
private struct PNGHeader {
  /// The bit depths that go with each colour type (11.2.2).
  private static let depths: [Int: Set<Int>] = [
    0: [1, 2, 4, 8, 16], 2: [8, 16], 3: [1, 2, 4, 8], 4: [8, 16], 6: [8, 16],
  ]
  /// First column and line, and the steps between them, of Adam7's passes (8.2).
  private static let passes = [
    (0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2),
  ]

  let width: Int
  let height: Int
  let depth: Int
  let colorType: Int
  let isInterlaced: Bool

  init(_ bytes: [UInt8], _ data: Range<Int>) throws {
    var input = ByteScanner(bytes, in: data)
    width = try input.big32()
    height = try input.big32()
    depth = try input.byte()
    colorType = try input.byte()
    let (compression, filter, interlace) = (try input.byte(), try input.byte(), try input.byte())
    guard Self.depths[colorType]?.contains(depth) == true, compression == 0, filter == 0, interlace <= 1
    else {
      throw ImageLimits.damaged
    }
    isInterlaced = interlace == 1
    try ImageLimits.check(width: width, height: height)
  }

  private var samples: Int {
    switch colorType {
    case 2: 3
    case 4: 2
    case 6: 4
    default: 1
    }
  }

  /// What all lines inflate to, each with the byte that names its filter.
  var inflatedBytes: Int {
    if !isInterlaced { return height * lineBytes(width) }
    return Self.passes.reduce(0) { sum, pass in
      let (column, line, columnStep, lineStep) = pass
      let across = (width - column + columnStep - 1) / columnStep
      let down = (height - line + lineStep - 1) / lineStep
      return across > 0 && down > 0 ? sum + down * lineBytes(across) : sum
    }
  }

  private func lineBytes(_ pixels: Int) -> Int { 1 + (pixels * samples * depth + 7) / 8 }

  /// The whole picture as a decoder holds it.
  func decodedBytes(isTransparent: Bool) -> Int {
    let bands = (colorType == 3 ? 3 : samples) + (isTransparent ? 1 : 0)
    return width * height * bands * (depth == 16 ? 2 : 1)
  }
}
