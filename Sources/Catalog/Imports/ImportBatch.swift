import Gateways
import Kernel
import Persistence

/// A product of a file, ready to be written, or the reason why it can't be.
struct PreparedProduct: Sendable {
  let shop: ShopID
  let group: ShopifyFile.Group
  let content: Result<(product: ShopifyProduct, draft: ProductDraft), ShopifyProduct.Rejection>

  /// Reads the group and makes its texts safe: the slow part, outside of any transaction.
  init(_ group: ShopifyFile.Group, shop: ShopID, reader: ShopifyProductReader) {
    self.shop = shop
    self.group = group
    do throws(ShopifyProduct.Rejection) {
      if group.handle.isEmpty {
        throw .init(record: group.records.first?.number ?? 0, reason: "The handle is missing.")
      }
      if group.handle.utf8.count > 255 {
        throw .init(record: group.records.first?.number ?? 0, reason: "The handle is longer than 255 bytes.")
      }
      let product = try reader.read(group.records)
      content = .success((product, product.draft))
    } catch {
      content = .failure(error)
    }
  }

  /// The results of all its rows when the product as a whole had this outcome.
  func rows(_ outcome: RowOutcome) -> [ImportRow] {
    switch content {
    case .failure(let rejection): rejected(rejection)
    case .success(let (product, _)):
      group.records.map { record in
        let reason = product.rejections.first { $0.record == record.number }?.reason
        return ImportRow(
          number: Int64(record.number), handle: group.handle, outcome: reason == nil ? outcome : .rejected,
          reason: reason)
      }
    }
  }

  /// All rows rejected; the one at fault says why, the others that they went with it.
  func rejected(_ rejection: ShopifyProduct.Rejection) -> [ImportRow] {
    group.records.map { record in
      let isAtFault = record.number == rejection.record
      return ImportRow(
        number: Int64(record.number), handle: String(group.handle.prefix(255)), outcome: .rejected,
        reason: isAtFault
          ? rejection.reason : "The product was left out. Row \(rejection.record): \(rejection.reason)")
    }
  }
}

extension ShopifyProduct {
  /// The product as the catalogue takes it; its category is found when it is written.
  var draft: ProductDraft {
    let options = optionNames.enumerated().map { index, name in
      var values: [String] = []
      for variant in variants where !values.contains(variant.options[index]) {
        values.append(variant.options[index])
      }
      return ProductOption(name: name, values: values)
    }
    return ProductDraft(
      title: title, text: ProductText(untrusted: body), status: isActive ? .active : .draft, category: nil,
      brand: vendor.isEmpty ? nil : String(vendor.prefix(100)), tags: tags, options: options,
      variants: variants.map { variant in
        VariantDraft(
          options: variant.options, sku: variant.sku, price: variant.price,
          compareAtPrice: variant.compareAtPrice.flatMap { $0 > variant.price ? $0 : nil },
          stock: variant.quantity, barcode: variant.barcode, weightGrams: variant.grams,
          imageSource: variant.image)
      },
      images: images.sorted { ($0.position, $0.record) < ($1.position, $1.record) }
        .map { ImageDraft(sourceURL: $0.source, alt: $0.text) },
      sourceHandle: handle)
  }
}

/// Some hundred products that are written in one transaction, together with their rows' results and the checkpoint.
struct ImportBatch: Sendable {
  let id: ImportID
  let from: ImportPosition
  let products: [PreparedProduct]

  var end: ImportPosition { products.last?.group.end ?? from }

  /// Writes the batch. Throws `.conflict` when another run of the same import is ahead.
  func write(_ catalog: Catalog, _ tx: Transaction) throws {
    var results: [ImportRow] = []
    for shop in Set(products.map(\.shop)).sorted() {
      let terms = try ShopTerms.hold(shop, tx)
      results += try write(products.filter { $0.shop == shop }, terms, catalog, tx)
    }
    try record(results.sorted { $0.number < $1.number }, tx)
  }

  /// Records every row of the batch as rejected for this reason, and goes on behind it.
  func reject(_ reason: Words, _ tx: Transaction) throws {
    let rows = products.flatMap { product in
      product.rejected(.init(record: product.group.records.first?.number ?? 0, reason: reason))
    }
    try record(rows, tx)
  }

  private func record(_ rows: [ImportRow], _ tx: Transaction) throws {
    var counts = ImportCounts()
    for row in rows { counts.count(row.outcome) }
    let written = products.count
    guard try ImportStore.advance(id, from: from, to: end, products: Int64(written), counts, tx) else {
      throw Problem(.conflict, "Another run of this import is ahead.")
    }
    try ImportStore.insertRows(id, rows, tx)
  }

  private func write(
    _ products: [PreparedProduct], _ terms: ShopTerms, _ catalog: Catalog, _ tx: Transaction
  ) throws -> [ImportRow] {
    let known = try ProductStore.byHandles(products.map(\.group.handle), in: terms.shop, tx)
    var rows: [ImportRow] = []
    var new: [ProductDraft] = []
    var categories: [[String]: CategoryID?] = [:]
    for prepared in products {
      guard case .success(let (product, ready)) = prepared.content else {
        rows += prepared.rows(.rejected)
        continue
      }
      var draft = ready
      draft.category = try category(product, &categories, catalog, tx)
      if let old = known[prepared.group.handle] {
        rows += prepared.rows(try update(old, to: draft, terms, catalog, tx))
      } else {
        new.append(draft)
        rows += prepared.rows(.created)
      }
    }
    _ = try catalog.writer.insert(new, into: terms, tx)
    return rows
  }

  private func update(
    _ known: Product, to draft: ProductDraft, _ terms: ShopTerms, _ catalog: Catalog, _ tx: Transaction
  ) throws -> RowOutcome {
    guard let locked = try ProductWriter.lock(known.id, tx) else { throw Problem(.conflict) }
    if locked.deletedAt != nil {
      // The vendor deleted it by hand; the file is not a wish to have it back.
      return .unchanged
    }
    return try catalog.writer.update(locked, to: draft, shop: terms, tx) ? .updated : .unchanged
  }

  private func category(
    _ product: ShopifyProduct, _ cache: inout [[String]: CategoryID?], _ catalog: Catalog, _ tx: Transaction
  ) throws -> CategoryID? {
    let path = product.category
    if path.isEmpty { return nil }
    if let known = cache[path] { return known }
    let id = try catalog.ensureCategory(path: path, tx)?.id
    cache[path] = id
    return id
  }
}
