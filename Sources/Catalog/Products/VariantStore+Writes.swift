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
      guard let delta = try update(kept, draft, tx) else { continue }
      isChanged = true
      let old = kept.variant
      movements.append(
        NewMovement(
          variant: old.id, shop: product.shop.id, delta: delta, balance: old.onHand - old.owed + delta,
          cause: cause))
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
    return isChanged
  }

  /// Answers by how many pieces what lies in the shop changed; `nil` when nothing changed at all.
  private static func update(
    _ kept: VariantMatching.Kept, _ draft: VariantDraft, _ tx: Transaction
  ) throws -> Int64? {
    let old = kept.variant
    var wanted = draft
    wanted.id = old.id
    wanted.stock = nil
    wanted.imageSource = nil
    let isSame = wanted == old.draft && kept.position == kept.oldPosition
    var stock = draft.stock == old.stock ? nil : draft.stock
    // Counting begins with what is there; what nobody counted is owed to nobody.
    if stock == nil, old.owed > 0, draft.tracksStock, !old.tracksStock { stock = max(0, old.stock) }
    guard !isSame || stock != nil else { return nil }
    var changes: [SQL] = [
      """
      position = \(kept.position), price = \(draft.price), compare_at_price = \(draft.compareAtPrice),
      title = \(draft.title), options = \(ListText.write(draft.options)), sku = \(draft.sku),
      barcode = \(draft.barcode), weight_grams = \(draft.weightGrams), image_id = \(draft.image),
      tracks_stock = \(draft.tracksStock), sells_on = \(draft.sellsOn), updated_at = \(tx.now),
      low_stock_threshold = \(draft.lowStockThreshold)
      """
    ]
    if let stock {
      changes.append("on_hand = \(max(0, stock)) + reserved + allocated, owed = \(max(0, -stock))")
    }
    try tx.run("UPDATE variants SET \(fragment: SQL.join(changes, ", ")) WHERE id = \(old.id)")
    return stock.map { $0 - old.stock } ?? 0
  }

  /// Takes variants out of their product. The rows stay until no order moves their stock any more.
  private static func remove(_ ids: [VariantID], _ tx: Transaction) throws {
    guard !ids.isEmpty else { return }
    try tx.run(
      "UPDATE variants SET deleted_at = \(tx.now), updated_at = \(tx.now) WHERE id IN \(list: ids)")
  }
}
