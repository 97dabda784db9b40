import Identity
import Kernel
import Persistence

extension Catalog {
  /// Makes a draft with everything that one of the shop's products says, and answers it. What tells one thing from every
  /// other stays behind: SKUs, barcodes, stock, and the handle of a file. Throws `.notFound` for another shop's or a
  /// deleted product, `.notAllowedNow` for one that is hidden, of which there would be another then that is not.
  package func duplicateProduct(_ reference: String, of shop: ShopID) async throws -> Product {
    try await database.write { tx in
      let terms = try ShopTerms.hold(shop, tx)
      // Locked, so that its pictures are still shown when the copy shows them, too.
      let original = try lock(reference, of: shop, tx)
      guard original.deletedAt == nil else { throw Problem(.notFound, "Restore the product first.") }
      guard original.hiding == nil else {
        throw Problem(.notAllowedNow, "A product that the marketplace hides can't be copied.")
      }
      let ids = try writer.insert([original.copy], into: terms, tx)
      guard let copy = try ids.first.flatMap({ try ProductStore.find($0, tx) }) else {
        throw Problem(.internalError)
      }
      if copy.images.contains(where: { $0.key == nil }) { try FetchPictures.enqueue(tx) }
      var told = copy.auditFields
      told["copyOf"] = .string(original.id.description)
      try tx.record("product.duplicated", on: copy.id, shop: shop, after: told)
      return copy
    }
  }
}

extension Product {
  /// The same again, as a draft without stock. Pictures share their files, which stay as long as one of them is shown.
  fileprivate var copy: ProductDraft {
    var copy = draft
    copy.status = .draft
    copy.sourceHandle = nil
    copy.publishAt = nil
    var drafts: [ImageID: ImageDraft] = [:]
    for image in images { drafts[image.id] = image.copy }
    copy.images = images.compactMap { drafts[$0.id] }
    copy.variants = copy.variants.map { variant in
      var variant = variant
      variant.id = nil
      variant.sku = nil
      variant.barcode = nil
      variant.stock = 0
      variant.image = variant.image.flatMap { drafts[$0]?.id }
      return variant
    }
    return copy
  }
}

extension ProductImage {
  /// The same picture for another product; `nil` where there is neither a file nor an address.
  fileprivate var copy: ImageDraft? {
    if let key { return ImageDraft(StoredPicture(folder: key, width: width, height: height), alt: alt) }
    return sourceURL.map { ImageDraft(sourceURL: $0, alt: alt) }
  }
}
