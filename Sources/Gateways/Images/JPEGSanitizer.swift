/// Reads a JPEG file (ITU-T T.81) marker by marker and keeps the tables, frame and scans of its first picture. Comments,
/// previews and the applications' own segments go, and what follows the picture's end.
struct JPEGSanitizer {
  private enum Marker {
    static let huffmanTables = 0xC4
    static let end = 0xD9
    static let scan = 0xDA
    static let quantisation = 0xDB
    static let restartInterval = 0xDD
    static let applications = 0xE0...0xEF
    static let comment = 0xFE
    /// Baseline, extended and progressive, all with Huffman codes.
    static let frames = 0xC0...0xC2
  }

  private static let jfif: [UInt8] = [
    0xFF, 0xE0, 0, 16, 0x4A, 0x46, 0x49, 0x46, 0, 1, 1, 0, 0, 1, 0, 1, 0, 0,
  ]

  private var input: ByteScanner
  private var output: [UInt8] = []
  private var head: [UInt8] = []
  private var profile: [UInt8] = []
  private var orientation = ImageOrientation.upright
  private var frame: JPEGFrame?
  private var seen: Set<Int> = []

  /// The file without the rest. Throws `Problem(.imageUnreadable)`.
  static func sanitize(_ bytes: [UInt8]) throws -> SanitizedFile {
    var sanitizer = JPEGSanitizer(input: ByteScanner(bytes, from: 2))
    sanitizer.output.reserveCapacity(bytes.count)
    sanitizer.output += bytes.prefix(2)
    while try sanitizer.takeSegment() {}
    return try sanitizer.finished()
  }

  private init(input: ByteScanner) { self.input = input }

  /// Goes over one segment, a scan's data included; false after the last.
  private mutating func takeSegment() throws -> Bool {
    guard try input.byte() == 0xFF else { throw ImageLimits.damaged }
    var marker = try input.byte()
    while marker == 0xFF { marker = try input.byte() }
    if marker == Marker.end {
      output += [0xFF, UInt8(marker)]
      return false
    }
    let start = input.position
    let length = try input.big16()
    let data = try input.take(length - 2)
    switch marker {
    case Marker.huffmanTables, Marker.quantisation, Marker.restartInterval: break
    case Marker.frames:
      guard frame == nil else { throw ImageLimits.damaged }
      frame = try JPEGFrame(input.bytes, data, isProgressive: marker == 0xC2)
    case Marker.scan:
      guard try frame?.countScan(input.bytes, data) != nil else { throw ImageLimits.damaged }
      try skipScan()
    case Marker.applications:
      takeApplication(marker, data)
      return true
    case Marker.comment: return true
    default: throw ImageLimits.unusual
    }
    output += [0xFF, UInt8(marker)]
    output += input.bytes[start..<input.position]
    return true
  }

  /// Goes over the data of a scan: up to the next marker that is neither a stuffed byte nor a restart.
  private mutating func skipScan() throws {
    while true {
      try input.skip(to: 0xFF)
      let next = try input.peek(1)
      if next == 0 || (0xD0...0xD7).contains(next) {
        _ = try input.take(2)
      } else if next == 0xFF {
        _ = try input.take(1)
      } else {
        return
      }
    }
  }

  private mutating func takeApplication(_ marker: Int, _ data: Range<Int>) {
    var content = ByteScanner(input.bytes, in: data)
    switch marker {
    case 0xE0 where content.skip("JFIF\0"):
      if seen.insert(marker).inserted { head = Self.jfif + head }
    case 0xE1 where content.skip("Exif\0\0"):
      if seen.insert(marker).inserted { orientation = ImageOrientation(exif: input.bytes, in: data) }
    case 0xE2 where content.skip("ICC_PROFILE\0"):
      // One byte too many, and the whole is too long for `finished`.
      guard profile.count <= ImageLimits.profileBytes else { return }
      profile += [0xFF, UInt8(marker)] + UInt16(data.count + 2).bigEndianBytes + input.bytes[data]
    case 0xEE where content.skip("Adobe") && data.count >= 12:
      // The last byte says how colours were turned into components.
      guard seen.insert(marker).inserted else { return }
      let transform = input.bytes[data.lowerBound + 11]
      head += [0xFF, 0xEE, 0, 14] + "Adobe".utf8 + [0, 100, 0, 0, 0, 0, transform]
    default: break
    }
  }

