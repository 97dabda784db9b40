import Kernel
import Web

/// What a file says of a product's video, its warranty and cash on delivery.
struct FileExtras: Sendable {
  let video: Cell<ProductVideo?>
  let months: Cell<Int?>
  let text: Cell<String?>
  let takesCash: Cell<Bool>

  /// The same where the file says something.
  func applied(to old: ProductExtras) -> ProductExtras {
    ProductExtras(
      video: video.or(old.video),
      warranty: ProductWarranty(months: months.or(old.warranty.months), text: text.or(old.warranty.text)),
      takesCash: takesCash.or(old.takesCash))
  }
}

extension ShopifyProductReader {
  /// What the first record of a product says of them.
  func extras(_ first: CSVRecord) throws(ShopifyProduct.Rejection) -> FileExtras {
    FileExtras(
      video: try video(first), months: try months(first),
      text: try text(.warrantyText, ProductRules.warrantyText, of: first),
      takesCash: try takesCash(first))
  }

  private func video(_ first: CSVRecord) throws(ShopifyProduct.Rejection) -> Cell<ProductVideo?> {
    switch try text(.video, ProductRules.video, of: first) {
    case .absent: return .absent
    case .given(nil): return .given(nil)
    case .given(let address?):
      guard let video = ProductVideo(address) else { throw wrong(.video, first, ProductVideo.wrong) }
      return .given(video)
    }
  }

  private func months(_ first: CSVRecord) throws(ShopifyProduct.Rejection) -> Cell<Int?> {
    guard let typed = columns.cell(.warrantyMonths, of: first)?.trimmed else { return .absent }
    if typed.isEmpty { return .given(nil) }
    guard let months = Int(typed), (1...ProductRules.mostWarrantyMonths).contains(months) else {
      throw wrong(
        .warrantyMonths, first,
        "Write a whole number of months, at most \(ProductRules.mostWarrantyMonths).")
    }
    return .given(months)
  }

  /// An empty cell says yes, as every new product does.
  private func takesCash(_ first: CSVRecord) throws(ShopifyProduct.Rejection) -> Cell<Bool> {
    guard let typed = columns.cell(.takesCash, of: first)?.trimmed.lowercased() else { return .absent }
    if typed.isEmpty || Self.yes.contains(typed) { return .given(true) }
    if Self.no.contains(typed) { return .given(false) }
    throw wrong(.takesCash, first, "Write yes or no.")
  }

  private func wrong(
    _ column: ShopifyColumns.Column, _ record: CSVRecord, _ reason: Words
  ) -> ShopifyProduct.Rejection {
    .init(record: record.number, reason: "Column \"\(columns.name(column))\": \(reason)")
  }
}
