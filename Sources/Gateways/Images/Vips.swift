import CVips
import Kernel

/// The only code that touches libvips's pointers. Every call runs on one of the codec's own threads.
enum Vips {
  /// Starts libvips at its first use; Swift runs this once, whoever comes first.
  private static let isStarted: Bool = souk_vips_start() == 0

  /// Whether this machine's libvips and its libraries write AVIF: asked once, by writing one.
  static let writesAVIF: Bool = {
    guard (try? start()) != nil, vips_foreign_find_save(".avif") != nil else { return false }
    defer { finish() }
    let drawing = """
      <svg xmlns="http://www.w3.org/2000/svg" width="16" height="16"><rect width="16" height="16"/></svg>
      """
    guard let png = try? draw(Array(drawing.utf8), width: 16), let image = try? SanitizedImage(png),
      let picture = try? shrink(image, into: (16, 16), within: ImageLimits.seconds)
    else { return false }
    return (try? picture.avif(quality: 50))?.isEmpty == false
  }()

  /// The picture upright, in sRGB, at most as large as the box.
  static func shrink(
    _ image: SanitizedImage, into box: (width: Int, height: Int), within seconds: Int
  ) throws -> VipsPicture {
    try decode(within: seconds) { watch in
      souk_vips_shrink_bytes(image.bytes, image.bytes.count, Int32(box.width), Int32(box.height), &watch)
    }
  }

  /// The middle of the picture, upright, in sRGB, as a square with this side.
  static func square(_ image: SanitizedImage, side: Int, within seconds: Int) throws -> VipsPicture {
    try decode(within: seconds) { watch in
      souk_vips_square_bytes(image.bytes, image.bytes.count, Int32(side), &watch)
    }
  }

  private static func decode(
    within seconds: Int, _ body: (inout souk_vips_watch) -> OpaquePointer?
  ) throws -> VipsPicture {
    try start()
    defer { finish() }
    var watch = souk_vips_watch_start(Int32(seconds))
    guard let image = body(&watch) else {
      throw watch.is_over != 0 ? ImageLimits.tooSlow : ImageLimits.damaged
    }
    return VipsPicture(image)
  }

  /// A drawing as PNG.
  static func draw(_ svg: [UInt8], width: Int) throws -> [UInt8] {
    try start()
    defer { finish() }
    var out: UnsafeMutableRawPointer?
    var length = 0
    guard souk_vips_draw(svg, svg.count, Int32(width), &out, &length) == 0 else { throw ImageLimits.damaged }
    return takeBytes(out, length)
  }

  static func start() throws {
    guard isStarted else { throw Problem(.internalError, "The picture library could not be started.") }
  }

  /// libvips keeps messages and buffers for each thread; neither is of use to the next picture.
  static func finish() {
    vips_error_clear()
    vips_thread_shutdown()
  }

  static func takeBytes(_ memory: UnsafeMutableRawPointer?, _ length: Int) -> [UInt8] {
    guard let memory else { return [] }
    defer { g_free(memory) }
    return Array(UnsafeRawBufferPointer(start: memory, count: length))
  }
}

/// A decoded picture in memory.
final class VipsPicture {
  let image: OpaquePointer

  init(_ image: OpaquePointer) { self.image = image }

  deinit { g_object_unref(UnsafeMutableRawPointer(image)) }

  var width: Int { Int(vips_image_get_width(image)) }
  var height: Int { Int(vips_image_get_height(image)) }

  /// This picture, or a smaller one if it does not fit the box.
  func shrunk(into box: (width: Int, height: Int)) throws -> VipsPicture {
    if width <= box.width && height <= box.height { return self }
    defer { Vips.finish() }
    guard let smaller = souk_vips_shrink_image(image, Int32(box.width), Int32(box.height)) else {
      throw ImageLimits.damaged
    }
    return VipsPicture(smaller)
  }

  /// Whether it lets through what is behind it.
  var isTransparent: Bool {
    defer { Vips.finish() }
    return souk_vips_is_transparent(image) != 0
  }

  /// The picture as AVIF. Quality is 0 to 100.
  func avif(quality: Int) throws -> [UInt8] {
    defer { Vips.finish() }
    var out: UnsafeMutableRawPointer?
    var length = 0
    guard souk_vips_avif(image, Int32(quality), &out, &length) == 0 else { throw ImageLimits.damaged }
    return Vips.takeBytes(out, length)
  }

  /// The picture as WebP. Quality is 0 to 100.
  func webp(quality: Int) throws -> [UInt8] {
    defer { Vips.finish() }
    var out: UnsafeMutableRawPointer?
    var length = 0
    guard souk_vips_webp(image, Int32(quality), &out, &length) == 0 else { throw ImageLimits.damaged }
    return Vips.takeBytes(out, length)
  }
}
