import Kernel
import Web

/// How many listed products a category has.
package struct CategoryCount: Hashable, Sendable {
  /// In the category itself.
  package var own = 0
  /// In it and below it.
  package var total = 0

  /// No products.
  package init() {}
}

extension Catalog {
  /// How many listed products each category has, as the listing index knows it; those without any are missing.
  package func categoryCounts() async throws -> [CategoryID: CategoryCount] {
    try await listings.reach()
    return listings.read { $0.categoryCounts }
  }
}

extension ListingTable {
  fileprivate var categoryCounts: [CategoryID: CategoryCount] {
    var counts: [CategoryID: CategoryCount] = [:]
    for (entry, count) in zip(categories.entries, categories.counts) where count > 0 {
      counts[entry.key, default: CategoryCount()].own += count
      for step in tree.path(to: entry.key) { counts[step.id, default: CategoryCount()].total += count }
    }
    return counts
  }
}

/// How many listed products a category has, as the API shows it.
struct CategoryCountOutput: Output {
  let category: CategoryID
  let count: CategoryCount

  static let fields: [OutputField<Self>] = [
    .init("category") { $0.category },
    .init("own") { Int64($0.count.own) },
    .init("total") { Int64($0.count.total) },
  ]
}
