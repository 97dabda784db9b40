import Kernel
import Persistence

/// How many rows one INSERT carries; few texts of statements keep the statement caches small.
private let rowsPerInsert = 50

/// Writes products with their variants, facets, texts and search documents. Every function works inside the
/// caller's transaction; a few hundred products in one are the fastest way to load many.
package struct ProductWriter: Sendable {
  let changes: CatalogChanges
  let slugs: ProductSlugs

  /// Adds products to a shop and answers their ids in the same order. The drafts must be valid: every variant
  /// has a value for every option. SKUs are not compared with those of other products. Throws `.conflict`
  /// when the shop has a product with the same source handle.
  /// `cause` is what their stock came from.
  package func insert(
    _ drafts: [ProductDraft], into shop: ShopTerms, because cause: StockCause = StockCause(.opening),
    _ tx: Transaction
  ) throws -> [ProductID] { try insert(drafts, into: shop, words: [:], because: cause, tx) }

  /// The same with the words of descriptions that were taken apart before.
  func insert(
    _ drafts: [ProductDraft], into shop: ShopTerms, words: [ProductText: DescriptionWords],
    because cause: StockCause, _ tx: Transaction
  ) throws -> [ProductID] {
    guard !drafts.isEmpty else { return [] }
    var rows = drafts.map { ProductRow(id: ProductID(at: tx.now), draft: $0, shop: shop, now: tx.now) }
    try slugs.choose(for: &rows, tx)
    try insertRows(&rows, tx)
    var variants: [VariantRow] = []
    var images: [ImageRow] = []
    for row in rows {
      let pictures = (row.draft.images ?? []).enumerated().map { ImageRow(product: row.id, $0, $1) }
      let imageBySource = Dictionary(pictures.map { ($0.sourceURL, $0.id) }) { first, _ in first }
      images += pictures
      for (position, draft) in row.draft.variants.enumerated() {
        variants.append(
          VariantRow(
            product: row.id, shop: shop.shop, draft: draft, position: position,
            image: draft.image ?? draft.imageSource.flatMap { imageBySource[$0] }))
      }
    }
    try insertTexts(rows, tx)
    try ProductTranslationStore.insert(rows.map { ($0.id, $0.draft.translations) }, tx)
    try ImageStore.insert(images, tx)
    for row in rows where row.draft.images?.contains(where: { $0.stored != nil }) ?? false {
      try ImageStore.showFirst(row.id, tx)
    }
    try VariantWriter.insert(variants, because: cause, tx)
    try FacetWriter.insert(rows.map { ($0.id, ProductFacet.of($0.draft)) }, tx)
    try ProductValueStore.insert(rows.map { ($0.id, $0.draft.values) }, tx)
    let variantsOf = Dictionary(grouping: variants, by: \.product)
    try FacetWriter.insert(
      rows.map { row in
        let written = (variantsOf[row.id] ?? []).map { (id: $0.id, options: $0.draft.options) }
        return (row.id, VariantFacet.of(row.draft, written))
      }, tx)
    try SearchIndex.add(rows.map { SearchDocument($0.id, $0.draft, words[$0.draft.text]) }, tx)
    changes.look(after: tx)
    return rows.map(\.id)
  }

  /// Locks a product and its variants in the order in which stock moves do, and reads it. `nil` when there is
  /// none.
  package static func lock(_ id: ProductID, _ tx: Transaction) throws -> Product? {
    if tx.engine == .postgres {
      let _: [VariantID] = try tx.values(
        "SELECT id FROM variants WHERE product_id = \(id) ORDER BY id \(fragment: tx.forUpdate)")
      let _: ProductID? = try tx.value("SELECT id FROM products WHERE id = \(id) \(fragment: tx.forUpdate)")
    }
    return try ProductStore.find(id, tx)
  }

  /// Locks products and their variants in the order in which stock moves do, and reads those that are there.
  static func lock(_ ids: [ProductID], _ tx: Transaction) throws -> [Product] {
    guard !ids.isEmpty else { return [] }
    if tx.engine == .postgres {
      let _: [VariantID] = try tx.values(
        "SELECT id FROM variants WHERE product_id IN \(list: ids) ORDER BY id \(fragment: tx.forUpdate)")
      let _: [ProductID] = try tx.values(
        "SELECT id FROM products WHERE id IN \(list: ids) ORDER BY id \(fragment: tx.forUpdate)")
    }
    return try ProductStore.find(ids, tx)
  }

  /// Whether the draft says anything else than the product is. A picture that it names by its address alone may be one.
  static func changes(_ product: Product, to draft: ProductDraft, shop: ShopTerms, now: Timestamp) -> Bool {
    ProductRow(id: product.id, draft: draft, shop: shop, now: now, old: product).differs(from: product)
      || textsDiffer(product, draft) || VariantWriter.changes(product, to: draft.variants)
      || product.values.bySlug != draft.values.bySlug || product.translations != draft.translations
      || draft.images.map { ImageStore.changes(product, to: $0) } ?? false
  }

  /// Makes a locked product what the draft says and answers whether that changed anything. `cause` is what another stock
  /// comes from.
  package func update(
    _ product: Product, to draft: ProductDraft, shop: ShopTerms,
    because cause: StockCause = StockCause(.correction), _ tx: Transaction
  ) throws -> Bool {
    guard Self.changes(product, to: draft, shop: shop, now: tx.now) else { return false }
    var imageBySource: [String: ImageID] = [:]
    var isChanged = false
    if let images = draft.images {
      isChanged = try ImageStore.synchronise(images, product, tx)
      if draft.variants.contains(where: { $0.imageSource != nil }) {
        imageBySource = Dictionary(
          try ImageStore.of([product.id], tx)[product.id]?.compactMap { image in
            image.sourceURL.map { ($0, image.id) }
          } ?? []
        ) { first, _ in first }
      }
    }
    let drafts = draft.variants
    if try VariantWriter.update(product, to: drafts, imageBySource, because: cause, tx) { isChanged = true }
    let row = ProductRow(id: product.id, draft: draft, shop: shop, now: tx.now, old: product)
    if row.differs(from: product) { isChanged = true }
    if try updateTexts(product, draft, tx) { isChanged = true }
    if try updateValues(product, draft, tx) { isChanged = true }
    if draft.translations != product.translations {
      try ProductTranslationStore.replace(product.id, draft.translations, tx)
      isChanged = true
    }
    guard isChanged else { return false }
    try updateRow(row, tx)
    let facets = ProductFacet.of(draft)
    if facets != ProductFacet.of(product.draft) { try FacetWriter.replace(product.id, facets, tx) }
    if VariantWriter.changesValues(of: product, draft) {
      try FacetWriter.replaceVariants(of: product.id, draft, tx)
    }
    if SearchDocument.mayDiffer(product.draft, draft) {
      let document = SearchDocument(product.id, draft)
      if document != SearchDocument(product.id, product.draft) { try SearchIndex.replace([document], tx) }
    }
    changes.look(after: tx)
    return true
  }

  /// Takes a product out of sight; its rows stay.
  func delete(_ id: ProductID, _ tx: Transaction) throws {
    try tx.run(
      "UPDATE products SET deleted_at = \(tx.now), is_listed = FALSE, updated_at = \(tx.now) WHERE id = \(id)"
    )
    changes.look(after: tx)
  }

  /// Brings a deleted product back.
  func restore(_ id: ProductID, isListed: Bool, _ tx: Transaction) throws {
    try tx.run(
      """
      UPDATE products SET deleted_at = NULL, is_listed = \(isListed), updated_at = \(tx.now),
        listed_at = CASE WHEN listed_at = 0 AND \(isListed) = TRUE THEN \(tx.now) ELSE listed_at END
      WHERE id = \(id)
      """)
    changes.look(after: tx)
  }

  private func insertRows(_ rows: inout [ProductRow], _ tx: Transaction) throws {
    var left = Array(rows.indices)
    for attempt in 0..<2 {
      var inserted = 0
      for chunk in left.chunks(of: rowsPerInsert) {
        inserted += try tx.run(
          """
          INSERT INTO products \(values: chunk.map { rows[$0].values })
          ON CONFLICT DO NOTHING
          """)
      }
      if inserted == left.count { return }
      // Another transaction took a slug between our look and our insert.
      let present = Set(
        try tx.values(
          "SELECT id FROM products WHERE id IN \(list: left.map { rows[$0].id })", as: ProductID.self))
      left = left.filter { !present.contains(rows[$0].id) }
      guard attempt == 0 else { break }
      for index in left { rows[index].slug = ProductSlugs.withSuffix(rows[index]) }
    }
    throw Problem(.conflict)
  }

  private func insertTexts(_ rows: [ProductRow], _ tx: Transaction) throws {
    for chunk in rows.chunks(of: rowsPerInsert) {
      let values = chunk.map { row -> NamedValues in
        [
          "product_id": row.id, "description": row.draft.text.text, "is_html": row.draft.text.isHTML,
          "markdown": row.draft.text.markdown, "video": row.draft.extras.video?.address,
          "warranty_months": row.draft.extras.warranty.months,
          "warranty_text": row.draft.extras.warranty.text,
          "attributes": ListText.write(row.draft.attributes),
          "seo_title": row.draft.pageText.title, "seo_description": row.draft.pageText.description,
        ]
      }
      try tx.run("INSERT INTO product_texts \(values: values)")
    }
  }

  private static func textsDiffer(_ product: Product, _ draft: ProductDraft) -> Bool {
    product.text != draft.text || product.attributes != draft.attributes
      || product.pageText != draft.pageText || product.extras != draft.extras
  }

  private func updateTexts(_ product: Product, _ draft: ProductDraft, _ tx: Transaction) throws -> Bool {
    guard Self.textsDiffer(product, draft) else { return false }
    try tx.run(
      """
      UPDATE product_texts SET description = \(draft.text.text), is_html = \(draft.text.isHTML),
        attributes = \(ListText.write(draft.attributes)), seo_title = \(draft.pageText.title),
        seo_description = \(draft.pageText.description), markdown = \(draft.text.markdown),
        video = \(draft.extras.video?.address), warranty_months = \(draft.extras.warranty.months),
        warranty_text = \(draft.extras.warranty.text)
      WHERE product_id = \(product.id)
      """)
    return true
  }

  private func updateValues(_ product: Product, _ draft: ProductDraft, _ tx: Transaction) throws -> Bool {
    if product.values.bySlug == draft.values.bySlug { return false }
    try ProductValueStore.replace(product.id, draft.values, tx)
    return true
  }

  private func updateRow(_ row: ProductRow, _ tx: Transaction) throws {
    try tx.run(
      """
      UPDATE products SET title = \(row.draft.title), status = \(row.draft.status),
        category_id = \(row.draft.category), publish_at = \(row.draft.publishAt),
        is_listed = \(row.isListed), price = \(row.draft.lowestPrice), price_max = \(row.draft.highestPrice), compare_at_price = \(row.draft.compareAtPrice),
        listed_at = CASE WHEN listed_at = 0 AND \(row.isListed) = TRUE THEN \(tx.now) ELSE listed_at END,
        updated_at = \(tx.now), brand = \(row.draft.brand),
        brand_key = \(row.draft.brand.map(SearchWords.key)), source_handle = \(row.draft.sourceHandle),
        handle_key = \(row.draft.sourceHandle.map(FileHandleKey.of)),
        takes_cash = \(row.draft.extras.takesCash),
        tags = \(ListText.write(row.draft.tags)), options = \(ListText.write(row.draft.options)),
        in_stock = \(fragment: StockStore.hasStock(row.id))
      WHERE id = \(row.id)
      """)
  }
}

extension Catalog {
  /// Writes products inside a transaction.
  package var writer: ProductWriter { ProductWriter(changes: changes, slugs: slugs) }
}

extension ProductStore {
  /// Lists the active products of a shop that has been opened.
  static func list(of shop: ShopID, _ tx: Transaction) throws {
    try tx.run(
      """
      UPDATE products SET is_listed = TRUE,
        listed_at = CASE WHEN listed_at = 0 THEN \(tx.now) ELSE listed_at END
      WHERE shop_id = \(shop) AND status = \(ProductStatus.active) AND publish_at IS NULL AND deleted_at IS NULL
        AND hidden_at IS NULL
      """)
  }

  /// Hides the products of a shop that is open no more.
  static func hide(of shop: ShopID, _ tx: Transaction) throws {
    try tx.run("UPDATE products SET is_listed = FALSE WHERE shop_id = \(shop) AND is_listed = TRUE")
  }
}
