import Foundation
import Kernel
import Persistence

/// Products that one transaction writes.
private let productsPerBatch = 200
/// Rows that one transaction writes at most.
private let rowsPerBatch = 2_000
/// Bytes of the file after which a batch takes no further product.
private let bytesPerBatch = 8 * 1024 * 1024
/// How often a batch is tried whose products somebody else makes at the same time.
private let mostLooks = 4

/// Finds the shop that a vendor's name in a file stands for.
package typealias ShopOfVendor =
  @Sendable (_ vendor: String) async throws -> (shop: ShopID, currency: Currency)

extension Catalog {
  /// Registers a file for an import that `runImport` carries out.
  package func registerImport(of file: URL, name: String, shop: ShopID?) async throws -> ImportID {
    let bytes = try FileManager.default.attributesOfItem(atPath: file.path)[.size] as? Int64 ?? 0
    let id = ImportID()
    try await database.write { tx in try ImportStore.insert(id, shop: shop, fileName: name, bytes: bytes, tx)
    }
    return id
  }

  /// Brings a file in, from where an earlier run of the same import ended. Each batch of products commits together with
  /// the results of its rows and the place to go on, so that a kill loses nothing and doubles nothing. `shopOfVendor`
  /// is asked when the import belongs to no shop; `progress` is called after every batch.
  package func runImport(
    _ id: ImportID, of file: URL, categories: ImportedCategories = .wished,
    shopOfVendor: @escaping ShopOfVendor, progress: (Import) async -> Void = { _ in }
  ) async throws {
    let start = try await database.write { tx in
      try ImportStore.start(id, tx)
      return try ImportStore.find(id, tx)
    }
    guard let start else { throw Problem(.notFound) }
    do {
      try await work(through: file, start, categories, shopOfVendor, progress)
    } catch let problem as Problem where problem.kind == .fileUnreadable {
      return try await failImport(id, problem.detail)
    }
    try await database.write { tx in try ImportStore.finish(id, failure: nil, tx) }
  }

  /// Ends an import that can't go on, and lets its shop know.
  func failImport(_ id: ImportID, _ reason: Words) async throws {
    try await database.write { tx in
      guard let found = try ImportStore.find(id, tx), found.finishedAt == nil else { return }
      try ImportStore.finish(id, failure: reason, tx)
      if let shop = found.shop {
        try tx.emit(ImportFailed(importID: id, shop: shop, fileName: found.fileName))
      }
    }
  }

  private func work(
    through file: URL, _ start: Import, _ categories: ImportedCategories,
    _ shopOfVendor: @escaping ShopOfVendor, _ progress: (Import) async -> Void
  ) async throws {
    var position = ImportPosition(offset: Int(start.doneBytes), record: Int(start.lastRecord))
    var source = try ShopifyFile(
      importFiles.open(file), folder: importFiles.folder, byVendor: start.shop == nil,
      from: position.offset > 0 ? position : nil)
    let note = source.note
    try await database.write { tx in try ImportStore.note(note, on: start.id, tx) }
    var resolver = VendorResolver(shop: start.shop, shopOfVendor: shopOfVendor)
    if let shop = start.shop {
      resolver.currency = try await database.read { try ShopTerms.currency(shop, $0) }
    }
    var waiting: PreparedProduct?
    while true {
      try Task.checkCancellation()
      let products = try await prepare(&source, &resolver, &waiting, from: position)
      if products.isEmpty { return }
      let batch = ImportBatch(id: start.id, from: position, categories: categories, products: products)
      try await write(batch)
      position = batch.end
      if let now = try await database.read({ try ImportStore.find(start.id, $0) }) { await progress(now) }
    }
  }

