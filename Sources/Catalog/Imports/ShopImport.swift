import Kernel
import Persistence

/// Writes the products of a batch that belong to one shop.
struct ShopImport {
  private let products: [PreparedProduct]
  private let terms: ShopTerms
  private let catalog: Catalog
  private let now: Timestamp
  private let known: [String: Product]
  private let finder: CategoryFinder
  private let counts: [VariantID: FileCount]
  private let stored: [String: StoredPicture]
  /// Which products have the SKUs that the batch names.
  private var owners: [String: Set<ProductID>]
  /// Those of them that come in the same file.
  private let siblings: Set<ProductID>
  /// The handles that took SKUs in this batch.
  private var claims: [String: String] = [:]
  private var counted: [VariantID: FileCount] = [:]
  private var wishes: [ProductID: String] = [:]
  /// The file, and the products that it wrote or found as it says.
  private let file: ImportID
  private var written: [ProductID] = []

  /// Looks up what the products need, in a handful of queries.
  init(
    _ products: [PreparedProduct], of file: ImportID, _ terms: ShopTerms, _ finder: CategoryFinder,
    _ catalog: Catalog, _ tx: Transaction
  ) throws {
    self.products = products
    self.file = file
    self.terms = terms
    self.finder = finder
    self.catalog = catalog
    now = tx.now
    let files = products.compactMap(\.product)
    known = try ProductStore.byFileHandles(files.map(\.handle), in: terms.shop, tx)
    counts = try FileCountStore.of(known.values.flatMap { $0.variants.map(\.id) }, tx)
    let keys = files.flatMap { $0.images.or([]).compactMap { PictureAddress($0.source).key } }
    stored = try ImageStore.stored(Set(keys).sorted(), tx)
    let skus = Set(files.flatMap { $0.variants.compactMap { $0.sku.value.flatMap { $0 } } })
    owners = try VariantStore.owners(of: skus.sorted(), in: terms.shop, tx)
    let own = Set(known.values.map(\.id))
    let others = Set(owners.values.joined()).subtracting(own)
    siblings = own.union(try ImportStore.brought(others.sorted(), by: file, tx))
  }

  /// Writes them and answers with the results of their rows.
  mutating func write(_ tx: Transaction) throws -> [ImportRow] {
    var rows: [ImportRow] = []
    var new: [(draft: ProductDraft, wish: String?)] = []
    for prepared in products {
      do {
        let file = try prepared.content.get()
        if let old = known[file.handle] {
          rows += try update(prepared, file, old, tx)
        } else {
          let merge = try merged(file, nil)
          new.append((merge.draft, merge.wish))
          remember(merge, file)
          rows += prepared.rows(.created, merge.rejections, merge.notes)
        }
      } catch let rejection as ShopifyProduct.Rejection {
        rows += prepared.rejected(rejection)
      }
    }
    let ids = try catalog.writer.insert(
      new.map(\.draft), into: terms, because: StockCause(file: file), tx)
    for (id, product) in zip(ids, new) { wishes[id] = product.wish }
    if try PictureFetchStore.name(written + ids, in: file, tx) { try FetchPictures.enqueue(tx) }
    try CategoryWishStore.keep(wishes, tx)
    try FileCountStore.keep(imported: counted, tx)
    return rows
  }

  /// Puts a file onto a product of the shop. One that lies in the bin comes back: the file says that it is wanted.
  private mutating func update(
    _ prepared: PreparedProduct, _ file: ShopifyProduct, _ old: Product, _ tx: Transaction
  ) throws -> [ImportRow] {
    guard var locked = try ProductWriter.lock(old.id, tx) else { throw Problem(.conflict) }
    var notes: [Words] = []
    if locked.deletedAt != nil {
      // Looked at before anything of it is written.
      _ = try merged(file, locked)
      locked = try restored(locked, file, tx)
      notes.append("The product lay in the bin and is back.")
    }
    let merge = try merged(file, locked)
    let isChanged = try catalog.writer.update(
      locked, to: merge.draft, shop: terms, because: StockCause(file: self.file), tx)
    if let wish = merge.wish { wishes[locked.id] = wish }
    written.append(locked.id)
    remember(merge, file)
    // What the product gave up is free for those that come behind it.
    let kept = Set(merge.draft.variants.compactMap(\.sku))
    for sku in locked.variants.compactMap(\.sku) where !kept.contains(sku) { owners[sku]?.remove(locked.id) }
    let isBack = !notes.isEmpty
    return prepared.rows(
      isChanged || isBack ? .updated : .unchanged, merge.rejections,
      merge.notes.merging([file.first: notes]) { $1 + $0 })
  }

  private func restored(_ product: Product, _ file: ShopifyProduct, _ tx: Transaction) throws -> Product {
    let skus = product.variants.compactMap(\.sku)
    if let sku = try VariantStore.takenSKU(skus, in: terms.shop, besides: product.id, tx) {
      throw ShopifyProduct.Rejection(
        record: file.first,
        reason: """
          The product lies in the bin and stays there: meanwhile another product has the SKU \(sku).
          """)
    }
    try catalog.writer.restore(product.id, isListed: false, tx)
    try tx.record(
      "product.restored", on: product.id, shop: terms.shop, after: ["title": .string(product.title)])
    guard let back = try ProductStore.find(product.id, tx) else { throw Problem(.conflict) }
    return back
  }

  private func merged(_ file: ShopifyProduct, _ old: Product?) throws(ShopifyProduct.Rejection)
    -> ProductMerge
  {
    let (owners, siblings, claims, finder) = (owners, siblings, claims, finder)
    let surroundings = MergeSurroundings(
      counts: counts, stored: stored, now: now,
      holder: { sku in
        let others = (owners[sku] ?? []).filter { $0 != old?.id }
        if let claim = claims[sku], claim != file.handle { return .inFile }
        return others.isEmpty ? nil : others.isSubset(of: siblings) ? .inFile : .elsewhere
      },
      category: { text, present in finder.category(text, present) },
      attributes: { finder.tree.attributes(of: $0) })
    return try ProductMerge(file, onto: old, surroundings)
  }

  private mutating func remember(_ merge: ProductMerge, _ file: ShopifyProduct) {
    for sku in merge.draft.variants.compactMap(\.sku) { claims[sku] = file.handle }
    counted.merge(merge.counted) { $1 }
  }
}
