import CVips
import Kernel

extension ImageCodec {
  /// The result of operations on a stored picture, upright, in sRGB, without metadata. A part is cut out of its largest
  /// size first; then the background goes, it is retouched, enlarged, gets its shadow and is brought into its box. Throws
  /// like `inspect`, and `Problem(.invalidInput)` naming `operations` for what can't be done with this picture.
  package func transform(_ bytes: [UInt8], _ operations: PictureOperations) async throws -> [UInt8] {
    try await work { seconds in
      guard operations.format != .avif || Vips.writesAVIF else {
        throw Problem.invalid("operations", "format", "This marketplace writes no AVIF. Choose WebP.")
      }
      let side = PictureOperations.maximumSide
      var picture = try Vips.shrink(
        try SanitizedImage(bytes), into: (ImageSize.zoom.width, ImageSize.zoom.width * 3), within: seconds)
      if let part = operations.part { picture = try picture.cut(part) }
      picture = try picture.shrunk(into: (side, side))
      if operations.touchesPixels {
        var pixels = try PixelBuffer(picture)
        if operations.removesBackground { try pixels.removeBackground() }
        if operations.retouches { try pixels.retouch() }
        if operations.enlarges { try pixels.enlarge(upTo: side) }
        if operations.addsShadow { try pixels.addShadow() }
        picture = try pixels.picture()
      }
      return try picture.fitted(operations).encoded(operations)
    }
  }
}

extension PictureOperations {
  fileprivate var touchesPixels: Bool { removesBackground || retouches || enlarges || addsShadow }
}

extension VipsPicture {
  /// This part of the picture; one that sticks out of it is refused.
  fileprivate func cut(_ part: PictureOperations.Part) throws -> VipsPicture {
    guard part.left + part.width <= width, part.top + part.height <= height else {
      throw Problem.invalid(
        "operations", "crop", "The picture is \(width) by \(height) pixels; choose a part within it.")
    }
    defer { Vips.finish() }
    guard
      let image = souk_vips_cut_image(
        image, Int32(part.left), Int32(part.top), Int32(part.width), Int32(part.height))
    else { throw ImageLimits.damaged }
    return VipsPicture(image)
  }

  /// The picture in the box that the operations name, and in any case within the largest.
  fileprivate func fitted(_ operations: PictureOperations) throws -> VipsPicture {
    let side = PictureOperations.maximumSide
    let box = (width: operations.width ?? side, height: operations.height ?? side)
    guard operations.fit != .contain else { return try shrunk(into: box) }
    // What is far longer than wide would be made far larger before it is cut.
    let growth = max(Double(box.width) / Double(width), Double(box.height) / Double(height))
    let isSmall = Double(max(width, height)) * growth <= Double(side * ImageLimits.squareRatio)
    guard isSmall else { throw ImageLimits.tooNarrow(width, height) }
    defer { Vips.finish() }
    let mayGrow: Int32 = operations.fit == .cover ? 1 : 0
    guard let filled = souk_vips_fill_image(image, Int32(box.width), Int32(box.height), mayGrow) else {
      throw ImageLimits.damaged
    }
    return VipsPicture(filled)
  }

  fileprivate func encoded(_ operations: PictureOperations) throws -> [UInt8] {
    switch operations.format {
    case .webp: return try webp(quality: operations.quality)
    case .avif: return try avif(quality: operations.quality)
    case .png: return try written { souk_vips_png(image, &$0, &$1) }
    case .jpeg:
      var pixels = try PixelBuffer(self)
      pixels.whiten()
      let flat = try pixels.picture()
      return try flat.written { souk_vips_jpeg(flat.image, Int32(operations.quality), &$0, &$1) }
    }
  }

  private func written(
    _ write: (inout UnsafeMutableRawPointer?, inout Int) -> Int32
  ) throws -> [UInt8] {
    defer { Vips.finish() }
    var out: UnsafeMutableRawPointer?
    var length = 0
    guard write(&out, &length) == 0 else { throw ImageLimits.damaged }
    return Vips.takeBytes(out, length)
  }
}
