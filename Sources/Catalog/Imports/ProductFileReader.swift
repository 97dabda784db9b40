import Kernel

/// Turns the rows of one product of a file into a product, whatever format the file has.
struct ProductFileReader: Sendable {
  let header: FileHeader
  let currency: Currency
  /// Whether amounts have a comma before their cents.
  let decimalComma: Bool
  let now: Timestamp

  /// Throws `Rejection` when the product as a whole can't be used; single rows that can't are listed in the result.
  func read(_ records: [CSVRecord]) throws(ShopifyProduct.Rejection) -> ShopifyProduct {
    let rows = try header.translated(records, now: now)
    let reader = ShopifyProductReader(
      columns: header.columns, currency: currency, decimalComma: decimalComma)
    var product = try reader.read(rows.records)
    product.rejections += rows.rejections
    product.notes.merge(rows.notes) { $1 + $0 }
    return product
  }
}
