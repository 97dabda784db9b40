import Kernel
import Persistence

extension Catalog {
  /// Changes state, price and stock of many products, all or none; `nil` when nothing was to be changed. Who asks for
  /// the same again with the same `key` gets the edit that was made. Throws `.notFound` for another shop's product or
  /// key, `.conflict` for a key with which something else was changed, or what was taken back since, and `.invalidInput` with a field for each value
  /// that can't be, or that somebody else changed meanwhile.
  package func editRows(
    _ rows: [ProductRowEdit], of shop: ShopID, key: BulkEditID? = nil
  ) async throws -> BulkEdit? {
    let wanted = rows.filter { !$0.isEmpty }.sorted { $0.product < $1.product }
    if wanted.isEmpty { return nil }
    return try await database.write { tx in
      let id = key ?? BulkEditID(at: tx.now)
      // First of all, so that the same form sent twice at once waits here for what becomes of the other.
      guard try BulkEditStore.begin(id, asked: ProductRowEdit.told(wanted), of: shop, tx) else {
        return try made(id, for: wanted, of: shop, tx)
      }
      let terms = try ShopTerms.hold(shop, tx)
      var errors: [FieldError] = []
      var changes: [ProductRowChange] = []
      // In one order, so that two forms never wait for each other.
      for row in wanted {
        let product = try lock(row.product.description, of: shop, tx)
        let faults = row.faults(product)
        errors += faults
        if faults.isEmpty { changes.append(try apply(row.change(product), to: product, terms, tx)) }
      }
      guard errors.isEmpty else { throw Problem(.invalidInput, fields: errors) }
      try BulkEditStore.keep(changes, in: id, tx)
      return try BulkEditStore.lock(id, of: shop, tx)
    }
  }

  /// What was made of the same form before.
  private func made(
    _ id: BulkEditID, for rows: [ProductRowEdit], of shop: ShopID, _ tx: Transaction
  ) throws -> BulkEdit {
    guard let edit = try BulkEditStore.lock(id, of: shop, tx) else { throw Problem(.notFound) }
    if edit.undoneAt != nil {
      throw Problem(
        .conflict,
        "This form was saved already, and taken back. Look again, and save what is still to be changed.")
    }
    guard edit.asked == ProductRowEdit.told(rows) else {
      throw Problem(
        .conflict,
        "This form was saved already, with other values. Look again, and save what is still to be changed.")
    }
    return edit
  }

  /// Takes an edit of many products back, as far as nobody changed them since; answers for how many products it did, and how
  /// many stayed. A second time changes nothing and answers the same. Throws `.notFound` for another shop's edit, and
  /// `.notAllowedNow` after a day.
  package func undoEdit(_ id: BulkEditID, of shop: ShopID) async throws -> (undone: Int, kept: Int) {
    try await database.write { tx in
      guard let edit = try BulkEditStore.lock(id, of: shop, tx) else { throw Problem(.notFound) }
      if edit.undoneAt != nil {
        let kept = edit.kept ?? 0
        return (edit.changes.count - kept, kept)
      }
      guard edit.createdAt.adding(seconds: BulkEdit.undoSeconds) > tx.now else {
        throw Problem(.notAllowedNow, "This can be taken back for a day, which is over.")
      }
      let terms = try ShopTerms.hold(shop, tx)
      var undone = 0
      for change in edit.changes.sorted(by: { $0.product < $1.product }) {
        guard let product = try ProductWriter.lock(change.product, tx), product.deletedAt == nil,
          change.reversed.fits(product)
        else { continue }
        _ = try apply(change.reversed, to: product, terms, tx)
        undone += 1
      }
      let kept = edit.changes.count - undone
      try BulkEditStore.markUndone(id, kept: kept, tx)
      return (undone, kept)
    }
  }

