import Foundation
import Kernel
import Persistence

/// How often a batch is tried whose products somebody else makes at the same time.
private let mostLooks = 4

extension Catalog {
  /// Registers a file for an import that `runImport` carries out.
  package func registerImport(of file: URL, name: String, shop: ShopID?) async throws -> ImportID {
    let bytes = try FileManager.default.attributesOfItem(atPath: file.path)[.size] as? Int64 ?? 0
    let id = ImportID()
    try await database.write { tx in try ImportStore.insert(id, shop: shop, fileName: name, bytes: bytes, tx)
    }
    return id
  }

  /// Brings a file in, or looks at what it would change, from where an earlier run of the same import ended. Each batch
  /// of products commits together with the results of its rows and the place to go on, so that a kill loses nothing and
  /// doubles nothing. `shopOfVendor` is asked when the import belongs to no shop; `progress` is called after every batch,
  /// without the numbers of pictures.
  package func runImport(
    _ id: ImportID, of file: URL, categories: ImportedCategories = .wished,
    shopOfVendor: @escaping ShopOfVendor, progress: (Import) async -> Void = { _ in }
  ) async throws {
    let start = try await database.write { tx in
      try ImportStore.start(id, tx)
      return try ImportStore.find(id, tx)
    }
    guard let start else { throw Problem(.notFound) }
    // Results that an earlier look left.
    if start.lastRecord == 1, start.doneBytes == 0 { try await removeRows(of: id) }
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
      if let shop = found.shop, !found.isDryRun {
        try tx.emit(ImportFailed(importID: id, shop: shop, fileName: found.fileName))
      }
    }
  }

  private func work(
    through file: URL, _ start: Import, _ categories: ImportedCategories,
    _ shopOfVendor: @escaping ShopOfVendor, _ progress: (Import) async -> Void
  ) async throws {
    var position = ImportPosition(offset: Int(start.doneBytes), record: Int(start.lastRecord))
    let reading = try await open(file, start, shopOfVendor, from: position.offset > 0 ? position : nil)
    var products = try await reading.next(from: position)
    while !products.isEmpty {
      try Task.checkCancellation()
      let batch = ImportBatch(id: start.id, from: position, categories: categories, products: products)
      position = batch.end
      // The next products are read and made safe while these are written.
      async let upcoming = reading.next(from: batch.end)
      try await carry(batch, isDryRun: start.isDryRun)
      products = try await upcoming
      if let now = try await database.read({ try ImportStore.step(start.id, $0) }) { await progress(now) }
    }
  }

  private func open(
    _ file: URL, _ start: Import, _ shopOfVendor: @escaping ShopOfVendor, from position: ImportPosition?
  ) async throws -> ProductReading {
    var resolver = VendorResolver(shop: start.shop, shopOfVendor: shopOfVendor)
    if let shop = start.shop {
      resolver.currency = try await database.read { try ShopTerms.currency(shop, $0) }
    }
    let source = try ShopifyFile(
      importFiles.open(file, start.mapping), folder: importFiles.folder, byVendor: start.shop == nil,
      from: position)
    _ = try FileHeader(source.header.names, start.mapping)
    let (note, format) = (source.note, source.header.format)
    let reading = ProductReading(source, resolver, now: clock.now())
    try await database.write { tx in try ImportStore.note(note, format, on: start.id, tx) }
    return reading
  }

  /// Writes a batch, or judges it; when something in it can't be written, each product on its own, and what fails is
  /// rejected.
  private func carry(_ batch: ImportBatch, isDryRun: Bool) async throws {
    do {
      if isDryRun { try await judge(batch) } else { try await writeWhole(batch) }
    } catch  where Self.isFault(error) && batch.products.count > 1 {
      var position = batch.from
      for product in batch.products {
        let single = ImportBatch(
          id: batch.id, from: position, categories: batch.categories, products: [product])
        try await carry(single, isDryRun: isDryRun)
        position = single.end
      }
    } catch let problem as Problem where problem.kind != .conflict {
      try await database.write { tx in try batch.reject(problem.detail, tx) }
    } catch  where !(error is Problem) && Self.isFault(error) {
      try await database.write { tx in try batch.reject("This product could not be stored.", tx) }
    }
  }

  /// Keeps what would become of the rows.
  private func judge(_ batch: ImportBatch) async throws {
    let now = clock.now()
    let rows = try await database.read { try batch.judged(self, now: now, $0).flatMap(\.rows) }
    try await database.write { tx in try batch.record(rows.sorted { $0.number < $1.number }, tx) }
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
    if !header.hasQuantities {
      sentences.append(
        "The file has no quantities: what is new is not counted and can be bought without end.")
    }
    let unread = header.unread.filter { name in !silent.contains(name) }
    if !unread.isEmpty {
      let named = unread.prefix(Self.namedColumns).map { String($0.prefix(Self.shownCharacters)) }
      sentences.append("These columns are not read: \(list: named).")
    }
    return sentences.isEmpty ? nil : Words(sentences: sentences)
  }
}
