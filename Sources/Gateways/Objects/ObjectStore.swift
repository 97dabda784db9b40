/// Bytes with their content type.
package struct StoredObject: Equatable, Sendable {
  /// The content.
  package let bytes: [UInt8]
  /// The media type, as `image/webp`.
  package let contentType: String

  /// Bytes of this media type.
  package init(bytes: [UInt8], contentType: String) {
    self.bytes = bytes
    self.contentType = contentType
  }
}

/// Keeps files by key. A key is a path of plain names, as `products/0190…/3fa9.webp`; callers put a hash of
/// the content into it, so that an object never changes under its key and can be cached for ever.
package protocol ObjectStore: Sendable {
  /// Stores the object; when this returns it survives a crash. The same key again replaces it in one step.
  func put(_ key: String, _ bytes: [UInt8], contentType: String) async throws
  /// The object, or `nil` when there is none.
  func get(_ key: String) async throws -> StoredObject?
  /// Whether there is such an object.
  func exists(_ key: String) async throws -> Bool
  /// Removes the object, if there is one.
  func delete(_ key: String) async throws
  /// Removes everything below a folder of keys, as `products/0190…/`.
  func deletePrefix(_ prefix: String) async throws
  /// Removes what was begun to be stored so many seconds ago or more, and never came to its end.
  func removeDrafts(olderThanSeconds age: Int) async throws
  /// Throws while nothing could be stored, with what the operator has to do.
  func check() async throws
  /// The path or URL by which a browser gets the object.
  func publicPath(_ key: String) -> String
}

/// Why an object could not be stored or read.
package enum ObjectStoreError: Error, Equatable, Sendable {
  /// The key is not a path of plain names.
  case badKey(String)
  /// There is no space left.
  case full(String)
  /// The service does not answer, or is too busy to; later it may.
  case unavailable(String)
  /// The disk or the service refused.
  case failed(String)
}

/// The rule that every object key obeys.
package enum ObjectKey {
  private static let maximumBytes = 512
  private static let maximumNameBytes = 200

  /// True for `a/b-1/c.webp`: names of ASCII letters, digits, `-`, `_` and `.`, none of which starts with a
  /// dot.
  package static func isValid(_ key: String) -> Bool {
    guard !key.isEmpty, key.utf8.count <= maximumBytes else { return false }
    return key.split(separator: "/", omittingEmptySubsequences: false).allSatisfy { name in
      guard let first = name.utf8.first, first != UInt8(ascii: "."), name.utf8.count <= maximumNameBytes
      else {
        return false
      }
      return name.utf8.allSatisfy(isPlain)
    }
  }

  private static func isPlain(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: "."):
      true
    default: false
    }
  }
}
