import Catalog
import Kernel
import Web

private let mostRows = PageRequest.maximumLimit

/// What the form with many products sent: of each row what somebody changed of what they saw.
struct ProductSheet {
  private(set) var rows: [ProductRowEdit] = []
  /// What can't be read.
  private(set) var errors: [FieldError] = []
  /// What was changed, as it was typed, by the name of the field.
  private(set) var touched: [String: String] = [:]

  /// The field that holds the form's own key.
  static let key = "key"

  /// Where the fields of a product's row begin.
  static func field(_ product: ProductID) -> String { "rows[\(product)]" }

  /// Reads a form with prices in a currency.
  init(_ form: Parameters, _ currency: Currency) {
    for id in form.all("rows").prefix(mostRows).compactMap({ ProductID($0) }) {
      var row = ProductRowEdit(id, field: ProductSheet.field(id))
      func text(_ name: String) -> String { (form["\(row.field).\(name)"] ?? "").trimmed }
      row.status = status(seen: text("seenStatus"), typed: text("status"), in: row.field)
      row.price = change("price", seen: text("seenPrice"), typed: text("price"), in: row.field) { typed in
        try WantedAmount.typed(typed, .current).units(of: currency)
      }
      row.stock = change("stock", seen: text("seenStock"), typed: text("stock"), in: row.field) { typed in
        try ProductRules.stock.parse(.text(typed))
      }
      rows.append(row)
    }
  }

  private mutating func status(
    seen: String, typed: String, in field: String
  ) -> SeenChange<ProductStatus>? {
    guard let old = ProductStatus(rawValue: seen), let new = ProductStatus(rawValue: typed), old != new else {
      return nil
    }
    touched["\(field).status"] = typed
    return SeenChange(old, new)
  }

  /// A number that isn't what was seen; nothing for a field that the row has not.
  private mutating func change(
    _ name: String, seen: String, typed: String, in field: String, _ read: (String) throws -> Int64
  ) -> SeenChange<Int64>? {
    guard let old = Int64(seen) else { return nil }
    do {
      let new = try read(typed)
      if new == old { return nil }
      touched["\(field).\(name)"] = typed
      return SeenChange(old, new)
    } catch let failure as InputFailure {
      touched["\(field).\(name)"] = typed
      errors.append(FieldError(field: "\(field).\(name)", code: failure.code, message: failure.message))
    } catch {
      errors.append(FieldError(field: "\(field).\(name)", code: "invalid", message: "This can't be read."))
    }
    return nil
  }
}
