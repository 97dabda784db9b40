import Catalog
import Kernel
import Ordering
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

  /// The small pictures of goods that were bought, where they have one.
  package func thumbnails(_ items: [PurchasedItem]) -> [VariantID: Picture] {
    thumbnails(items.map { ($0.variant, $0.imageKey) })
  }

  /// The small pictures of what is in a cart, where it has one.
  package func thumbnails(_ lines: [CartLine]) -> [VariantID: Picture] {
    thumbnails(lines.map { ($0.variant, $0.imageKey) })
  }

  private func thumbnails(_ keys: [(variant: VariantID, key: String?)]) -> [VariantID: Picture] {
    var pictures: [VariantID: Picture] = [:]
    for (variant, key) in keys { pictures[variant] = thumbnail(key) }
    return pictures
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