  /// The next products up to a batch; ends early before a handle that the batch holds already.
  private func prepare(
    _ source: inout ShopifyFile, _ resolver: inout VendorResolver, _ waiting: inout PreparedProduct?,
    from start: ImportPosition
  ) async throws -> [PreparedProduct] {
    var products: [PreparedProduct] = []
    var handles: Set<String> = []
    var rows = 0
    var end = start.offset
    while products.count < productsPerBatch, rows < rowsPerBatch, end - start.offset < bytesPerBatch {
      let next: PreparedProduct
      if let kept = waiting {
        next = kept
        waiting = nil
      } else if let group = try source.nextGroup() {
        let (shop, currency) = try await resolver.resolve(group, source.columns)
        next = PreparedProduct(
          group, shop: shop,
          reader: ShopifyProductReader(
            columns: source.columns, currency: currency, decimalComma: source.dialect.hasDecimalComma))
      } else {
        break
      }
      if !handles.insert("\(next.shop) \(FileHandleKey.of(next.group.handle))").inserted {
        waiting = next
        break
      }
      rows += next.group.records.count
      end = next.group.end.offset
      products.append(next)
    }
    return products
  }

  /// Writes a batch; when something in it can't be written, each product on its own, and what fails is rejected.
  private func write(_ batch: ImportBatch) async throws {
    do {
      try await writeWhole(batch)
    } catch  where Self.isFault(error) && batch.products.count > 1 {
      var position = batch.from
      for product in batch.products {
        let single = ImportBatch(
          id: batch.id, from: position, categories: batch.categories, products: [product])
        try await write(single)
        position = single.end
      }
    } catch let problem as Problem where problem.kind != .conflict {
      try await database.write { tx in try batch.reject(problem.detail, tx) }
    } catch  where !(error is Problem) && Self.isFault(error) {
      try await database.write { tx in try batch.reject("This product could not be stored.", tx) }
    }
  }

  /// Where another file made one of the products at the same moment, it is there at the next look.
  private func writeWhole(_ batch: ImportBatch) async throws {
    for _ in 1..<mostLooks {
      do {
        return try await database.write { tx in try batch.write(self, tx) }
      } catch let problem as Problem where problem.kind == .conflict {
        continue
      }
    }
    try await database.write { tx in try batch.write(self, tx) }
  }

  /// Whether an error comes from what is written, so that a batch can leave it out and go on.
  private static func isFault(_ error: any Error) -> Bool {
    switch error {
    case is Problem: return true
    case let error as DatabaseError:
      switch error {
      case .uniqueViolation, .foreignKeyViolation, .checkViolation, .notNullViolation, .invalidValue,
        .statement:
        return true
      default: return false
      }
    default: return false
    }
  }
}

extension ShopifyFile {
  private static let namedColumns = 20
  private static let shownCharacters = 60

  /// What people should know of how the file was read; `nil` when there is nothing to tell.
  fileprivate var note: Words? {
    var sentences: [Words] = []
    if !dialect.isPlain {
      sentences.append(
        "The file was read as \(dialect.encoding.rawValue), its separator is: \(dialect.separatorName).")
    }
    if !columns.has(.quantity) {
      sentences.append(
        "The file has no quantities: what is new is not counted and can be bought without end.")
    }
    if !columns.unread.isEmpty {
      let named = columns.unread.prefix(Self.namedColumns).map { String($0.prefix(Self.shownCharacters)) }
      sentences.append("These columns are not read: \(list: named).")
    }
    return sentences.isEmpty ? nil : Words(sentences: sentences)
  }
}

/// Which shop a group of rows belongs to.
private struct VendorResolver {
  let shop: ShopID?
  let shopOfVendor: ShopOfVendor
  var currency = Currency.eur
  private var known: [String: (shop: ShopID, currency: Currency)] = [:]

  init(shop: ShopID?, shopOfVendor: @escaping ShopOfVendor) {
    self.shop = shop
    self.shopOfVendor = shopOfVendor
  }

  mutating func resolve(
    _ group: ShopifyFile.Group, _ columns: ShopifyColumns
  ) async throws -> (shop: ShopID, currency: Currency) {
    if let shop { return (shop, currency) }
    let name = group.records.first.map { columns.text(.vendor, of: $0) } ?? ""
    let vendor = name.isEmpty ? "Unnamed vendor" : String(name.prefix(80))
    if let found = known[vendor] { return found }
    let found = try await shopOfVendor(vendor)
    known[vendor] = found
    return found
  }
}