  /// Makes a locked product what the change says; answers with what became of it.
  private func apply(
    _ change: ProductRowChange, to product: Product, _ terms: ShopTerms, _ tx: Transaction
  ) throws -> ProductRowChange {
    var draft = product.draft
    if let status = change.status.flatMap({ ProductStatus(rawValue: $0.after) }) {
      draft.status = status
      // What is said now holds now, and not until a moment that was chosen before; taking it back brings that moment back.
      draft.publishAt = change.publishAt.flatMap { $0 > tx.now ? $0 : nil }
    }
    if let price = change.price { draft.variants[0].price = price.after }
    if let pieces = change.pieces { draft.variants[0].stock = product.variants[0].stock(after: pieces) }
    _ = try writer.update(product, to: draft, shop: terms, tx)
    let edited = try ProductStore.find(product.id, tx) ?? product
    try tx.record("product.edited", edited, from: product)
    var done = change
    if change.status != nil { done.publishAt = product.publishAt }
    if change.pieces != nil { done.pieces = edited.variants[0].stock - product.variants[0].stock }
    return done
  }
}

extension ProductRowEdit {
  /// What rows ask for, in one text that tells whether others ask for the same.
  fileprivate static func told(_ rows: [ProductRowEdit]) -> String {
    func pair<Value>(_ change: SeenChange<Value>?) -> String {
      change.map { "\($0.seen)>\($0.wanted)" } ?? ""
    }
    return rows.map { "\($0.product) \(pair($0.status)) \(pair($0.price)) \(pair($0.stock))" }
      .joined(separator: "\n")
  }

  /// What can't be done of it with the product as it is.
  fileprivate func faults(_ product: Product) -> [FieldError] {
    func fault(_ name: String, _ code: String, _ message: Words) -> FieldError {
      FieldError(field: "\(field).\(name)", code: code, message: message)
    }
    if product.deletedAt != nil { return [fault("status", "deleted", "This product was deleted meanwhile.")] }
    var faults: [FieldError] = []
    if let status, product.status != status.seen, product.status != status.wanted {
      faults.append(fault("status", "changed", "Somebody changed the state meanwhile."))
    }
    guard price != nil || stock != nil else { return faults }
    guard product.options.isEmpty, product.variants.count == 1, let only = product.variants.first else {
      let name = price == nil ? "stock" : "price"
      faults.append(fault(name, "has_variants", "This product has variants. Change them on its own page."))
      return faults
    }
    if let price, only.price.amount != price.seen, only.price.amount != price.wanted {
      faults.append(
        fault("price", "changed", "Somebody changed the price meanwhile; it is \(only.price) now."))
    }
    guard let stock else { return faults }
    if !only.tracksStock {
      faults.append(fault("stock", "not_counted", "Pieces of this product are not counted."))
    } else if !only.canChange(stock) {
      faults.append(fault("stock", "too_large", "That is more than can be counted."))
    }
    return faults
  }

  fileprivate func change(_ product: Product) -> ProductRowChange {
    ProductRowChange(
      product: product.id,
      status: status.map { .init(before: product.status.rawValue, after: $0.wanted.rawValue) },
      price: price.map { .init(before: product.variants[0].price.amount, after: $0.wanted) },
      pieces: stock.map { $0.wanted - $0.seen })
  }
}

extension ProductRowChange {
  /// Whether the product is still as it was before this change.
  fileprivate func fits(_ product: Product) -> Bool {
    if let status, product.status.rawValue != status.before { return false }
    guard price != nil || pieces != nil else { return true }
    guard product.options.isEmpty, product.variants.count == 1 else { return false }
    if pieces != nil, !product.variants[0].tracksStock { return false }
    return price.map { $0.before == product.variants[0].price.amount } ?? true
  }
}

extension Variant {
  /// Whether the number stays one that can be said. What was seen comes from a form, and may be any number.
  fileprivate func canChange(_ change: SeenChange<Int64>) -> Bool {
    let range = -ProductRules.maximumStock...ProductRules.maximumStock
    let (pieces, isTooFar) = change.wanted.subtractingReportingOverflow(change.seen)
    guard !isTooFar, !stock.addingReportingOverflow(pieces).overflow else { return false }
    return range.contains(stock(after: pieces))
  }

  /// What can be bought when so many pieces come or go: less than nothing only of what is sold on.
  fileprivate func stock(after pieces: Int64) -> Int64 {
    sellsOn ? stock + pieces : max(min(0, stock), stock + pieces)
  }
}
