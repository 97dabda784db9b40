import Foundation
import Kernel
import Persistence

/// So much of a file is read for a preview.
private let previewBytes = 256 * 1024
/// So many products of it are shown.
private let previewProducts = 5
/// So many values of a column are shown, and so much of each.
private let samplesPerColumn = 3
private let sampleCharacters = 60

/// What is understood of a file before it is brought in.
package struct ImportPreview: Sendable {
  /// A column of the file.
  package struct Column: Sendable {
    /// As the file has it.
    package let name: String
    /// The field that it is, and what people call that; `nil` for one that is not read.
    package let field: String?
    package let label: Words?
    /// Whether people said so, or have to: what is known by itself needs nobody's word.
    package let isAsked: Bool
    /// The first values that are there.
    package let samples: [String]
  }

  /// A product as it would become.
  package struct Product: Sendable {
    package let handle: String
    package let outcome: RowOutcome
    /// `nil` for one that is rejected.
    package let draft: ProductDraft?
    package let category: String?
    /// What is to be said of its rows.
    package let remarks: [Words]
  }

  package let file: Import
  package let encoding: TextEncoding
  package let separator: Words
  /// Whether the columns are known that name a product and its title.
  package let isUsable: Bool
  package let columns: [Column]
  /// The fields that a column can be.
  package let fields: [(name: String, label: Words)]
  package let currency: Currency
  package let products: [Product]
}

extension Catalog {
  /// What is understood of a file that was only looked at. Throws `.notFound` for another shop's, and `.notAllowedNow`
  /// for a file that is on its way already, or gone.
  package func importPreview(_ id: ImportID, of shop: ShopID) async throws -> ImportPreview {
    let file = try await importStatus(id, of: shop)
    guard file.isDryRun, let dialect = file.dialect else { throw Self.isOnItsWay }
    let records = try importFiles.head(of: id, dialect, bytes: previewBytes)
    guard let first = records.first else { throw Self.isGone }
    let header = FileHeader(reading: first.fields, file.mapping)
    let rows = records.dropFirst().filter { !$0.isEmpty }.map(header.checked)
    let currency = try await database.read { try ShopTerms.currency(shop, $0) }
    let reader = ProductFileReader(
      header: header, currency: currency, decimalComma: dialect.hasDecimalComma, now: clock.now())
    return ImportPreview(
      file: file, encoding: dialect.encoding, separator: dialect.separatorName, isUsable: header.isUsable,
      columns: Self.columns(header, rows, file.mapping), fields: header.fields, currency: currency,
      products: header.isUsable ? try await products(rows, of: file, in: shop, reader) : [])
  }

  private static func columns(
    _ header: FileHeader, _ rows: [CSVRecord], _ mapping: FieldMapping
  ) -> [ImportPreview.Column] {
    let said = mapping.byKey
    let unread = Set(header.unread)
    return header.names.enumerated().map { place, name in
      let field = header.field(at: place)
      let values = rows.lazy.compactMap { place < $0.fields.count ? $0.fields[place].trimmed : nil }
      return ImportPreview.Column(
        name: name, field: field?.name, label: field?.label,
        isAsked: said[FileHeader.key(name)] != nil || field == nil && unread.contains(name),
        samples: values.filter { !$0.isEmpty }.prefix(samplesPerColumn).map {
          String($0.prefix(sampleCharacters))
        })
    }
  }

  private func products(
    _ rows: [CSVRecord], of file: Import, in shop: ShopID, _ reader: ProductFileReader
  ) async throws -> [ImportPreview.Product] {
    let prepared = reader.header.groups(rows).prefix(previewProducts).map { records in
      let group = ShopifyFile.Group(
        handle: reader.header.handle(of: records), records: records,
        end: ImportPosition(offset: 0, record: 0))
      return PreparedProduct(group, shop: shop, reader: reader)
    }
    let batch = ImportBatch(
      id: file.id, from: ImportPosition(offset: 0, record: 0), categories: .wished,
      products: Array(prepared))
    let now = clock.now()
    return try await database.read { snapshot in
      let judged = try batch.judged(self, now: now, snapshot)
      let tree = CategoryTree(try CategoryStore.all(snapshot))
      return judged.map { ImportPreview.Product($0, tree) }
    }
  }

  /// Looks once more at a file that was only looked at, with other columns. Throws `.notFound`, `.invalidInput` for a
  /// mapping to no field, and `.notAllowedNow` while it is being looked at, or when it is on its way already.
  package func previewImport(
    _ id: ImportID, of shop: ShopID, mapping: FieldMapping
  ) async throws -> Import {
    try await restart(id, of: shop, mapping, isDryRun: true)
  }

