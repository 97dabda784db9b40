import Gateways
import Kernel
import Persistence

/// A product of a file, ready to be written, or the reason why it can't be.
struct PreparedProduct: Sendable {
  let shop: ShopID
  let group: ShopifyFile.Group
  let content: Result<ShopifyProduct, ShopifyProduct.Rejection>
  /// The words of the description that the file has.
  let words: DescriptionWords?

  /// Reads the group, makes its texts safe and takes them apart: the slow part, outside of any transaction.
  init(_ group: ShopifyFile.Group, shop: ShopID, reader: ProductFileReader) {
    self.shop = shop
    self.group = group
    do throws(ShopifyProduct.Rejection) {
      let product = try reader.read(group.records)
      content = .success(product)
      words = product.text.value.map(DescriptionWords.init)
    } catch {
      content = .failure(error)
      words = nil
    }
  }

  var product: ShopifyProduct? { try? content.get() }

  /// The results of all its rows when the product as a whole had this outcome.
  func rows(_ outcome: RowOutcome, _ rejections: [Int: Words], _ notes: [Int: [Words]]) -> [ImportRow] {
    group.records.map { record in
      if let reason = rejections[record.number] { return row(record, .rejected, reason) }
      let notes = notes[record.number] ?? []
      return row(record, outcome, notes.isEmpty ? nil : Words(sentences: notes))
    }
  }

  /// All rows rejected; the one at fault says why, the others that they went with it.
  func rejected(_ rejection: ShopifyProduct.Rejection) -> [ImportRow] {
    group.records.map { record in
      let isAtFault = record.number == rejection.record
      return row(
        record, .rejected,
        isAtFault
          ? rejection.reason : "The product was left out. Row \(rejection.record): \(rejection.reason)")
    }
  }

  private func row(_ record: CSVRecord, _ outcome: RowOutcome, _ reason: Words?) -> ImportRow {
    // What can't be shown, as a NUL byte, can't be stored everywhere.
    let handle = group.handle.unicodeScalars.filter { $0.value >= 0x20 && $0.value != 0x7F }
    return ImportRow(
      number: Int64(record.number), handle: String(String(handle).prefix(255)), outcome: outcome,
      reason: reason)
  }
}

/// Some hundred products that are written in one transaction, together with their rows' results and the checkpoint.
struct ImportBatch: Sendable {
  let id: ImportID
  let from: ImportPosition
  let categories: ImportedCategories
  let products: [PreparedProduct]

  var end: ImportPosition { products.last?.group.end ?? from }

  /// Writes the batch. Throws `.conflict` when another run of the same import is ahead.
  func write(_ catalog: Catalog, _ tx: Transaction) throws {
    var results: [ImportRow] = []
    let finder = try finder(catalog, tx)
    for shop in Set(products.map(\.shop)).sorted() {
      let terms = try ShopTerms.hold(shop, tx)
      let mine = products.filter { $0.shop == shop }
      let known = try ShopImport.lock(mine, in: shop, tx)
      var writing = try ShopImport(mine, of: id, terms, known, finder, catalog, now: tx.now, tx)
      results += try writing.write(tx)
    }
    try record(results.sorted { $0.number < $1.number }, tx)
  }

  /// What would become of the rows if the batch were written now.
  func judged(_ catalog: Catalog, now: Timestamp, _ snapshot: Snapshot) throws -> [JudgedProduct] {
    var results: [JudgedProduct] = []
    let finder = try CategoryFinder(texts, catalog.categoryPaths, snapshot)
    for shop in Set(products.map(\.shop)).sorted() {
      let terms = try ShopTerms.read(shop, snapshot)
      let mine = products.filter { $0.shop == shop }
      let known = try ShopImport.known(mine, in: shop, snapshot)
      var judging = try ShopImport(mine, of: id, terms, known, finder, catalog, now: now, snapshot)
      results += try judging.judge(snapshot)
    }
    return results.sorted { ($0.rows.first?.number ?? 0) < ($1.rows.first?.number ?? 0) }
  }

  private var texts: [String] { products.compactMap(\.product).flatMap(\.categoryTexts) }

  /// Makes the categories first that are not there, where the file may.
  private func finder(_ catalog: Catalog, _ tx: Transaction) throws -> CategoryFinder {
    let finder = try CategoryFinder(texts, catalog.categoryPaths, tx)
    guard categories == .made else { return finder }
    let paths = Set(products.compactMap(\.product).map(\.categoryPath))
    let missing = paths.filter { !$0.isEmpty && !finder.hasPath($0) }
    if missing.isEmpty { return finder }
    for path in missing { _ = try catalog.ensureCategory(path: path, tx) }
    return try CategoryFinder(texts, catalog.categoryPaths, tx)
  }

  /// Records every row of the batch as rejected for this reason, and goes on behind it.
  func reject(_ reason: Words, _ tx: Transaction) throws {
    let rows = products.flatMap { product in
      product.rejected(.init(record: product.group.records.first?.number ?? 0, reason: reason))
    }
    try record(rows, tx)
  }

  /// Keeps the results of the batch's rows, and goes on behind it. Throws `.conflict` when another run is ahead.
  func record(_ rows: [ImportRow], _ tx: Transaction) throws {
    var counts = ImportCounts()
    for row in rows { counts.count(row.outcome) }
    let written = products.count
    guard try ImportStore.advance(id, from: from, to: end, products: Int64(written), counts, tx) else {
      throw Problem(.conflict, "Another run of this import is ahead.")
    }
    try ImportStore.insertRows(id, rows, tx)
  }
}
