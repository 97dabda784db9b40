import Kernel
import Persistence

/// What a check of the listing index found.
package struct ListingReport: Hashable, Sendable, CustomStringConvertible {
  private static let shownDifferences = 50

  /// How many products are listed.
  package let products: Int
  /// What the index counts otherwise than the tables, one thing a line.
  package let differences: [String]

  package var isClean: Bool { differences.isEmpty }

  package var description: String {
    if isClean { return "\(products) listed products: the index says what the tables say." }
    let more = differences.count - Self.shownDifferences
    let shown = differences.prefix(Self.shownDifferences) + (more > 0 ? ["and \(more) more"] : [])
    return "\(products) listed products: the index and the tables differ.\n"
      + shown.joined(separator: "\n")
  }
}

extension Catalog {
  /// Fills an index from nothing and compares what it counts with plain scans of the tables. What is changed meanwhile
  /// counts as a difference. Throws `DatabaseError`.
  package func verifyListings() async throws -> ListingReport {
    let table = try await FillListing(database: database).table()
    let wanted = try await database.read(mode: .snapshot) { try ListingCheckStore.counts($0) }
    let found = table.checkedCounts
    let names = Set(wanted.keys).union(found.keys).sorted()
    return ListingReport(
      products: table.count,
      differences: names.compactMap { name in
        let (index, tables) = (found[name] ?? 0, wanted[name] ?? 0)
        return index == tables ? nil : "\(name): \(index) in the index, \(tables) in the tables"
      })
  }

  /// Makes what searches go through anew of all products: texts, colours, sizes and tags. Others go on meanwhile.
  /// Throws `DatabaseError`.
  package func reindex() async throws {
    try await database.write { try SearchRebuildStore.begin($0) }
    try await rebuildSearch(steps: .max)
  }
}

extension ListingTable {
  /// The same counts as `ListingCheckStore` makes.
  fileprivate var checkedCounts: [String: Int] {
    var counts = [
      "all products": listed.count, "all in stock": inStock.count, "all variants": available.count,
    ]
    for entry in brands.entries { counts["brand \(entry.key)"] = entry.products.count }
    for entry in currencies.entries { counts["currency \(entry.text)"] = entry.products.count }
    for entry in shops.entries {
      counts["shop \(ListingCheckStore.text(entry.key))"] = entry.products.count
    }
    for entry in categories.entries {
      counts["category \(ListingCheckStore.text(entry.key))"] = entry.products.count
    }
    for (name, values) in [("color", colors), ("size", sizes), ("tag", tags)] {
      for entry in values.entries {
        counts["value \(name) \(entry.key)"] = entry.products.count
        if name != "tag" { counts["variant value \(name) \(entry.key)"] = entry.variants.count }
      }
    }
    for (attribute, column) in said.columns {
      for (value, count) in column.counts { counts["said \(attribute) \(value)"] = count }
    }
    return counts
  }
}
