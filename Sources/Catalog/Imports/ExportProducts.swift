import Kernel
import Persistence

private let productsPerRead = 200

/// Whose columns an export has.
package enum ExportFormat: String, CaseIterable, Sendable {
  case shopify
  /// Souk's own: what the form of a product has, without its texts in other languages, under names that tell.
  case souk

  fileprivate var header: [String] { self == .shopify ? ExportColumns.header : SoukColumns.header }

  fileprivate func records(_ product: ExportedProduct) -> [[String]] {
    self == .shopify ? product.records : SoukColumns.records(product)
  }
}

extension Catalog {
  /// The shop's products as CSV in Shopify's format or Souk's own, in pieces and from several reads, so that memory does not grow with
  /// the shop. `write` gets each piece. The quantities are remembered: when the file comes back, what changed of them is
  /// applied, and what was sold meanwhile stays sold.
  package func exportProducts(
    of shop: ShopID, as format: ExportFormat = .shopify, _ write: (_ bytes: [UInt8]) async throws -> Void
  ) async throws {
    try await write(CSVWriter.record(format.header))
    let stamp = clock.now().milliseconds
    var last: ProductID?
    while true {
      let after = last
      let piece = try await database.read { try exported(of: shop, after: after, stamp, $0) }
      guard let end = piece.last else { return }
      try await write(piece.flatMap { format.records($0).flatMap { CSVWriter.record($0) } })
      var quantities: [VariantID: Int64] = [:]
      for variant in piece.flatMap(\.product.variants) where variant.tracksStock {
        quantities[variant.id] = variant.stock
      }
      let said = quantities
      try await database.write { tx in try FileCountStore.keep(exported: said, tx) }
      last = end.product.id
    }
  }

  private func exported(
    of shop: ShopID, after: ProductID?, _ stamp: Int64, _ snapshot: Snapshot
  ) throws -> [ExportedProduct] {
    let products = try ProductStore.of(shop, after: after, limit: productsPerRead, snapshot)
    if products.isEmpty { return [] }
    let tree = CategoryTree(try CategoryStore.all(snapshot))
    let wishes = try CategoryWishStore.of(products.map(\.id), snapshot)
    let made = products.filter { $0.sourceHandle == nil }.map(\.slug)
    let taken = try ProductStore.sourceHandles(among: made, in: shop, snapshot)
    return products.map { product in
      // What was made by hand goes by its slug, unless something from a file is called the same.
      let own = taken.contains(product.slug) ? product.id.description : product.slug
      return ExportedProduct(
        product: product, handle: product.sourceHandle ?? own,
        categoryPath: product.category.map { tree.path(to: $0.id).map(\.name) } ?? [],
        wish: wishes[product.id] ?? "", stamp: stamp, address: { address($0) })
    }
  }

  private func address(_ image: ProductImage) -> String {
    image.sourceURL ?? image.key.map { objects.publicPath("\($0)/zoom.webp") } ?? ""
  }
}
