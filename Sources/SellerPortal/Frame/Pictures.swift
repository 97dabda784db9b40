import Catalog
import Kernel
import Web

private let thumbnailWidthPixels = 160
private let thumbnailHeightPixels = 200

extension Catalog {
  /// A stored picture as a small one beside a name.
  func thumbnail(_ key: String?) -> Picture? {
    key.map {
      Picture(path: imagePath($0, .thumbnail), width: thumbnailWidthPixels, height: thumbnailHeightPixels)
    }
  }

  /// A stored picture of `width` × `height` pixels in the size of a card.
  func preview(_ key: String, width: Int, height: Int, alternative: String = "") -> Picture {
    Picture(
      path: imagePath(key, .card), width: max(1, width), height: max(1, height), alternative: alternative)
  }
}
