import Catalog
import Kernel
import Web

/// How many options the form offers at least.
private let fewestSlots = 2

/// The options of a product form with a row for each variant that they make: what the form shows and what it
/// sends back, before anything is stored.
struct VariantSheet: Equatable {
  /// One place for an option; both parts are empty in an unused one.
  struct Slot: Equatable {
    var name = ""
    /// One value a line.
    var values: [String] = []
    /// The values when the form was made; tells a renamed value from a new one.
    var former: [String] = []

    var isUsed: Bool { !name.isEmpty || !values.isEmpty }
  }

  /// A variant as it is typed.
  struct Row: Equatable {
    /// Empty for one that isn't stored yet.
    var id = ""
    var values: [String] = []
    var price = ""
    var compareAtPrice = ""
    var stock = ""
    /// The stock when the form was made, so that a sale meanwhile isn't overwritten.
    var formerStock = ""
    var sku = ""
    var isLeftOut = false
  }

  var slots: [Slot]
  var rows: [Row]

  /// The options in use, in their order.
  var options: [Slot] { slots.filter(\.isUsed) }
  var hasOptions: Bool { slots.contains(where: \.isUsed) }
  /// Those that are to be stored.
  var keptRows: [Row] { rows.filter { !$0.isLeftOut } }

  /// The sheet of a stored product; that of a new one without.
  init(_ product: Product?) {
    let options = product?.options ?? []
    slots = options.map { Slot(name: $0.name, values: $0.values, former: $0.values) }
    rows = options.isEmpty ? [] : (product?.variants ?? []).map(Row.init)
    addFreeSlots()
  }

  /// The sheet that a form sent.
  init(_ form: Parameters) {
    slots = (0..<ProductRules.maximumOptions).compactMap { index in
      guard form.has("options[\(index)].name") || form.has("options[\(index)].values") else { return nil }
      return Slot(
        name: (form["options[\(index)].name"] ?? "").trimmed,
        values: values(form["options[\(index)].values"]),
        former: lines(form["options[\(index)].former"]))
    }
    var fields: [String: String] = [:]
    for pair in form.pairs where pair.name.hasPrefix("rows[") { fields[pair.name] = pair.value }
    rows = []
    while rows.count < ProductRules.maximumVariants, fields["rows[\(rows.count)].values"] != nil {
      rows.append(Row(fields, at: rows.count))
    }
    addFreeSlots()
  }

  private mutating func addFreeSlots() {
    let wanted = min(ProductRules.maximumOptions, max(fewestSlots, slots.count { $0.isUsed } + 1))
    while slots.count < wanted { slots.append(Slot()) }
  }

  /// What can't be read of the options; empty when `complete` can be called.
  var errors: [FieldError] {
    var errors: [FieldError] = []
    var names = Set<String>()
    for (index, slot) in slots.enumerated() where slot.isUsed {
      let place = "options[\(index)]"
      if slot.name.isEmpty {
        errors.append(
          FieldError(field: "\(place).name", code: "required", message: "Give this option a name."))
      } else if !names.insert(SearchWords.key(slot.name)).inserted {
        errors.append(
          FieldError(field: "\(place).name", code: "duplicate", message: "Another option has this name."))
      }
      if slot.values.isEmpty {
        errors.append(
          FieldError(
            field: "\(place).values", code: "required", message: "Name at least one value of \(slot.name)."))
      }
    }
    let (count, first) = (combinationCount, slots.firstIndex(where: \.isUsed))
    if count > ProductRules.maximumVariants, let first {
      errors.append(
        FieldError(
          field: "options[\(first)].values", code: "too_many",
          message: """
            That makes \(count: count, one: "# variant", other: "# variants"); a product has at most \
            \(ProductRules.maximumVariants).
            """))
    }
    return errors
  }

  /// How many variants the options make; the largest number where there are more, as a form has room for thousands of
  /// values of each.
  private var combinationCount: Int {
    options.reduce(1) { count, option in
      let (product, isTooLarge) = count.multipliedReportingOverflow(by: max(1, option.values.count))
      return isTooLarge ? .max : product
    }
  }
}

extension VariantSheet.Row {
  init(_ variant: Variant) {
    self.init(
      id: variant.id.description, values: variant.options, price: variant.price.typed,
      compareAtPrice: variant.compareAtPrice?.typed ?? "", stock: String(max(0, variant.stock)),
      formerStock: String(max(0, variant.stock)), sku: variant.sku ?? "")
  }

  fileprivate init(_ fields: [String: String], at index: Int) {
    func text(_ name: String) -> String { (fields["rows[\(index)].\(name)"] ?? "").trimmed }
    self.init(
      id: text("id"), values: lines(fields["rows[\(index)].values"]), price: text("price"),
      compareAtPrice: text("compareAtPrice"), stock: text("stock"), formerStock: text("formerStock"),
      sku: text("sku"), isLeftOut: text("isLeftOut") == "true")
  }
}

/// The lines of a text without empty ones.
private func lines(_ text: String?) -> [String] {
  (text ?? "").split(whereSeparator: \.isNewline).map { String($0).trimmed }.filter { !$0.isEmpty }
}

/// The values of an option, each once, however it is written.
private func values(_ text: String?) -> [String] {
  var seen = Set<String>()
  return lines(text).filter { seen.insert(SearchWords.key($0)).inserted }
}
