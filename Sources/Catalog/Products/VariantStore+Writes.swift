import Kernel
import Persistence

private let rowsPerInsert = 50

/// A row of variants on its way into the table.
struct VariantRow {
  let id: VariantID
  let product: ProductID
  let shop: ShopID
  let draft: VariantDraft
  let position: Int
  let image: ImageID?

  init(product: ProductID, shop: ShopID, draft: VariantDraft, position: Int, image: ImageID?) {
    id = draft.id ?? VariantID()
    self.product = product
    self.shop = shop
    self.draft = draft
    self.position = position
    self.image = image
  }
}

/// Writes variants; stock that orders hold is never touched.
enum VariantWriter {
  static func insert(_ rows: [VariantRow], because cause: StockCause, _ tx: Transaction) throws {
    for chunk in rows.chunks(of: rowsPerInsert) {
      let values = chunk.map { row -> NamedValues in
        let draft = row.draft
        return [
          "id": row.id, "product_id": row.product, "shop_id": row.shop, "position": row.position,
          "on_hand": draft.stock ?? 0, "price": draft.price, "compare_at_price": draft.compareAtPrice,
          "title": draft.title, "options": ListText.write(draft.options), "sku": draft.sku,
          "barcode": draft.barcode, "weight_grams": draft.weightGrams, "image_id": row.image,
          "tracks_stock": draft.tracksStock, "sells_on": draft.sellsOn,
          "low_stock_threshold": draft.lowStockThreshold,
          "created_at": tx.now, "updated_at": tx.now,
        ]
      }
      try tx.run("INSERT INTO variants \(values: values)")
    }
    try StockMovementStore.begin(
      rows.map { row in
        let stock = row.draft.stock ?? 0
        return NewMovement(
          variant: row.id, shop: row.shop, delta: stock, balance: stock, cause: cause)
      }, tx)
  }

  /// Makes the variants of a locked product what the drafts say; answers whether anything changed.
  static func update(
    _ product: Product, to drafts: [VariantDraft], _ imageBySource: [String: ImageID],
    because cause: StockCause, _ tx: Transaction
  ) throws -> Bool {
    let matching = VariantMatching(product.variants, drafts)
    var isChanged = !matching.added.isEmpty || !matching.removed.isEmpty
    var movements: [NewMovement] = []
    for kept in matching.kept {
      var draft = kept.draft
      if let source = draft.imageSource { draft.image = imageBySource[source] ?? draft.image }
      guard let written = try update(kept, draft, tx) else { continue }
      isChanged = true
      let (old, delta) = (kept.variant, written.delta)
      // Nobody says of which location; the main one it is, and what that does not have goes from the others.
      movements += try StockSpread.write(
        StockChange(
          variant: old.id, shop: product.shop.id, delta: delta, balance: old.onHand - old.owed + delta,
          cause: cause, elsewhere: written.elsewhere, main: written.main), by: .mainFirst, tx)
      if old.available == 0, draft.canBeBought(of: old.stock + delta) {
        try StockNoticeStore.tell(old.id, of: product.id, product.shop.id, tx)
      }
    }
    try StockMovementStore.append(movements, tx)
    try insert(
      matching.added.map { added in
        VariantRow(
          product: product.id, shop: product.shop.id, draft: added.draft, position: added.position,
          image: added.draft.image ?? added.draft.imageSource.flatMap { imageBySource[$0] })
      }, because: cause.reason == .imported ? cause : StockCause(.opening), tx)
    try remove(matching.removed.map(\.id), tx)
    // A variant that is new has no price in any market.
    if !matching.added.isEmpty || !matching.removed.isEmpty { try MarketPriceStore.settle(product.id, tx) }
    return isChanged
  }

  /// Whether the drafts say anything else than the variants of the product are.
  static func changes(_ product: Product, to drafts: [VariantDraft]) -> Bool {
    let matching = VariantMatching(product.variants, drafts)
    return !matching.added.isEmpty || !matching.removed.isEmpty
      || matching.kept.contains { kept in
        kept.draft.imageSource != nil || !isSame(kept, kept.draft) || stock(kept, kept.draft) != nil
      }
  }

  /// Whether some variant has other values than before, of options, of specifications or of the category's attributes, or is
  /// new, or went.
  static func changesValues(of product: Product, _ draft: ProductDraft) -> Bool {
    let matching = VariantMatching(product.variants, draft.variants)
    return product.options != draft.options || product.attributes != draft.attributes
      || product.values.bySlug != draft.values.bySlug
      || !matching.added.isEmpty || !matching.removed.isEmpty
      || matching.kept.contains { $0.variant.options != $0.draft.options }
  }

  private static func isSame(_ kept: VariantMatching.Kept, _ draft: VariantDraft) -> Bool {
    var wanted = draft
    wanted.id = kept.variant.id
    wanted.stock = nil
    wanted.imageSource = nil
    return wanted == kept.variant.draft && kept.position == kept.oldPosition
  }

  /// How many pieces there are to be, where that is another number.
  private static func stock(_ kept: VariantMatching.Kept, _ draft: VariantDraft) -> Int64? {
    let old = kept.variant
    if let stock = draft.stock, stock != old.stock { return stock }
    // Counting begins with what is there; what nobody counted is owed to nobody.
    return old.owed > 0 && draft.tracksStock && !old.tracksStock ? max(0, old.stock) : nil
  }

  /// By how many pieces what lies in the shop changed, and what of it lies where.
  private struct Written {
    var delta: Int64 = 0
    var elsewhere: Int64 = 0
    var main: StockLocationID?
  }

  /// `nil` when nothing changed at all.
  private static func update(
    _ kept: VariantMatching.Kept, _ draft: VariantDraft, _ tx: Transaction
  ) throws -> Written? {
    let stock = stock(kept, draft)
    guard !isSame(kept, draft) || stock != nil else { return nil }
    var changes: [SQL] = [
      """
      position = \(kept.position), price = \(draft.price), compare_at_price = \(draft.compareAtPrice),
      title = \(draft.title), options = \(ListText.write(draft.options)), sku = \(draft.sku),
      barcode = \(draft.barcode), weight_grams = \(draft.weightGrams), image_id = \(draft.image),
      tracks_stock = \(draft.tracksStock), sells_on = \(draft.sellsOn), updated_at = \(tx.now),
      low_stock_threshold = \(draft.lowStockThreshold)
      """
    ]
    guard let stock else {
      try tx.run("UPDATE variants SET \(fragment: SQL.join(changes, ", ")) WHERE id = \(kept.variant.id)")
      return Written()
    }
    changes.append("on_hand = \(max(0, stock)) + reserved + allocated, owed = \(max(0, -stock))")
    return try tx.first(
      """
      UPDATE variants SET \(fragment: SQL.join(changes, ", ")) WHERE id = \(kept.variant.id)
      RETURNING elsewhere, \(fragment: StockLocationStore.mainOfVariant)
      """
    ) { row in
      Written(delta: stock - kept.variant.stock, elsewhere: try row.next(), main: try row.next())
    }
  }

  /// Takes variants out of their product. The rows stay until no order moves their stock any more.
  private static func remove(_ ids: [VariantID], _ tx: Transaction) throws {
    guard !ids.isEmpty else { return }
    try tx.run(
      "UPDATE variants SET deleted_at = \(tx.now), updated_at = \(tx.now) WHERE id IN \(list: ids)")
  }
}
