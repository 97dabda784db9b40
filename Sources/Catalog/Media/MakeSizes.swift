import Gateways
import Kernel
import Persistence

private let catchUpEverySeconds: Int64 = 300
private let picturesPerCatchUp = 50
/// An upload takes less time until its own job is there.
private let uploadSeconds: Int64 = 600

/// Makes the further sizes of a stored picture.
struct MakeSizes: Job {
  static let kind = "catalog.media.sizes"

  let key: String

  static func enqueue(_ key: String, _ tx: Transaction) throws {
    try tx.enqueue(MakeSizes(key: key), dedupe: key)
  }
}

/// Looks for pictures that were stored before there were further sizes, or whose job was lost.
struct CatchUpSizes: Job {
  static let kind = "catalog.media.sizes.missing"
}

extension MakeSizes {
  /// Registers the handlers of sizes.
  static func register(_ catalog: Catalog, in registry: inout JobRegistry) throws {
    registry.on(MakeSizes.self) { job, _ in try await catalog.makeSizes(of: job.key) }
    registry.on(CatchUpSizes.self) { _, _ in
      try await catalog.database.write { tx in
        let end = tx.now.adding(seconds: -uploadSeconds)
        for key in try StoredPictureStore.unmade(before: end, limit: picturesPerCatchUp, tx) {
          try MakeSizes.enqueue(key, tx)
        }
      }
    }
    try registry.every(seconds: catchUpEverySeconds, CatchUpSizes())
  }
}

extension Catalog {
  /// What was made of a stored picture besides its first sizes, for pictures of which no row says it. Throws
  /// `DatabaseError`.
  package func look(of key: String) async throws -> PictureLook {
    try await database.read { try StoredPictureStore.look(of: key, $0) }
  }

  /// Makes the widths and formats that pages choose from and a placeholder, out of the original, or of the largest size
  /// where none was kept. May run twice.
  func makeSizes(of key: String) async throws {
    guard let stored = try await database.read({ try StoredPictureStore.find(key, $0) }),
      stored.sizes == 0, !stored.isBeingRemoved
    else { return }
    let source = stored.original.map { MediaKeys.original(key, $0) } ?? MediaKeys.file(key, .zoom)
    var look = PictureLook(sizes: -1, placeholder: nil)
    if let object = try await objects.get(source) {
      do {
        let made = try await images.deriveMore(object.bytes)
        for file in made.files {
          try await objects.put(
            MediaKeys.file(key, file.width, file.format), file.bytes, contentType: file.format.contentType)
        }
        look = PictureLook(sizes: made.hasAVIF ? 2 : 1, placeholder: made.placeholder)
      } catch let problem as Problem where problem.kind == .imageUnreadable {
        // Nothing more is to be had of it; what was made at the upload stays.
      }
    }
    try await database.write { [look] tx in
      try StoredPictureStore.keep(look, of: key, tx)
      // Products tell by themselves; the front page is told here.
      if MediaKeys.isOfSite(key) { try changes.note(.site, tx) }
      changes.look(after: tx)
    }
  }
}
