import Kernel
import Persistence

/// Writes the products of a batch that belong to one shop.
struct ShopImport {
  private let products: [PreparedProduct]
  private let terms: ShopTerms
  private let catalog: Catalog
  private let now: Timestamp
  /// The products that the file means, by its handles.
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
  private var written: Set<ProductID> = []

  /// Looks up what the products need besides those that are known, in a handful of queries.
  init(
    _ products: [PreparedProduct], of file: ImportID, _ terms: ShopTerms, _ known: [String: Product],
    _ finder: CategoryFinder, _ catalog: Catalog, now: Timestamp, _ snapshot: Snapshot
  ) throws {
    self.products = products
    self.file = file
    self.terms = terms
    self.known = known
    self.finder = finder
    self.catalog = catalog
    self.now = now
    let files = products.compactMap(\.product)
    counts = try FileCountStore.of(known.values.flatMap { $0.variants.map(\.id) }, snapshot)
    let keys = files.flatMap { $0.images.or([]).compactMap { PictureAddress($0.source).key } }
    stored = try ImageStore.stored(Set(keys).sorted(), snapshot)
    let skus = Set(files.flatMap { $0.variants.compactMap { $0.sku.value.flatMap { $0 } } })
    owners = try VariantStore.owners(of: skus.sorted(), in: terms.shop, snapshot)
    let own = Set(known.values.map(\.id))
    let others = Set(owners.values.joined()).subtracting(own)
    siblings = own.union(try ImportStore.brought(others.sorted(), by: file, snapshot))
  }

  /// The products of the shop that these rows mean, by what the file calls them.
  static func known(
    _ products: [PreparedProduct], in shop: ShopID, _ snapshot: Snapshot
  ) throws -> [String: Product] {
    try ProductStore.byFileHandles(products.compactMap { $0.product?.handle }, in: shop, snapshot)
  }

  /// The same, locked all at once, in the order in which stock moves lock. Where there is one writer, nobody can come
  /// between. Throws `.conflict` when one went meanwhile.
  static func lock(
    _ products: [PreparedProduct], in shop: ShopID, _ tx: Transaction
  ) throws -> [String: Product] {
    let seen = try known(products, in: shop, tx)
    if tx.engine == .sqlite || seen.isEmpty { return seen }
    let ids = Set(seen.values.map(\.id)).sorted()
    let locked = Dictionary(try ProductWriter.lock(ids, tx).map { ($0.id, $0) }) { first, _ in first }
    return try seen.mapValues { product in
      guard let found = locked[product.id] else { throw Problem(.conflict) }
      return found
    }
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
      new.map(\.draft), into: terms, words: words, because: StockCause(file: file), tx)
    for (id, product) in zip(ids, new) { wishes[id] = product.wish }
    let namesPictures = products.contains { $0.product?.images.value?.isEmpty == false }
    if namesPictures, try PictureFetchStore.name(written.sorted() + ids, in: file, tx) {
      try FetchPictures.enqueue(tx)
    }
    try CategoryWishStore.keep(wishes, tx)
    try FileCountStore.keep(imported: counted, tx)
    return rows
  }

  /// The words of the descriptions that the file has.
  private var words: [ProductText: DescriptionWords] {
    let described = products.compactMap { prepared in
      prepared.product?.text.value.flatMap { text in prepared.words.map { (text, $0) } }
    }
    return Dictionary(described) { first, _ in first }
  }

  /// What would become of the products, and of their rows; writes nothing.
  mutating func judge(_ snapshot: Snapshot) throws -> [JudgedProduct] {
    var judged: [JudgedProduct] = []
    for prepared in products {
      do {
        let file = try prepared.content.get()
        guard let old = known[file.handle] else {
          let merge = try merged(file, nil)
          remember(merge, file)
          judged.append(
            JudgedProduct(
              rows: prepared.rows(.created, merge.rejections, merge.notes), old: nil, draft: merge.draft))
          continue
        }
        if old.deletedAt != nil { try checkReturn(old, file, snapshot) }
        let merge = try merged(file, old)
        let isChanged =
          old.deletedAt != nil || ProductWriter.changes(old, to: merge.draft, shop: terms, now: now)
        remember(merge, file, onto: old)
        judged.append(
          JudgedProduct(
            rows: rows(prepared, file, merge, isChanged: isChanged, isBack: old.deletedAt != nil), old: old,
            draft: merge.draft))
      } catch let rejection as ShopifyProduct.Rejection {
        judged.append(JudgedProduct(rows: prepared.rejected(rejection), old: nil, draft: nil))
      }
    }
    return judged
  }

  /// Puts a file onto a product of the shop. One that lies in the bin comes back: the file says that it is wanted.
  private mutating func update(
    _ prepared: PreparedProduct, _ file: ShopifyProduct, _ old: Product, _ tx: Transaction
  ) throws -> [ImportRow] {
    var product = old
    // A file may call one product by two names.
    if written.contains(old.id), let again = try ProductStore.find(old.id, tx) { product = again }
    let isBack = product.deletedAt != nil
    if isBack {
      // Looked at before anything of it is written.
      _ = try merged(file, product)
      product = try restored(product, file, tx)
    }
    let merge = try merged(file, product)
    let isChanged = try catalog.writer.update(
      product, to: merge.draft, shop: terms, because: StockCause(file: self.file), tx)
    if let wish = merge.wish { wishes[product.id] = wish }
    written.insert(product.id)
    remember(merge, file, onto: product)
    return rows(prepared, file, merge, isChanged: isChanged || isBack, isBack: isBack)
  }

  private func rows(
    _ prepared: PreparedProduct, _ file: ShopifyProduct, _ merge: ProductMerge, isChanged: Bool, isBack: Bool
  ) -> [ImportRow] {
    let notes: [Words] = isBack ? ["The product lay in the bin and is back."] : []
    return prepared.rows(
      isChanged ? .updated : .unchanged, merge.rejections,
      merge.notes.merging([file.first: notes]) { $1 + $0 })
  }

  private func checkReturn(_ product: Product, _ file: ShopifyProduct, _ snapshot: Snapshot) throws {
    let skus = product.variants.compactMap(\.sku)
    if let sku = try VariantStore.takenSKU(skus, in: terms.shop, besides: product.id, snapshot) {
      throw ShopifyProduct.Rejection(
        record: file.first,
        reason: """
          The product lies in the bin and stays there: meanwhile another product has the SKU \(sku).
          """)
    }
  }

  private func restored(_ product: Product, _ file: ShopifyProduct, _ tx: Transaction) throws -> Product {
    try checkReturn(product, file, tx)
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

  /// What the product gave up is free for those that come behind it.
  private mutating func remember(_ merge: ProductMerge, _ file: ShopifyProduct, onto old: Product) {
    remember(merge, file)
    let kept = Set(merge.draft.variants.compactMap(\.sku))
    for sku in old.variants.compactMap(\.sku) where !kept.contains(sku) { owners[sku]?.remove(old.id) }
  }
}

/// What would become of a product of a file.
struct JudgedProduct {
  /// The results of its rows.
  let rows: [ImportRow]
  /// The product that is there.
  let old: Product?
  /// What it would become; `nil` for one that is rejected.
  let draft: ProductDraft?
}
