/// Reads a GIF file (version 89a) block by block and keeps its first frame; the rest is followed to the end, so that a
/// file that ends too soon is found out.
struct GIFSanitizer {
  private static let signatureBytes = 6
  private static let imageMark = 0x2C
  private static let extensionMark = 0x21
  private static let trailer = 0x3B
  private static let graphicControl = 0xF9
  /// The drawing area of a decoder and the frame on it, in red, green, blue and opacity.
  private static let bytesPerPixel = 4

  private var input: ByteScanner
  private var output: [UInt8]
  private var width: Int
  private var height: Int
  private var control: Range<Int>?
  private var hasFrame = false

  /// The file without the rest. Throws `Problem(.imageUnreadable)`.
  static func sanitize(_ bytes: [UInt8]) throws -> SanitizedFile {
    var sanitizer = try GIFSanitizer(bytes)
    while try sanitizer.takeBlock() {}
    guard sanitizer.hasFrame else { throw ImageLimits.damaged }
    sanitizer.output.append(UInt8(trailer))
    return SanitizedFile(
      width: sanitizer.width, height: sanitizer.height, orientation: .upright, bytes: sanitizer.output)
  }

  private init(_ bytes: [UInt8]) throws {
    input = ByteScanner(bytes, from: Self.signatureBytes)
    width = try input.little16()
    height = try input.little16()
    let flags = try input.byte()
    _ = try input.take(2)
    _ = try input.take(Self.tableBytes(flags))
    try ImageLimits.check(width: width, height: height)
    output = Array(bytes[..<input.position])
  }

  /// Goes over one block; false after the last.
  private mutating func takeBlock() throws -> Bool {
    let start = input.position
    switch try input.byte() {
    case Self.trailer: return false
    case Self.imageMark: try takeFrame(start)
    case Self.extensionMark:
      let label = try input.byte()
      try skipData()
      if label == Self.graphicControl { control = start..<input.position }
    default: throw ImageLimits.damaged
    }
    return true
  }

  private mutating func takeFrame(_ start: Int) throws {
    let (left, top) = (try input.little16(), try input.little16())
    let (across, down) = (try input.little16(), try input.little16())
    let flags = try input.byte()
    _ = try input.take(Self.tableBytes(flags))
    // The size of LZW's first codes.
    _ = try input.byte()
    try skipData()
    guard !hasFrame else { return }
    hasFrame = true
    // A decoder widens its drawing area to a first frame that is larger.
    width = max(width, left + across)
    height = max(height, top + down)
    try ImageLimits.check(width: width, height: height)
    try ImageLimits.check(frameBytes: width * height * Self.bytesPerPixel)
    // Of a control block only the usual form means anything.
    if let control, control.count == 8 { output += input.bytes[control] }
    output += input.bytes[start..<input.position]
  }

  /// Goes over sub-blocks, each with its length before it, to the empty one.
  private mutating func skipData() throws {
    while true {
      let length = try input.byte()
      if length == 0 { return }
      _ = try input.take(length)
    }
  }

  private static func tableBytes(_ flags: Int) -> Int { flags & 0x80 == 0 ? 0 : 3 << ((flags & 7) + 1) }
}
