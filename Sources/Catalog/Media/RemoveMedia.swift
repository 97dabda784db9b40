import Kernel
import Persistence

/// How long files stay after nothing shows them any more, so that pages which are open still find them.
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
  /// Deletes the files below these keys, except where something uses them.
  func removeMedia(_ keys: [String]) async throws {
    for key in keys {
      let isUsed = try await database.read { snapshot in try ImageStore.isUsed(key, snapshot) }
      if !isUsed { try await objects.deletePrefix("\(key)/") }
    }
  }
}
