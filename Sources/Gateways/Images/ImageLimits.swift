import Kernel

/// What one uploaded picture may cost, checked against what its file says of itself before anything is decoded.
enum ImageLimits {
  static let fileBytes = 20 * 1024 * 1024
  static let pixels = 50_000_000
  static let sidePixels = 16_383
  /// Of what a decoder holds of the whole picture at once, where the format does not let it go line by line.
  static let frameBytes = 200_000_000
  /// An encoder makes a dozen of a progressive JPEG.
  static let scans = 64
  /// Samples times the scans that visit them: what the time of a progressive JPEG grows with.
  static let scannedSamples = 1_500_000_000
  /// Inflated. Profiles of printing presses have up to 3 MB.
  static let profileBytes = 4 * 1024 * 1024
  /// Sets of prefix codes in one lossless WebP; encoders make some hundreds.
  static let prefixGroups = 4_096
  /// How many times a picture that is made square may be as long as it is wide.
  static let squareRatio = 32
  static let seconds = 20

  static let damaged = Problem(
    .imageUnreadable, "The picture is damaged or ends too soon. Save it again and send the new file.")

  static let unusual = Problem(
    .imageUnreadable,
    "The picture is stored in a way that is not taken. Save it as an ordinary PNG, JPEG or WebP and send that."
  )

  static let tooManyBytes = Problem(
    .tooLarge, "A picture may have at most \(fileBytes >> 20) MB. Make it smaller and send it again.")

  static let tooManyScans = Problem(
    .imageUnreadable,
    "The picture takes too many passes to read. Save it as an ordinary JPEG, without \"progressive\", and send that."
  )

  static let tooMuchMemory = Problem(
    .imageUnreadable,
    """
    The picture takes too much memory to read. Save it with fewer pixels, or without \"progressive\" or \
    \"interlaced\", and send that.
    """)

  static let tooSlow = Problem(
    .imageUnreadable, "The picture takes too long to read. Save it with fewer pixels and send that.")

  /// Refuses a picture that is empty, has too many pixels, or is too long or too high.
  static func check(width: Int, height: Int) throws {
    guard width > 0, height > 0 else { throw damaged }
    guard max(width, height) <= sidePixels, width * height <= pixels else {
      throw Problem(
        .imageUnreadable,
        """
        The picture is \(width) by \(height) pixels. Send one of at most 50 megapixels \
        and at most \(sidePixels) pixels on a side.
        """)
    }
  }

  /// Refuses a picture of which a decoder would hold too much at once.
  static func check(frameBytes bytes: Int) throws {
    guard bytes <= frameBytes else { throw tooMuchMemory }
  }

  /// Refuses a picture too long or too high for a square: it would be made far larger before it is cut.
  static func checkSquare(_ info: ImageInfo) throws {
    guard max(info.width, info.height) <= min(info.width, info.height) * squareRatio else {
      throw tooNarrow(info.width, info.height)
    }
  }

  static func tooNarrow(_ width: Int, _ height: Int) -> Problem {
    Problem(
      .imageUnreadable,
      "The picture is \(width) by \(height) pixels. Send one that is nearer to a square.")
  }
}