  private mutating func finished() throws -> SanitizedFile {
    guard let frame, frame.scans > 0 else { throw ImageLimits.damaged }
    if orientation != .upright {
      let exif = Array("Exif\0\0".utf8) + orientation.exif
      head += [0xFF, 0xE1] + UInt16(exif.count + 2).bigEndianBytes + exif
    }
    if profile.count <= ImageLimits.profileBytes { head += profile }
    output.insert(contentsOf: head, at: 2)
    return SanitizedFile(width: frame.width, height: frame.height, orientation: orientation, bytes: output)
  }
}

/// What a JPEG's frame header says, and what its scans have cost so far.
private struct JPEGFrame {
  private struct Component {
    let id: Int
    let across: Int
    let down: Int
    var blocks = 0
  }

  private static let samplesPerBlock = 64
  private static let bytesPerCoefficient = 2

  let width: Int
  let height: Int
  private(set) var scans = 0
  private let isProgressive: Bool
  private var components: [Component] = []
  private var scannedSamples = 0

  init(_ bytes: [UInt8], _ data: Range<Int>, isProgressive: Bool) throws {
    self.isProgressive = isProgressive
    var input = ByteScanner(bytes, in: data)
    let precision = try input.byte()
    height = try input.big16()
    width = try input.big16()
    let count = try input.byte()
    try ImageLimits.check(width: width, height: height)
    guard precision == 8, [1, 3, 4].contains(count) else { throw ImageLimits.unusual }
    for _ in 0..<count {
      let (id, factors) = (try input.byte(), try input.byte())
      _ = try input.byte()
      let (across, down) = (factors >> 4, factors & 15)
      guard (1...4).contains(across), (1...4).contains(down), !components.contains(where: { $0.id == id })
      else {
        throw ImageLimits.damaged
      }
      components.append(Component(id: id, across: across, down: down))
    }
    guard input.isAtEnd else { throw ImageLimits.damaged }
    countBlocks()
  }

  /// A decoder pads each component to whole groups of blocks.
  private mutating func countBlocks() {
    let most = (
      across: components.map(\.across).max() ?? 1, down: components.map(\.down).max() ?? 1
    )
    let groups = (
      across: (width + 8 * most.across - 1) / (8 * most.across),
      down: (height + 8 * most.down - 1) / (8 * most.down)
    )
    for index in components.indices {
      components[index].blocks =
        groups.across * components[index].across * groups.down * components[index].down
    }
  }

  /// Counts a scan by its header. Throws when there are too many, or they visit too much.
  mutating func countScan(_ bytes: [UInt8], _ data: Range<Int>) throws {
    var input = ByteScanner(bytes, in: data)
    let count = try input.byte()
    var ids: Set<Int> = []
    for _ in 0..<count {
      let id = try input.byte()
      _ = try input.byte()
      guard let component = components.first(where: { $0.id == id }), ids.insert(id).inserted else {
        throw ImageLimits.damaged
      }
      scannedSamples += component.blocks * Self.samplesPerBlock
    }
    _ = try input.take(3)
    guard count > 0, input.isAtEnd else { throw ImageLimits.damaged }
    scans += 1
    guard scans <= ImageLimits.scans, scannedSamples <= ImageLimits.scannedSamples else {
      throw ImageLimits.tooManyScans
    }
    // A picture in several scans is kept as coefficients until the last one.
    guard isProgressive || scans > 1 || count < components.count else { return }
    let blocks = components.reduce(0) { $0 + $1.blocks }
    try ImageLimits.check(frameBytes: blocks * Self.samplesPerBlock * Self.bytesPerCoefficient)
  }
}
