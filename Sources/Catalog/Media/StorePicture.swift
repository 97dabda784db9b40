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
    let folder = MediaKeys.folder(area, bytes)
    try await claim(folder)
    for size in sizes {
      try await objects.put(MediaKeys.file(folder, size.size), size.bytes, contentType: size.contentType)
    }
    return StoredPicture(folder: folder, width: largest.width, height: largest.height)
  }

  /// Notes the folder before anything lies in it, and that it is to be looked at later. Waits while a job removes the
  /// same picture. That is the store's own affair, whoever uploads and with whatever key.
  private func claim(_ folder: String) async throws {
    for _ in 0..<claimTries {
      let isClaimed = try await Origin.$current.withValue(nil) {
        try await KeyedRequest.$current.withValue(nil) {
          try await database.write { tx in
            guard try StoredPictureStore.touch(folder, tx) else { return false }
            try RemoveMedia.enqueue([folder], tx)
            return true
          }
        }
      }
      if isClaimed { return }
      try await Task.sleep(for: .milliseconds(claimPauseMilliseconds))
    }
    throw Problem(.unavailable, retryAfterSeconds: 2)
  }
}
