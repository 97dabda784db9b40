import Kernel
import Persistence

/// How long files stay after nothing shows them any more, so that pages which are open still find them, and how long an
/// upload may take from its first file until something shows it.
private let keepUnusedMediaSeconds: Int64 = 3_600

/// Deletes the files below keys that nothing uses any more.
struct RemoveMedia: Job {
  static let kind = "catalog.media.remove"

  let keys: [String]

  /// Leaves the work for after the commit.
  static func enqueue(_ keys: [String], _ tx: Transaction) throws {
    guard !keys.isEmpty else { return }
    try tx.enqueue(RemoveMedia(keys: keys), at: tx.now.adding(seconds: keepUnusedMediaSeconds))
  }
}

extension Catalog {
  /// Deletes the files below these keys, except where something uses them, or is about to: then a later job looks
  /// again. May run twice.
  func removeMedia(_ keys: [String]) async throws {
    for key in keys {
      let isUnused = try await database.write { tx in
        if try ImageStore.isUsed(key, tx) { return false }
        let moment = tx.now.adding(seconds: -keepUnusedMediaSeconds)
        return try StoredPictureStore.beginRemoval(of: key, unlessTouchedSince: moment, tx)
      }
      guard isUnused else { continue }
      try await objects.deletePrefix("\(key)/")
      try await database.write { tx in try StoredPictureStore.endRemoval(of: key, tx) }
    }
  }
}