  /// Brings a file in that was looked at; `nil` keeps what was said of its columns. Throws as `previewImport`, and
  /// `.fileUnreadable` while nobody said which columns name a product and its title.
  package func confirmImport(
    _ id: ImportID, of shop: ShopID, mapping: FieldMapping?
  ) async throws -> Import {
    try await restart(id, of: shop, mapping, isDryRun: false)
  }

  private func restart(
    _ id: ImportID, of shop: ShopID, _ mapping: FieldMapping?, isDryRun: Bool
  ) async throws -> Import {
    let file = try await importStatus(id, of: shop)
    guard file.isDryRun, let dialect = file.dialect else { throw Self.isOnItsWay }
    let mapping = mapping ?? file.mapping
    let first = try importFiles.head(of: id, dialect, bytes: previewBytes).first
    guard let first else { throw Self.isGone }
    let header = FileHeader(reading: first.fields, mapping)
    try header.check(mapping)
    if !isDryRun { _ = try FileHeader(first.fields, mapping) }
    return try await database.write { tx in
      guard
        try ImportStore.restart(id, isDryRun: isDryRun, mapping, isUsable: header.isUsable, tx)
      else { throw Problem(.notAllowedNow, "This file is being looked at. Wait a moment.") }
      if header.isUsable { try RunImport.enqueue(id, tx) }
      try tx.record(
        isDryRun ? "import.previewed" : "import.started", on: id, shop: shop,
        after: ["file": .string(file.fileName), "bytes": .integer(file.totalBytes)])
      guard let restarted = try ImportStore.find(id, of: shop, tx) else { throw Problem(.notFound) }
      return restarted
    }
  }

  /// Lets a file go that was only looked at. Throws `.notFound`, and `.notAllowedNow` for one that is on its way.
  package func discardImport(
    _ id: ImportID, of shop: ShopID, when condition: @escaping Condition<Import> = { _ in }
  ) async throws {
    try await database.write { tx in
      guard let file = try ImportStore.find(id, of: shop, tx) else { throw Problem(.notFound) }
      try condition(file)
      guard try ImportStore.discard(id, tx) else { throw Self.isOnItsWay }
      try tx.record("import.discarded", on: id, shop: shop, before: ["file": .string(file.fileName)])
    }
    try await removeDiscarded(id)
  }

  private static var isOnItsWay: Problem { Problem(.notAllowedNow, "This file is on its way already.") }
  private static var isGone: Problem {
    Problem(.notAllowedNow, "The uploaded file is gone. Upload it again.")
  }
}

extension ImportPreview.Product {
  init(_ judged: JudgedProduct, _ tree: CategoryTree) {
    draft = judged.draft
    handle = judged.rows.first?.handle ?? ""
    let counted = judged.rows.first { $0.outcome != .rejected }?.outcome
    outcome = counted ?? .rejected
    category = judged.draft?.category.map { tree.path(to: $0).map(\.name).joined(separator: " > ") }
    remarks = judged.rows.compactMap(\.reason)
  }
}

extension FileHeader {
  /// The rows of each product, those of the first first; for few rows, that are in memory.
  func groups(_ rows: [CSVRecord]) -> [[CSVRecord]] {
    let aliases = Dictionary(rows.compactMap(alias).map { ($0.other, $0.own) }) { first, _ in first }
    var order: [String] = []
    var groups: [String: [CSVRecord]] = [:]
    for row in rows {
      let own = productKey(of: row)
      let named = mayBeAlias(row) ? aliases[own] ?? own : own
      let key = named.isEmpty ? "\u{0}\(row.number)" : named
      if groups[key] == nil { order.append(key) }
      groups[key, default: []].append(row)
    }
    return order.compactMap { groups[$0] }
  }
}

extension ImportFiles {
  /// The first records of a file, its header first; one that is cut off is left out, unless it is all that there is.
  func head(of id: ImportID, _ dialect: CSVDialect, bytes: Int) throws -> [CSVRecord] {
    let file = url(of: id)
    guard FileManager.default.fileExists(atPath: file.path) else { return [] }
    let handle = try FileHandle(forReadingFrom: file)
    let piece = Array(try handle.read(upToCount: bytes) ?? Data())
    try handle.close()
    var decoder = TextDecoder(dialect.encoding)
    let text = decoder.utf8(piece).dropFirst(dialect.leadBytes)
    var reader = CSVReader(separator: dialect.separator, offset: dialect.leadBytes)
    let records = reader.read(text)
    let last = piece.count < bytes || records.isEmpty ? reader.finish() : nil
    return records + (last.map { [$0] } ?? [])
  }
}
