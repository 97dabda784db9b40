import Kernel

/// Products that one transaction writes.
private let productsPerBatch = 200
/// Rows that one transaction writes at most.
private let rowsPerBatch = 2_000
/// Bytes of the file after which a batch takes no further product.
private let bytesPerBatch = 8 * 1024 * 1024

/// Finds the shop that a vendor's name in a file stands for.
package typealias ShopOfVendor =
  @Sendable (_ vendor: String) async throws -> (shop: ShopID, currency: Currency)

/// Reads the products of a file batch by batch, so that the next batch is read while one is written.
actor ProductReading {
  private var source: ShopifyFile
  private var resolver: VendorResolver
  private var waiting: PreparedProduct?
  private let now: Timestamp

  /// Reads on where `source` stands, at this moment.
  init(_ source: sending ShopifyFile, _ resolver: VendorResolver, now: Timestamp) {
    self.source = source
    self.resolver = resolver
    self.now = now
  }

  /// The next products up to a batch, behind `start`; ends early before a handle that the batch holds already. None at the
  /// end of the file.
  func next(from start: ImportPosition) async throws -> [PreparedProduct] {
    var products: [PreparedProduct] = []
    var handles: Set<String> = []
    var rows = 0
    var end = start.offset
    while products.count < productsPerBatch, rows < rowsPerBatch, end - start.offset < bytesPerBatch {
      let found: PreparedProduct?
      if let kept = waiting { found = kept } else { found = try await prepared() }
      waiting = nil
      guard let next = found else { break }
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

  private func prepared() async throws -> PreparedProduct? {
    guard let group = try source.nextGroup() else { return nil }
    var asked = resolver
    let (shop, currency) = try await asked.resolve(group, source.header)
    resolver = asked
    let reader = ProductFileReader(
      header: source.header, currency: currency, decimalComma: source.dialect.hasDecimalComma, now: now)
    return PreparedProduct(group, shop: shop, reader: reader)
  }
}

/// Which shop a group of rows belongs to.
struct VendorResolver: Sendable {
  private static let longestName = 80

  let shop: ShopID?
  let shopOfVendor: ShopOfVendor
  var currency = Currency.eur
  private var known: [String: Found] = [:]

  private struct Found: Sendable {
    let shop: ShopID
    let currency: Currency
  }

  init(shop: ShopID?, shopOfVendor: @escaping ShopOfVendor) {
    self.shop = shop
    self.shopOfVendor = shopOfVendor
  }

  mutating func resolve(
    _ group: ShopifyFile.Group, _ header: FileHeader
  ) async throws -> (shop: ShopID, currency: Currency) {
    if let shop { return (shop, currency) }
    let name = group.records.first.map { header.vendor(of: $0) } ?? ""
    let vendor = name.isEmpty ? "Unnamed vendor" : String(name.prefix(Self.longestName))
    if let found = known[vendor] { return (found.shop, found.currency) }
    let found = try await shopOfVendor(vendor)
    known[vendor] = Found(shop: found.shop, currency: found.currency)
    return found
  }
}
