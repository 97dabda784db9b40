import Kernel
import Persistence

/// Deletes the sitemap of a shop that had a name of its own and is gone for good: it names the shop's goods.
struct RemoveSitemap: Job {
  static let kind = "catalog.sitemap.remove"

  let shop: ShopID
}

extension Catalog {
  /// Deletes the files of a shop's sitemap, if there are any. May run twice.
  func removeSitemap(of shop: ShopID) async throws {
    try await objects.deletePrefix(SitemapFolder.shop(shop).everything)
  }
}
