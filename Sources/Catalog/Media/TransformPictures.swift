import Gateways
import Kernel
import Persistence

/// A result that takes a picture's place is made anew in its sizes, so it loses little here.
private let appliedQuality = 92

extension Catalog {
  /// The address of the result of operations on a picture, which is made at once. Throws `.notFound` for another shop's
  /// picture, `.invalidInput` for operations that are none or can't be done with it, and `.unavailable` while too much is
  /// made.
  package func transform(
    _ image: ImageID, of reference: String, in shop: ShopID, _ operations: String
  ) async throws -> String {
    let operations = try PictureOperations(operations)
    let key = try await shownKey(image, of: reference, in: shop)
    let signature = try await apart { [transforms] tx in
      try TransformStore.note(operations.text, of: key, tx)
      return try transforms.sign(operations.text, key, tx)
    }
    _ = try await result(of: operations, on: key)
    return "/media/transforms/\(signature)/\(operations.text)/\(key)"
  }

  /// Puts the result of operations in a picture's place, and answers the product's pictures. The first picture is kept
  /// until the change is undone. Throws like `transform`, and `.conflict` when the picture was changed meanwhile.
  package func applyTransform(
    to image: ImageID, of reference: String, in shop: ShopID, _ operations: String
  ) async throws -> [ProductImage] {
    var operations = try PictureOperations(operations)
    (operations.format, operations.quality) = (.webp, appliedQuality)
    let key = try await shownKey(image, of: reference, in: shop)
    try await apart { [operations] tx in try TransformStore.note(operations.text, of: key, tx) }
    let stored = try await storePicture(result(of: operations, on: key).bytes)
    return try await changeImages(of: reference, in: shop) { product, tx in
      guard let found = product.images.first(where: { $0.id == image }) else { throw Problem(.notFound) }
      guard found.key == key else { throw Problem(.conflict) }
      try TransformStore.apply(stored, to: image, tx)
      // The first picture stays; a result that stood in between goes.
      if found.original != nil { try RemoveMedia.enqueue([key], tx) }
    }
  }

  /// Shows the first picture again and answers the product's pictures. Throws `.notFound` when nothing stands in its place.
  package func undoTransforms(
    of image: ImageID, of reference: String, in shop: ShopID
  ) async throws -> [ProductImage] {
    try await changeImages(of: reference, in: shop) { product, tx in
      guard let found = product.images.first(where: { $0.id == image }), found.original != nil else {
        throw Problem(.notFound)
      }
      try TransformStore.undo(image, tx)
      try RemoveMedia.enqueue([found.key].compactMap { $0 }, tx)
    }
  }

  /// What lies at a signed address; `nil` for any other.
  func transformed(_ signature: String, _ operations: String, _ key: String) async throws -> StoredObject? {
    guard try await transforms.isSigned(signature, operations, key, database) else { return nil }
    return try await result(of: PictureOperations(operations), on: key)
  }

  /// The result, from the store, or made and stored below the picture's key, with which it goes.
  private func result(of operations: PictureOperations, on key: String) async throws -> StoredObject {
    let name = MediaKeys.result(key, operations)
    if let present = try await objects.get(name) { return present }
    return try await transforms.only(name) { [self] in
      // It may have been made since.
      if let present = try await objects.get(name) { return present }
      guard let source = try await source(of: key) else { throw Problem(.notFound) }
      let made = StoredObject(
        bytes: try await transforms.codec.transform(source.bytes, operations),
        contentType: operations.format.contentType)
      try await objects.put(name, made.bytes, contentType: made.contentType)
      // Whoever removes the picture from now on removes this, too.
      guard try await isKept(key) else {
        try await objects.delete(name)
        throw Problem(.notFound)
      }
      return made
    }
  }

  private func source(of key: String) async throws -> StoredObject? {
    guard let stored = try await database.read({ try StoredPictureStore.find(key, $0) }),
      !stored.isBeingRemoved
    else { return nil }
    return try await objects.get(
      stored.original.map { MediaKeys.original(key, $0) } ?? MediaKeys.file(key, .zoom))
  }

  private func isKept(_ key: String) async throws -> Bool {
    try await database.read { try StoredPictureStore.find(key, $0)?.isBeingRemoved == false }
  }

  private func shownKey(_ image: ImageID, of reference: String, in shop: ShopID) async throws -> String {
    let product = try await product(reference, of: shop)
    guard product.deletedAt == nil, let key = product.images.first(where: { $0.id == image })?.key else {
      throw Problem(.notFound)
    }
    return key
  }
}
