import Gateways
import Kernel

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
  /// content, not at its name. Throws `.tooLarge` and `.imageUnreadable`.
  package func storePicture(_ bytes: [UInt8], area: String = "products") async throws -> StoredPicture {
    guard bytes.count <= Catalog.maximumImageBytes else {
      throw Problem(.tooLarge, "A picture may have at most 20 MB. Make it smaller and send it again.")
    }
    let sizes = try await images.derive(bytes)
    guard let largest = sizes.last else { throw Problem(.imageUnreadable) }
    let folder = MediaKeys.folder(area, bytes)
    for size in sizes {
      try await objects.put(MediaKeys.file(folder, size.size), size.bytes, contentType: size.contentType)
    }
    return StoredPicture(folder: folder, width: largest.width, height: largest.height)
  }
}
