import Catalog
import Kernel
import Web

/// What a product form sent, made ready for the catalogue; and the way back, from the catalogue's complaints
/// to the fields of the form.
struct ProductFormReading {
  let form: Parameters
  let sheet: VariantSheet
  /// The moment that was typed; `nil` for none.
  private let publishAt: Timestamp?
  /// What the goods of the chosen category say.
  private let said: SaidFields
  /// What is wrong before the catalogue is asked.
  private(set) var errors: [FieldError] = []

  /// Reads a form; `product` is the one that it changes, `tree` says what goods of a category say, times are those of a
  /// zone.
  init(
    _ form: Parameters, changing product: Product?, of tree: CategoryTree = CategoryTree([]),
    in zone: Zone = .utc
  ) {
    self.form = form
    said = SaidFields(form, tree)
    let typed = (form["publishAt"] ?? "").trimmed
    // A field has no seconds; what nobody touched stays to the millisecond.
    let present = product?.publishAt.flatMap { zone.typed($0) == typed ? $0 : nil }
    publishAt = present ?? zone.moment(typed: typed)
    let sent = VariantSheet(form)
    errors = sent.errors
    sheet = errors.isEmpty ? sent.completed(from: ProductFormReading.sale(form, product)) : sent
    if (form["title"] ?? "").trimmed.isEmpty {
      errors.append(FieldError(field: "title", code: "required", message: "Give the product a title."))
    }
    if sheet.hasOptions { checkRows() } else { checkPrice() }
    for name in VariantSheet.fieldsForAll where !(form[name] ?? "").trimmed.isEmpty {
      let message: Words = "Press “Set in all rows” to use this, or empty it."
      errors.append(FieldError(field: name, code: "not_used", message: message))
    }
    checkAttributes()
    errors += said.errors
    if publishAt == nil, !typed.isEmpty {
      errors.append(
        FieldError(field: "publishAt", code: "invalid", message: "Write the moment as 2026-03-01T09:30."))
    }
  }

  /// What was typed about price and stock while there are no options, and which variant that is.
  private static func sale(_ form: Parameters, _ product: Product?) -> VariantSheet.Row {
    let only = product.flatMap { $0.options.isEmpty ? $0.variants.first : nil }
    func text(_ name: String) -> String { (form[name] ?? "").trimmed }
    return VariantSheet.Row(
      id: only?.id.description ?? "", price: text("price"), compareAtPrice: text("compareAtPrice"),
      stock: text("stock"), formerStock: text("formerStock"), sku: text("sku"))
  }

  private mutating func checkRows() {
    // Without rows something is wrong with the options, which is said there.
    if sheet.keptRows.isEmpty && !sheet.rows.isEmpty {
      let message: Words = "Keep at least one of the variants."
      // Without rows there is no table yet, and the values make it.
      let field = sheet.rows.isEmpty ? "options[0].values" : "rows[0].isLeftOut"
      errors.append(FieldError(field: field, code: "required", message: message))
    }
    for (index, row) in sheet.rows.enumerated() where !row.isLeftOut && row.price.isEmpty {
      let name = row.values.joined(separator: " / ")
      errors.append(
        FieldError(field: "rows[\(index)].price", code: "required", message: "Say what \(name) costs."))
    }
  }

  private mutating func checkPrice() {
    guard (form["price"] ?? "").trimmed.isEmpty else { return }
    errors.append(FieldError(field: "price", code: "required", message: "Say what it costs."))
  }

  private mutating func checkAttributes() {
    let attributes = attributeLines.map { SpecificationLine.read(String($0)) }
    if attributes.contains(nil) {
      let message: Words = "Write each line as a name, a colon and a value, as Material: Oak."
      errors.append(FieldError(field: "attributes", code: "invalid", message: message))
    } else if Set(attributes.map { $0?.name }).count < attributes.count {
      errors.append(FieldError(field: "attributes", code: "duplicate", message: SpecificationLine.sameName))
    }
  }

  private var tags: [String] { ProductFields.tidy([form["tags"] ?? ""]) }

  private var attributeLines: [Substring] {
    (form["attributes"] ?? "").split(whereSeparator: \.isNewline).filter { !String($0).trimmed.isEmpty }
  }

  /// Fields that the catalogue reads as they are typed.
  private static let plain = [
    "title", "description", "seoTitle", "seoDescription", "status", "category", "brand",
  ]

  /// The same, where the form has them.
  private static let extras = [
    "descriptionFormat", "video", "warrantyMonths", "warrantyText", "takesCashOnDelivery",
  ]

