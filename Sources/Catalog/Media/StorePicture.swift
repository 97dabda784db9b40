import Gateways
import Kernel
import Persistence

/// How often, and after which pause, one asks again whether the removal of the same picture is over.
private let claimTries = 25
private let claimPauseMilliseconds = 200

/// A picture whose sizes lie in the object store.
package struct StoredPicture: Hashable, Sendable {
  /// The key below which its sizes lie.
  package let folder: String
  /// Pixels across of the largest size.
  package let width: Int
  /// Pixels down of the largest size.
  package let height: Int
}

extension Catalog {
  /// The most bytes of one uploaded picture: 20 MB.
  package static let maximumImageBytes = 20 * 1024 * 1024

  /// Makes the sizes of an uploaded picture and stores them below `area` (`products`, `site`). Looks at the
  /// content, not at its name. The files go again when nothing shows them within the hour. Throws `.tooLarge`
  /// and `.imageUnreadable`.
  package func storePicture(_ bytes: [UInt8], area: String = "products") async throws -> StoredPicture {
    guard bytes.count <= Catalog.maximumImageBytes else {
      throw Problem(.tooLarge, "A picture may have at most 20 MB. Make it smaller and send it again.")
    }
    let sizes = try await images.derive(bytes)
    guard let largest = sizes.last else { throw Problem(.imageUnreadable) }
    let original = try await images.original(bytes)
    let folder = MediaKeys.folder(area, bytes)
    try await claim(folder, original.format.fileExtension)
    let originalKey = MediaKeys.original(folder, original.format.fileExtension)
    try await objects.put(
      originalKey, original.bytes, contentType: original.format.contentType)
    for size in sizes {
      try await objects.put(MediaKeys.file(folder, size.size), size.bytes, contentType: size.contentType)
    }
    try await apart { tx in try MakeSizes.enqueue(folder, tx) }
    return StoredPicture(folder: folder, width: largest.width, height: largest.height)
  }

  /// Notes the folder before anything lies in it, and that it is to be looked at later. Waits while a job removes the
  /// same picture.
  private func claim(_ folder: String, _ original: String) async throws {
    for _ in 0..<claimTries {
      let isClaimed = try await apart { tx in
        guard try StoredPictureStore.touch(folder, original: original, tx) else { return false }
        try RemoveMedia.enqueue([folder], tx)
        return true
      }
      if isClaimed { return }
      try await Task.sleep(for: .milliseconds(claimPauseMilliseconds))
    }
    throw Problem(.unavailable, retryAfterSeconds: 2)
  }

  /// A transaction that is the store's own affair, whoever uploads and with whatever key.
  func apart<Value: Sendable>(
    _ body: @escaping @Sendable (Transaction) throws -> Value
  ) async throws -> Value {
    try await Origin.$current.withValue(nil) {
      try await KeyedRequest.$current.withValue(nil) { try await database.write(body) }
    }
  }
}
