import Identity
import Kernel
import Persistence

/// The pictures that a shop shows itself with.
package enum ShopPicture: String, CaseIterable, Sendable {
  case avatar
  case banner
}

/// Keeps the files of shops' pictures. Implemented by Catalog, which keeps all pictures.
package protocol ShopPictureFiles: Sendable {
  /// Stores an uploaded picture in its sizes and answers with its key. Throws `.imageUnreadable` and `.tooLarge`.
  func store(_ bytes: [UInt8]) async throws -> String
  /// Leaves it to a job after the commit to delete the files below these keys that nothing shows any more.
  func discard(_ keys: [String], _ tx: Transaction) throws
}

extension Vendors {
  /// Shows an uploaded picture as this one of the shop; the old one's files go. Looks at the content. Throws
  /// `.imageUnreadable`, `.tooLarge`, `.notFound`.
  package func replacePicture(_ picture: ShopPicture, of id: ShopID, with bytes: [UInt8]) async throws -> Shop
  {
    guard !bytes.isEmpty else { throw Problem.invalid("file", "required", "Choose a picture.") }
    return try await setPicture(picture, of: id, key: try await pictures.store(bytes))
  }

  /// Shows no picture any more. Throws `.notFound`.
  package func removePicture(_ picture: ShopPicture, of id: ShopID) async throws {
    _ = try await setPicture(picture, of: id, key: nil)
  }

  /// Shows a picture that is stored already, or none. Throws `.notFound`.
  package func setPicture(_ picture: ShopPicture, of id: ShopID, key: String?) async throws -> Shop {
    try await database.write { tx in
      guard let old = try ShopStore.lock(id, tx) else { throw Problem(.notFound) }
      let oldKey = picture == .avatar ? old.avatarKey : old.bannerKey
      guard oldKey != key else { return old }
      try ShopStore.setPicture(id, picture, key: key, tx)
      if let oldKey { try pictures.discard([oldKey], tx) }
      try tx.record(
        key == nil ? "shop.picture_removed" : "shop.picture_changed", on: id, shop: id,
        after: ["picture": .string(picture.rawValue)])
      try listing.shopLookChanged(id, tx)
      return try ShopStore.find(id, tx) ?? old
    }
  }
}
