import Gateways
import Kernel
import Persistence

/// Products that one transaction notes.
private let productsPerStep = 1_000

/// Follows what categories are called: only the products of those that changed, or stand below such, are written again.
enum EngineCategories {
  /// Another one for a category that is called otherwise or stands elsewhere, as its products are found by all names of
  /// its path.
  static func said(_ tree: CategoryTree) -> [CategoryID: String] {
    Dictionary(
      uniqueKeysWithValues: tree.inOrder.map { category in
        let names = tree.path(to: category.id).map(\.name).joined(separator: "\n")
        return (category.id, String(SecureToken.contentHash(Array(names.utf8)).prefix(32)))
      })
  }

  /// Has the products of categories wait that are not as the engine was told. All are known from now on.
  static func compare(with tree: CategoryTree, _ tx: Transaction) throws {
    let (known, now) = (try EngineCategoryStore.said(tx), said(tree))
    let changed = now.filter { category, said in known[category].map { $0 != said } ?? false }
    try EngineCategoryStore.keep(changed, waits: true, tx)
    // Products that come into a new one change themselves, as do those that leave one that is deleted.
    try EngineCategoryStore.keep(now.filter { known[$0.key] == nil }, waits: false, tx)
    try EngineCategoryStore.forget(known.keys.filter { now[$0] == nil }.sorted(), tx)
  }

  /// Takes all categories for told, as with a new index that gets every product.
  static func tell(_ tree: CategoryTree, _ tx: Transaction) throws {
    let (known, now) = (try EngineCategoryStore.said(tx), said(tree))
    try EngineCategoryStore.keep(now, waits: false, tx)
    try EngineCategoryStore.forget(known.keys.filter { now[$0] == nil }.sorted(), tx)
  }

  /// Notes the next products of a category that waits; false when none does.
  static func spread(_ tx: Transaction) throws -> Bool {
    guard let state = try EngineStore.next(tx), let waiting = try EngineCategoryStore.waiting(tx) else {
      return false
    }
    let products = try EngineCategoryStore.products(of: waiting, limit: productsPerStep, tx)
    try EngineStore.note(products.map(\.id).sorted(), state.revision, tx)
    try EngineCategoryStore.move(
      waiting.category, behind: products.count == productsPerStep ? products.last : nil, tx)
    return true
  }
}
