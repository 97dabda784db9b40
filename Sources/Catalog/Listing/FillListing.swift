import Kernel
import Persistence

/// So many products one read brings.
private let productsPerRead = 4_000
/// So many reads run at once, so that rows are decoded while others are put into the table.
private let readsAtOnce = 3

/// Fills the table of listings from nothing.
struct FillListing: Sendable {
  let database: Database

  /// A table of all that is listed at some moment from the call on. Throws `DatabaseError`.
  func table() async throws -> ListingTable {
    // Which attributes come with the rows has to be known before these are read.
    let attributes = try await database.read { try AttributeStore.all($0) }
    let (ends, products) = try await database.read { try ListingRowStore.parts(of: productsPerRead, $0) }
    var table = ListingTable()
    table.said.begin(with: Set(attributes.filter(\.isFilterable).map(\.id)))
    table.beginFilling(expected: products)
    let firsts = [nil] + ends.map { Optional($0) }
    var parts = zip(firsts, firsts.dropFirst() + [nil]).makeIterator()
    try await withThrowingTaskGroup(of: ListingRows.self) { group in
      for _ in 0..<readsAtOnce {
        if let part = parts.next() { add(part, to: &group) }
      }
      while let rows = try await group.next() {
        if let part = parts.next() { add(part, to: &group) }
        table.fill(rows)
      }
    }
    let (tree, shops) = try await database.read { snapshot in
      (try CategoryStore.tree(snapshot), try ListingRowStore.allShops(snapshot))
    }
    table.know(tree)
    for shop in shops { table.know(shop) }
    table.endFilling()
    return table
  }

  private func add(
    _ part: (first: ProductID?, last: ProductID?), to group: inout ThrowingTaskGroup<ListingRows, any Error>
  ) {
    group.addTask {
      try await database.read { try ListingRowStore.rows(behind: part.first, through: part.last, $0) }
    }
  }
}
