import Kernel
import Persistence

/// How often changes are added up, in seconds.
private let addUpEverySeconds: Int64 = 60
/// So many in one transaction, so that others don't wait for long.
private let changesPerStep = 500

/// Adds the changes of the numbers of orders up, so that pages read few of them.
struct AddUpOrderCounts: Job {
  static let kind = "ordering.add-up-counts"

  static func register(_ ordering: Ordering, in registry: inout JobRegistry) throws {
    registry.on(AddUpOrderCounts.self) { _, _ in try await ordering.addUpCounts() }
    try registry.every(seconds: addUpEverySeconds, AddUpOrderCounts())
  }
}

extension Ordering {
  /// Adds up until fewer changes are left than one step takes.
  func addUpCounts() async throws {
    try await database.repeating(upTo: changesPerStep) {
      try OrderCountStore.addUp(limit: changesPerStep, $0)
    }
  }
}
