import Kernel
import Web

/// Making the rows fit the options.
extension VariantSheet {
  /// The sheet with one row for every combination of values, in their order. Rows that are there keep what
  /// was typed into them, also when a value was renamed, an option added or taken away. A combination that
  /// was not there is left out unless one of its values is new; a new row costs what the first one does. Rows of a
  /// first table take over `sale`, what was typed while there were no options: the first one is that variant itself,
  /// with its SKU.
  func completed(from sale: Row) -> VariantSheet {
    var sheet = self
    guard hasOptions else {
      sheet.rows = []
      return sheet
    }
    let present = Dictionary(moved.map { ($0.values, $0) }) { first, _ in first }
    let known = options.indices.map { place in Set(present.keys.map { $0[place] }) }
    sheet.rows = combinations.enumerated().map { index, values in
      if let row = present[values] { return row }
      if present.isEmpty { return Self.first(index, values, sale) }
      let isNew = values.indices.contains { !known[$0].contains(values[$0]) }
      return Row(
        values: values, price: rows.first?.price ?? "", compareAtPrice: rows.first?.compareAtPrice ?? "",
        stock: "0", isLeftOut: !isNew)
    }
    sheet.slots = slots.map { Slot(name: $0.name, values: $0.values, former: $0.values) }
    return sheet
  }

  /// A row of a first table. The pieces of a stored product are those of its only variant; what was typed for a new
  /// product holds for each kind of it.
  private static func first(_ index: Int, _ values: [String], _ sale: Row) -> Row {
    var row = sale
    row.values = values
    guard index > 0 else { return row }
    (row.id, row.sku, row.formerStock) = ("", "", "")
    if !sale.id.isEmpty { row.stock = "0" }
    return row
  }

  /// The sheet with what was typed for all rows in each of them; what was left empty stays as it is.
  func filled(_ form: Parameters) -> VariantSheet {
    func typed(_ name: String) -> String? {
      form["all.\(name)"].map(\.trimmed).flatMap { $0.isEmpty ? nil : $0 }
    }
    var sheet = self
    for index in sheet.rows.indices {
      sheet.rows[index].price = typed("price") ?? sheet.rows[index].price
      sheet.rows[index].compareAtPrice = typed("compareAtPrice") ?? sheet.rows[index].compareAtPrice
      sheet.rows[index].stock = typed("stock") ?? sheet.rows[index].stock
    }
    return sheet
  }

  /// The fields over the table whose values go into all rows.
  static let fieldsForAll = ["all.price", "all.compareAtPrice", "all.stock"]

  /// The rows with a value for each option in use, as far as those values are still there.
  private var moved: [Row] {
    var seen = Set<[String]>()
    return rows.compactMap { row in
      var values: [String] = []
      for (place, slot) in slots.enumerated() where slot.isUsed {
        let before = place < row.values.count ? row.values[place] : slot.values.first ?? ""
        values.append(slot.renamed[before] ?? before)
      }
      let fits = zip(values, options).allSatisfy { $1.values.contains($0) }
      guard fits, seen.insert(values).inserted else { return nil }
      var row = row
      row.values = values
      return row
    }
  }

  private var combinations: [[String]] {
    options.reduce([[]]) { heads, option in heads.flatMap { head in option.values.map { head + [$0] } } }
  }
}

extension VariantSheet.Slot {
  /// Former values that stand under a new name in the same line.
  fileprivate var renamed: [String: String] {
    guard former.count == values.count else { return [:] }
    var names: [String: String] = [:]
    for (old, new) in zip(former, values) where !values.contains(old) && !former.contains(new) {
      names[old] = new
    }
    return names
  }
}
