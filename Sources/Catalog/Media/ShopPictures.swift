import Kernel
import Persistence
import Vendors

/// The pictures of shops, which lie beside those of products.
package struct ShopPictures: ShopPictureFiles {
  private let catalog: Catalog

  /// Pictures in the catalogue's store.
  package init(_ catalog: Catalog) { self.catalog = catalog }

  /// Stores the sizes of an uploaded picture. Throws `.imageUnreadable` and `.tooLarge`.
  package func store(_ bytes: [UInt8]) async throws -> String {
    try await catalog.storePicture(bytes, area: "shops").folder
  }

  /// Leaves their removal to a job, which keeps what is shown elsewhere.
  package func discard(_ keys: [String], _ tx: Transaction) throws { try RemoveMedia.enqueue(keys, tx) }
}
