import Identity
import Kernel
import Persistence
import Web

/// What can be changed about a picture.
package struct ImageChangesInput: Input {
  /// What it shows, for those who do not see it.
  package let alt: String?
  /// Its place among the product's pictures, from 0.
  package let position: Int?

  package init(from input: inout InputReader) throws {
    alt = input.has("alt") ? input.optional("alt", ProductRules.imageText) ?? "" : nil
    position = input.optional("position", .integer(0...1000))
  }
}

extension Catalog {
  /// Adds pictures behind the others and answers them. Throws `.notFound` for another shop's product,
  /// `.imageUnreadable` for anything that is not a picture, `.tooLarge`.
  package func addImages(
    _ uploads: [Upload], alt: String, to reference: String, of shop: ShopID
  ) async throws -> [ProductImage] {
    guard !uploads.isEmpty else {
      throw Problem.invalid("images", "required", "Choose at least one picture.")
    }
    let product = try await product(reference, of: shop)
    guard product.images.count + uploads.count <= ProductRules.maximumImages else {
      throw Problem.invalid(
        "images", "too_many", "A product has at most \(ProductRules.maximumImages) pictures.")
    }
    var pictures: [StoredPicture] = []
    for upload in uploads { pictures.append(try await storePicture(upload.bytes)) }
    return try await database.write { [pictures] tx in
      guard let locked = try ProductWriter.lock(product.id, tx), locked.deletedAt == nil else {
        throw Problem(.notFound)
      }
      let images = try pictures.map { try ImageStore.append($0, alt: alt, to: locked.id, tx) }
      try ImageStore.showFirst(locked.id, tx)
      changes.look(after: tx)
      try tx.record(
        "product.pictures_added", on: locked.id, shop: shop, after: ["count": .integer(Int64(images.count))])
      return images
    }
  }

  /// Changes what a picture is described as and where it stands. Throws `.notFound`.
  package func editImage(
    _ image: ImageID, of reference: String, in shop: ShopID,
    _ edit: @escaping Edit<[ProductImage], ImageChangesInput>
  ) async throws -> [ProductImage] {
    try await changeImages(of: reference, in: shop) { product, tx in
      guard product.images.contains(where: { $0.id == image }) else { throw Problem(.notFound) }
      let changes = try edit(product.images)
      if let alt = changes.alt { try ImageStore.describe(image, alt: alt, tx) }
      guard let position = changes.position else { return }
      var order = product.images.map(\.id).filter { $0 != image }
      order.insert(image, at: min(position, order.count))
      try ImageStore.arrange(order, tx)
    }
  }

  /// Puts a product's pictures into the given order; those that it leaves out follow. Throws `.notFound`.
  package func arrangeImages(
    of reference: String, in shop: ShopID, _ edit: @escaping Edit<[ProductImage], [ImageID]>
  ) async throws -> [ProductImage] {
    try await changeImages(of: reference, in: shop) { product, tx in
      let images = try edit(product.images)
      let known = product.images.map(\.id)
      guard Set(images).count == images.count, images.allSatisfy(known.contains) else {
        throw Problem.invalid("images", "unknown", "Name pictures of this product, each once.")
      }
      try ImageStore.arrange(images + known.filter { !images.contains($0) }, tx)
    }
  }

  /// Deletes a picture; its files go too when nothing else shows them. Throws `.notFound`.
  package func deleteImage(_ image: ImageID, of reference: String, in shop: ShopID) async throws {
    _ = try await changeImages(of: reference, in: shop) { product, tx in
      guard let found = product.images.first(where: { $0.id == image }) else { throw Problem(.notFound) }
      try ImageStore.delete([image], tx)
      try RemoveMedia.enqueue(found.keys, tx)
    }
  }

  /// Changes the pictures of a product of this shop and answers them. Throws `.notFound`.
  func changeImages(
    of reference: String, in shop: ShopID, _ change: @escaping @Sendable (Product, Transaction) throws -> Void
  ) async throws -> [ProductImage] {
    try await database.write { tx in
      guard let found = try ProductStore.byReference(reference, in: shop, tx),
        let product = try ProductWriter.lock(found.id, tx), product.deletedAt == nil
      else { throw Problem(.notFound) }
      try change(product, tx)
      try ImageStore.showFirst(product.id, tx)
      changes.look(after: tx)
      let images = try ImageStore.of([product.id], tx)[product.id] ?? []
      try tx.record(
        "product.pictures_edited", on: product.id, shop: shop,
        before: ["pictures": product.images.auditValue], after: ["pictures": images.auditValue])
      return images
    }
  }
}
