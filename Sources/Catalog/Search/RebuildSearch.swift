import Kernel
import Persistence

/// How many products one transaction goes through, so that others wait for it no longer than for an import.
private let productsPerStep = 50
/// After so many steps a run ends, and the next one goes on: no worker that is told to stop is held up by all products.
private let stepsPerRun = 400

/// Puts the products that were there before words were split and folded as they are now into the index and the facets,
/// and gives brands, handles of files, categories and wishes the keys by which they are found now.
struct RebuildSearch: Job {
  static let kind = "catalog.rebuild-search"
}

extension Catalog {
  /// Goes on with a rebuild where the last run stopped, for some steps or until all products are done. Several runs at
  /// once take turns.
  func rebuildSearch(steps: Int = stepsPerRun, of limit: Int = productsPerStep) async throws {
    let changes = changes
    for _ in 0..<steps {
      let isMore = try await database.write { tx in
        try SearchRebuild.step(limit: limit, changes, tx)
      }
      guard isMore else { return }
    }
  }
}

/// The steps of a rebuild.
enum SearchRebuild {
  /// Goes through some products. False when none are left.
  static func step(limit: Int, _ changes: CatalogChanges, _ tx: Transaction) throws -> Bool {
    guard let position = try SearchRebuildStore.lock(tx) else { return false }
    if position.product == nil {
      try CategoryStore.fold(tx)
      try CategoryWishStore.foldAnswers(tx)
    }
    let ids = try SearchRebuildStore.products(after: position.product, limit: limit, tx)
    guard let last = ids.last else {
      try SearchRebuildStore.finish(tx)
      return false
    }
    let products = try ProductStore.find(ids, tx)
    try SearchIndex.replace(products.map { SearchDocument($0.id, $0.draft) }, tx)
    for product in products {
      try FacetWriter.replace(product.id, ProductFacet.of(product.draft), tx)
      try FacetWriter.replaceVariants(of: product.id, product.draft, tx)
      try SearchRebuildStore.setKeys(of: product, tx)
      try changes.note(.product(product.id), tx)
    }
    try CategoryWishStore.keep(CategoryWishStore.of(ids, tx), tx)
    try SearchRebuildStore.move(to: last, tx)
    return true
  }
}
