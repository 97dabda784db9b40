import Kernel
import Persistence

/// With what an empty marketplace begins, in the language of the site.
private let defaultCategories: [Words] = [
  "Clothing", "Shoes and bags", "Jewellery", "Home and garden", "Kitchen", "Electronics", "Books and paper",
  "Toys and games", "Sport", "Art and craft", "Beauty", "Food and drink",
]

extension Catalog {
  /// The category at this path of names from the top; makes what is missing. `nil` for an empty path.
  package func ensureCategory(path: [String]) async throws -> Category? {
    try await database.write { tx in try ensureCategory(path: path, tx) }
  }

  /// As above, inside a transaction.
  package func ensureCategory(path: [String], _ tx: Transaction) throws -> Category? {
    let names = path.map(\.trimmed).filter { !$0.isEmpty }.map { String($0.prefix(80)) }
    if let known = try walk(names, make: false, tx) { return known }
    guard !names.isEmpty else { return nil }
    try CategoryStore.lockTree(tx)
    return try walk(names, make: true, tx)
  }

  /// Makes a first set of categories when there is none, so that vendors find a place for their goods.
  package func ensureDefaultCategories() async throws {
    try await database.write { tx in
      guard try CategoryStore.isEmpty(tx) else { return }
      for name in defaultCategories { _ = try ensureCategory(path: [name.text(in: Languages.standard)], tx) }
    }
  }

  private func walk(_ names: [String], make: Bool, _ tx: Transaction) throws -> Category? {
    var current: Category?
    for name in names {
      if let known = try CategoryStore.named(name, below: current?.id, tx) {
        current = known
        continue
      }
      guard make else { return nil }
      let category = Category(
        id: CategoryID(at: tx.now), parent: current?.id,
        slug: try CategorySlugs.free(for: name, below: current, tx), name: name,
        position: try CategoryStore.nextPosition(below: current?.id, tx))
      guard try CategoryStore.insert(category, tx) else { throw Problem(.conflict) }
      changes.look(after: tx)
      current = category
    }
    return current
  }
}
