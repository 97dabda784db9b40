/// What was made of a stored picture besides its first sizes.
package struct PictureLook: Hashable, Sendable {
  /// 0 before anything was made; 1 with more widths as WebP, 2 with AVIF beside them; -1 when nothing can be made.
  let sizes: Int
  /// A picture a few pixels wide as a `data:` address, to be seen blurred while the real one comes.
  package let placeholder: String?

  /// The look of a picture that only has its first sizes.
  package static let first = PictureLook(sizes: 0, placeholder: nil)

  init(sizes: Int, placeholder: String?) {
    self.sizes = sizes
    self.placeholder = placeholder
  }

  var hasMoreWidths: Bool { sizes >= 1 }
  var hasAVIF: Bool { sizes >= 2 }
}
