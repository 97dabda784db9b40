/// How a camera was held, by EXIF's tag 0x0112: 1 is upright.
struct ImageOrientation: Equatable {
  private static let tag = 0x0112
  private static let short = 3
  private static let maximumEntries = 512

  static let upright = ImageOrientation(value: 1)

  let value: Int

  /// Whether width and height change places when the picture is turned upright.
  var isOnSide: Bool { (5...8).contains(value) }

  private init(value: Int) { self.value = value }

  /// Looks through the first directory of an EXIF block, with or without the mark of JPEG before it. What can't be read
  /// says nothing: the picture is upright then.
  init(exif bytes: [UInt8], in range: Range<Int>) {
    self = (try? ImageOrientation.read(bytes, range)) ?? .upright
  }

  private static func read(_ bytes: [UInt8], _ range: Range<Int>) throws -> ImageOrientation {
    var input = ByteScanner(bytes, in: range)
    _ = input.skip("Exif\0\0")
    let start = input.position
    let isLittle = bytes[input.rest].starts(with: "II*\0".utf8)
    guard isLittle || bytes[input.rest].starts(with: "MM\0*".utf8) else { return .upright }
    func number(_ size: Int) throws -> Int {
      let stretch = bytes[try input.take(size)]
      return isLittle
        ? stretch.reversed().reduce(0) { $0 << 8 | Int($1) } : stretch.reduce(0) { $0 << 8 | Int($1) }
    }
    _ = try input.take(4)
    let offset = try number(4)
    guard offset <= range.upperBound - start else { return .upright }
    input = ByteScanner(bytes, in: start + offset..<range.upperBound)
    for _ in 0..<min(try number(2), maximumEntries) {
      let (tag, type) = (try number(2), try number(2))
      let (count, value) = (try number(4), try number(2))
      _ = try input.take(2)
      guard tag == Self.tag else { continue }
      return type == short && count == 1 && (1...8).contains(value) ? .init(value: value) : .upright
    }
    return .upright
  }

  /// An EXIF block that says this and nothing else.
  var exif: [UInt8] {
    let entry: [UInt8] = [0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, UInt8(value), 0, 0]
    return [0x4D, 0x4D, 0, 0x2A, 0, 0, 0, 8, 0, 1] + entry + [0, 0, 0, 0]
  }
}
