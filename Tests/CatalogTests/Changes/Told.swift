import Catalog
import Synchronization

/// Keeps what a node is told of changes.
final class Told: Sendable {
  private struct Heard {
    var all: Set<CatalogSubject> = []
    var fresh: Set<CatalogSubject> = []
    var gaps = 0
  }

  private let changes: CatalogChanges
  private let heard = Mutex(Heard())
  /// What the node had counted before.
  let begun: UInt64

  /// Listens from now on.
  init(_ changes: CatalogChanges) async throws {
    self.changes = changes
    try await changes.begin()
    await changes.catchUp()
    begun = changes.target
    changes.subscribe { [weak self] subjects in self?.hear(subjects) }
  }

  /// Everything so far.
  var all: Set<CatalogSubject> { heard.withLock { $0.all } }

  /// How often something may have been missed.
  var gaps: Int { heard.withLock { $0.gaps } }

  /// What came since it was last asked, by any node.
  func next() async -> Set<CatalogSubject> {
    await changes.catchUp()
    return heard.withLock { heard in
      defer { heard.fresh = [] }
      return heard.fresh
    }
  }

  private func hear(_ subjects: Set<CatalogSubject>) {
    heard.withLock { heard in
      if subjects.isEmpty { heard.gaps += 1 }
      heard.all.formUnion(subjects)
      heard.fresh.formUnion(subjects)
    }
  }
}
