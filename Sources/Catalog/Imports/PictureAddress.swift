import Kernel

/// The address of a picture as a file has it: one of this market's own, or one somewhere else.
struct PictureAddress {
  let text: String
  /// Below which key the market keeps it, if it is one of its own.
  let key: String?

  init(_ text: String) {
    self.text = text
    key = text.firstMatch(of: /\/(products\/[0-9a-f]{32})\/[a-z]+\.webp$/).map { String($0.output.1) }
  }

  /// Whether it can be fetched from somewhere else.
  var isForeign: Bool { text.hasPrefix("https://") || text.hasPrefix("http://") }

  /// Whether it is the address of this picture.
  func names(_ image: ProductImage) -> Bool {
    image.sourceURL == text || key != nil && key == image.key
  }
}
