import Catalog
import Kernel
import Web

/// The fields of a product form for what the goods of its category say, each `values[slug]`.
struct SaidFields {
  private let attributes: [CategoryAttribute]
  /// What is said, by slugs; of what the category has no field for, by its name, as a free specification.
  private(set) var lines: [ProductAttribute] = []
  /// What can't be read.
  private(set) var errors: [FieldError] = []

  /// The name of the field of an attribute.
  static func name(_ attribute: CategoryAttribute) -> String { "values[\(attribute.slug)]" }

  /// The slug in the name of a field; `nil` for other fields.
  private static func slug(_ field: String) -> String? {
    field.hasPrefix("values[") && field.hasSuffix("]") ? String(field.dropFirst(7).dropLast()) : nil
  }

  init(_ form: Parameters, _ tree: CategoryTree) {
    attributes = SaidFields.attributes(of: form["category"], tree)
    let bySlug = Dictionary(attributes.map { ($0.slug, $0) }) { first, _ in first }
    for pair in form.pairs {
      guard let slug = SaidFields.slug(pair.name) else { continue }
      let text = pair.value.trimmed
      if text.isEmpty { continue }
      guard let attribute = bySlug[slug] else {
        if let former = tree.allAttributes.first(where: { $0.slug == slug }) { keep(text, of: former) }
        continue
      }
      do throws(InputFailure) {
        lines.append(ProductAttribute(name: slug, value: try attribute.untyped(text)))
      } catch {
        errors.append(
          FieldError(
            field: SaidFields.name(attribute), code: error.code,
            message: "\(attribute.name): \(error.message)"))
      }
    }
  }

  /// What the goods of a category say; nothing where none is chosen.
  static func attributes(of category: String?, _ tree: CategoryTree) -> [CategoryAttribute] {
    category.flatMap { tree.find($0) }.map { tree.attributes(of: $0.id) } ?? []
  }

  /// What was typed for another category is not lost: it stands among the specifications.
  private mutating func keep(_ text: String, of attribute: CategoryAttribute) {
    // What is no number stays as it was typed.
    let value = (try? attribute.untyped(text)).map { attribute.shown($0).text } ?? text
    lines.append(ProductAttribute(name: attribute.name, value: value))
  }

  /// What the catalogue says of a value, at the field in which it stands; `nil` for what is about another field.
  func placed(_ error: FieldError) -> FieldError? {
    guard error.field.hasPrefix("attributes.") else { return nil }
    let slug = error.field.dropFirst("attributes.".count)
    guard let attribute = attributes.first(where: { $0.slug == slug }) else { return nil }
    let message: Words = error.code == "required" ? error.message : "\(attribute.name): \(error.message)"
    return FieldError(field: SaidFields.name(attribute), code: error.code, message: message)
  }
}

extension ProductPage {
  /// A field for each thing that goods of the chosen category say. What was typed for another category is kept.
  var saidFields: HTML {
    let fields = attributes.map { attribute -> HTML in
      let (name, label) = (SaidFields.name(attribute), Words(verbatim: attribute.name))
      // A draft may wait with it, so no browser asks for it.
      let hint: Words? = attribute.isRequired ? "Needed as soon as it is for sale." : nil
      switch attribute.kind {
      case .text:
        return Field.text(name, label, in: form, hint: hint, required: false, maximumLength: 300)
      case .number:
        return Field.decimal(
          name, label, in: form, hint: hint, required: false,
          unit: attribute.unit.isEmpty ? nil : Words(verbatim: attribute.unit))
      case .choice:
        return Field.select(
          name, label, attribute.choices.map { Choice($0, Words(verbatim: $0)) }, in: form, hint: hint,
          required: false, prompt: "Choose")
      case .yesNo:
        return Field.select(
          name, label, [Choice("true", "Yes"), Choice("false", "No")], in: form, hint: hint, required: false,
          prompt: "Choose")
      }
    }
    let shown = Set(attributes.map(SaidFields.name))
    let others = form.values.filter { $0.key.hasPrefix("values[") && !shown.contains($0.key) }
      .sorted { $0.key < $1.key }.map { Button.hidden($0.key, $0.value.first ?? "") }
    return "<div class=\"stack\" id=\"category-attributes\">\(fields)\(others)</div>"
  }
}