  /// The fields as `NewProductInput` and `ProductChangesInput` read them.
  func parameters(changing product: Product?) -> Parameters {
    var out = Parameters()
    for name in ProductFormReading.plain { out.append(name, form[name] ?? "") }
    for name in ProductFormReading.extras { if let typed = form[name] { out.append(name, typed) } }
    out.append("publishAt", publishAt?.rfc3339 ?? "")
    // One by one, as each may be as long as a tag may be.
    out.append("tags", "")
    for tag in tags { out.append("tags", tag) }
    out.append("attributes", "")
    for line in attributeLines {
      guard let attribute = SpecificationLine.read(String(line)) else { continue }
      out.append("attributes[\(attribute.name)]", attribute.value)
    }
    for line in said.lines { out.append("attributes[\(line.name)]", line.value) }
    if sheet.hasOptions {
      for option in sheet.options { out.append("options", option.name) }
      for (index, row) in sheet.keptRows.enumerated() { append(row, "variants[\(index)].", to: &out) }
    } else {
      // What had variants and has none any more becomes a product with a single one.
      let wasVaried = product.map { !$0.options.isEmpty } ?? false
      if wasVaried { out.append("options", "") }
      appendSale(to: &out, prefix: wasVaried ? "variants[0]." : "")
    }
    return out
  }

  private func append(_ row: VariantSheet.Row, _ prefix: String, to out: inout Parameters) {
    if !row.id.isEmpty { out.append(prefix + "id", row.id) }
    out.append(prefix + "options", row.values.joined(separator: "\n") + "\n")
    out.append(prefix + "price", row.price)
    out.append(prefix + "compareAtPrice", row.compareAtPrice)
    out.append(prefix + "sku", row.sku)
    if row.stock != row.formerStock { out.append(prefix + "stock", row.stock) }
    appendSelling(to: &out, prefix)
  }

  private func appendSelling(to out: inout Parameters, _ prefix: String) {
    guard let rule = form["selling"].flatMap(SellingRule.init(rawValue:)) else { return }
    out.append(prefix + "tracksStock", String(rule != .uncounted))
    out.append(prefix + "sellsOn", String(rule == .sellsOn))
  }

  private func appendSale(to out: inout Parameters, prefix: String) {
    for name in ["price", "compareAtPrice", "sku"] { out.append(prefix + name, form[name] ?? "") }
    if let threshold = form["lowStockThreshold"] { out.append(prefix + "lowStockThreshold", threshold) }
    let stock = (form["stock"] ?? "").trimmed
    if stock != form["formerStock"] ?? "" { out.append(prefix + "stock", stock) }
    appendSelling(to: &out, prefix)
  }

  /// What is to be stored. Throws everything that is wrong, what the form says itself and what the catalogue says.
  func read<T: Input>(_ type: T.Type, changing product: Product?) throws -> T {
    var all = errors
    do {
      let input = try T.read(parameters(changing: product))
      if all.isEmpty { return input }
    } catch let problem as Problem where problem.kind == .invalidInput {
      all += translated(problem).fields.filter { other in !errors.contains { $0.field == other.field } }
    }
    throw Problem(.invalidInput, fields: all)
  }

  /// The problem with the fields named as the form names them.
  func translated(_ problem: Problem) -> Problem {
    let kept = sheet.rows.indices.filter { !sheet.rows[$0].isLeftOut }
    let fields = problem.fields.map { error -> FieldError in
      said.placed(error)
        ?? FieldError(field: control(of: error.field, kept), code: error.code, message: message(error))
    }
    return Problem(problem.kind, problem.detail, fields: fields)
  }

  /// Which tag it is about, as all stand in one field.
  private func message(_ error: FieldError) -> Words {
    guard error.field.hasPrefix("tags["), let index = Int(error.field.dropFirst(5).dropLast()),
      tags.indices.contains(index)
    else { return error.message }
    return "“\(tags[index])”: \(error.message)"
  }

  /// Beside which control of the form stands what is wrong with a field of it: with the options as a whole beside the
  /// first, with one of them at its name, with one tag beside all.
  static func control(of field: String) -> String {
    if field == "options" { return "options[0].name" }
    if field.hasPrefix("options["), field.hasSuffix("]") { return field + ".name" }
    if field.hasPrefix("attributes.") { return "attributes" }
    return field.hasPrefix("tags[") ? "tags" : field
  }

  /// The same with a field of the catalogue.
  private func control(of field: String, _ kept: [Int]) -> String {
    guard field.hasPrefix("variants["), let end = field.firstIndex(of: "]"),
      let index = Int(field[field.index(field.startIndex, offsetBy: 9)..<end])
    else { return ProductFormReading.control(of: field) }
    let name = field[field.index(after: end)...].drop { $0 == "." }
    if !sheet.hasOptions { return String(name) }
    guard kept.indices.contains(index) else { return field }
    return "rows[\(kept[index])].\(name == "options" || name == "id" ? "price" : String(name))"
  }
}
