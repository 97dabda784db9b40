import Catalog
import Web

private let thumbnailWidthPixels = 160
private let thumbnailHeightPixels = 200
private let avatarPixels = 160

extension Catalog {
  /// A stored picture as a small one beside a name.
  package func thumbnail(_ key: String?) -> Picture? {
    key.map {
      Picture(path: imagePath($0, .thumbnail), width: thumbnailWidthPixels, height: thumbnailHeightPixels)
    }
  }

  /// The picture of a shop or a person as a small square.
  package func avatar(_ key: String?) -> Picture? {
    key.map { Picture(path: imagePath($0, .thumbnail), width: avatarPixels, height: avatarPixels) }
  }

  /// A stored picture of `width` × `height` pixels in the size of a card.
  package func preview(_ key: String, width: Int, height: Int, alternative: String = "") -> Picture {
    Picture(
      path: imagePath(key, .card), width: max(1, width), height: max(1, height), alternative: alternative)
  }
}
