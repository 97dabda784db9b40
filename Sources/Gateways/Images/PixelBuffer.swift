import CVips
import Kernel

/// A picture as bytes of red, green, blue and alpha, line by line.
struct PixelBuffer {
  private(set) var width: Int
  private(set) var height: Int
  private(set) var bytes: [UInt8]

  init(_ picture: VipsPicture) throws {
    defer { Vips.finish() }
    (width, height) = (picture.width, picture.height)
    var length = 0
    bytes = Vips.takeBytes(souk_vips_pixels(picture.image, &length), length)
    guard bytes.count == width * height * 4 else { throw ImageLimits.damaged }
  }

  /// The picture of these bytes.
  func picture() throws -> VipsPicture {
    defer { Vips.finish() }
    guard let image = souk_vips_of_pixels(bytes, bytes.count, Int32(width), Int32(height)) else {
      throw ImageLimits.damaged
    }
    return VipsPicture(image)
  }

  /// Makes what has the border's colour and is joined to the border clear, with soft edges. Throws
  /// `Problem(.invalidInput)` when the border has no even colour, or everything has it.
  mutating func removeBackground() throws {
    switch Int(souk_pixels_cut_background(&bytes, Int32(width), Int32(height))) {
    case SOUK_PIXELS_DONE: return
    case SOUK_PIXELS_UNEVEN:
      throw Problem.invalid(
        "operations", "background_uneven",
        "The border of this picture has no even colour, so the background can't be told from the goods.")
    case SOUK_PIXELS_NOTHING_LEFT:
      throw Problem.invalid(
        "operations", "nothing_left",
        "The whole picture has the colour of its border; nothing would be left of it.")
    default: throw ImageLimits.tooMuchMemory
    }
  }

  /// Makes room around the picture and puts a shadow there.
  mutating func addShadow() throws {
    let margin = max(4, min(width, height) / 12)
    var larger = [UInt8](repeating: 0, count: (width + 2 * margin) * (height + 2 * margin) * 4)
    try check(souk_pixels_shadow(bytes, Int32(width), Int32(height), Int32(margin), &larger))
    (width, height, bytes) = (width + 2 * margin, height + 2 * margin, larger)
  }

  /// Better light, less noise, clearer edges.
  mutating func retouch() throws {
    try check(souk_pixels_retouch(&bytes, Int32(width), Int32(height)))
  }

  /// Twice as large, as far as no side gets longer than that.
  mutating func enlarge(upTo side: Int) throws {
    let longest = max(width, height)
    guard longest < side else { return }
    let goal = min(2 * longest, side)
    let (wide, high) = (max(width, width * goal / longest), max(height, height * goal / longest))
    var larger = [UInt8](repeating: 0, count: wide * high * 4)
    try check(souk_pixels_enlarge(bytes, Int32(width), Int32(height), &larger, Int32(wide), Int32(high)))
    (width, height, bytes) = (wide, high, larger)
  }

  /// Puts the picture on white, for formats that can't be clear.
  mutating func whiten() { souk_pixels_whiten(&bytes, Int32(width), Int32(height)) }

  private func check(_ result: Int32) throws {
    guard result == Int32(SOUK_PIXELS_DONE) else { throw ImageLimits.tooMuchMemory }
  }
}
