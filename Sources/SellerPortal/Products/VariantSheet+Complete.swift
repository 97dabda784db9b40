/// Making the rows fit the options.
extension VariantSheet {
  /// The sheet with one row for every combination of values, in their order. Rows that are there keep what
  /// was typed into them, also when a value was renamed, an option added or taken away. A combination that
  /// was not there is left out unless one of its values is new; a new row costs `price`.
  func completed(price: String, compareAtPrice: String) -> VariantSheet {
    var sheet = self
    guard hasOptions else {
      sheet.rows = []
      return sheet
    }
    let present = Dictionary(moved.map { ($0.values, $0) }) { first, _ in first }
    let known = options.indices.map { place in Set(present.keys.map { $0[place] }) }
    sheet.rows = combinations.map { values in
      if let row = present[values] { return row }
      let isNew = present.isEmpty || values.indices.contains { !known[$0].contains(values[$0]) }
      let like = present.isEmpty ? nil : rows.first
      return Row(
        values: values, price: price.isEmpty ? like?.price ?? "" : price,
        compareAtPrice: price.isEmpty ? like?.compareAtPrice ?? "" : compareAtPrice, stock: "0",
        isLeftOut: !isNew)
    }
    sheet.slots = slots.map { Slot(name: $0.name, values: $0.values, former: $0.values) }
    return sheet
  }

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
