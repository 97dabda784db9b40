import Foundation
import Kernel
import Testing
import Vendors
import Web

@testable import Catalog

/// What became of a file.
struct Brought {
  let file: Import
  let rows: [ImportRow]

  /// The outcomes in the order of the file.
  var outcomes: [RowOutcome] { rows.map(\.outcome) }

  /// What a row says to people.
  func said(_ number: Int64) -> String { rows.first { $0.number == number }?.reason?.description ?? "" }
}

extension CatalogKit {
  /// Uploads a file and carries its import out.
  func bring(
    _ bytes: [UInt8], into target: Shop? = nil, _ location: SourceLocation = #_sourceLocation
  ) async throws -> Brought {
    let shop = (target ?? shop).id
    let started = try await catalog.startImport(Content(bytes), fileName: "products.csv", into: shop)
    try await catalog.runUploadedImport(started.id)
    let file = try await catalog.importStatus(started.id, of: shop)
    #expect(file.status == .completed, "\(file.failure?.description ?? "")", sourceLocation: location)
    let rows = try await catalog.importRows(
      started.id, of: shop, outcome: nil, PageRequest(limit: 10_000, cursor: nil))
    return Brought(file: file, rows: rows.items)
  }

  /// The same with text.
  func bring(
    _ text: String, into target: Shop? = nil, _ location: SourceLocation = #_sourceLocation
  ) async throws -> Brought { try await bring(Array(text.utf8), into: target, location) }

  /// The shop's products as a file.
  func export(_ target: Shop? = nil, as format: ExportFormat = .shopify) async throws -> [UInt8] {
    var bytes: [UInt8] = []
    try await catalog.exportProducts(of: (target ?? shop).id, as: format) { bytes += $0 }
    return bytes
  }

  /// The product that a file calls so; deleted ones, too.
  func goods(_ handle: String, of target: Shop? = nil, _ location: SourceLocation = #_sourceLocation)
    async throws
    -> Product
  {
    let shop = (target ?? shop).id
    let found = try await database.read { try ProductStore.byFileHandles([handle], in: shop, $0) }
    return try #require(found[handle], sourceLocation: location)
  }

  /// All products of a shop in the order they were made, in the bin or not.
  func allGoods(_ target: Shop? = nil) async throws -> [Product] {
    let shop = (target ?? shop).id
    return try await database.read { try ProductStore.of(shop, after: nil, limit: 10_000, $0) }
  }

  /// Sells pieces and hands them over.
  func sell(_ variant: Variant, _ pieces: Int64) async throws {
    let stock = catalog.stock
    let isTaken = try await database.write { tx in
      guard try stock.allocate(variant.id, pieces, tx) else { return false }
      try stock.handOver(variant.id, pieces, tx)
      return true
    }
    #expect(isTaken)
  }
}

/// Files for tests, of the columns that most exports have.
enum Sheet {
  static let header = """
    Handle,Title,Body (HTML),Vendor,Type,Tags,Published,Option1 Name,Option1 Value,Variant SKU,\
    Variant Inventory Tracker,Variant Inventory Qty,Variant Inventory Policy,Variant Price,Status
    """

  /// A file of these rows.
  static func file(_ rows: String...) -> String { file(rows) }

  static func file(_ rows: [String]) -> String { ([header] + rows).joined(separator: "\n") + "\n" }

  /// The first row of a product.
  static func first(
    _ handle: String, _ title: String = "Thing", type: String = "", tags: String = "",
    option: (name: String, value: String) = ("Title", "Default Title"), sku: String = "",
    quantity: String = "5",
    tracker: String = "shopify", policy: String = "deny", price: String = "10.00", status: String = "active"
  ) -> String {
    """
    \(handle),\(title),<p>Good.</p>,Maker,\(type),\(tags),true,\(option.name),\(option.value),\(sku),\(tracker),\
    \(quantity),\(policy),\(price),\(status)
    """
  }

  /// One more variant.
  static func more(
    _ handle: String, _ value: String, sku: String = "", quantity: String = "5", price: String = "10.00"
  ) -> String { "\(handle),,,,,,,,\(value),\(sku),shopify,\(quantity),deny,\(price)," }

  /// A shirt in S, M and L, five of each.
  static let shirt = file(
    first("shirt", "Shirt", option: ("Size", "S"), sku: "S-S"), more("shirt", "M", sku: "S-M"),
    more("shirt", "L", sku: "S-L"))
}

extension Product {
  /// Everything that a vendor says of it, without ids and times.
  var told: [String] {
    var lines = [
      "title \(title)", "text \(text.isHTML) \(text.text)", "status \(status)", "brand \(brand ?? "-")",
      "category \(category?.name ?? "-")", "tags \(tags)", "options \(options.map { ($0.name, $0.values) })",
      "attributes \(attributes.map { "\($0.name)=\($0.value)" })",
    ]
    for variant in variants {
      let picture = variant.image.flatMap { id in images.firstIndex { $0.id == id } }
      lines.append(
        """
        variant \(variant.options) \(variant.sku ?? "-") \(variant.price) \(variant.compareAtPrice?.amount ?? -1) \
        \(variant.tracksStock ? String(variant.stock) : "uncounted") \(variant.sellsOn) \(variant.barcode ?? "-") \
        \(variant.weightGrams ?? -1) \(picture ?? -1)
        """)
    }
    for image in images { lines.append("image \(image.key ?? image.sourceURL ?? "-") \(image.alt)") }
    return lines
  }

  /// The same with the ids that must not change.
  var toldWithIDs: [String] {
    ["\(id) \(slug) \(sourceHandle ?? "-")"] + told + variants.map { "\($0.id)" } + images.map { "\($0.id)" }
  }
}
