import Kernel
import Persistence
import Web

/// Divides what somebody says of a product into values of its category's attributes and free specifications.
struct AttributeSettling {
  private let attributes: [CategoryAttribute]
  private(set) var values: [ProductValue] = []
  private(set) var free: [ProductAttribute] = []
  private(set) var errors: [FieldError] = []

  /// `isStrict` refuses what does not fit an attribute that was called by its slug; otherwise it stays a free
  /// specification, as everything that only has an attribute's name. What the product says so far of attributes that
  /// its category has no more, `was`, is known by their slugs.
  init(
    _ typed: [ProductAttribute], _ attributes: [CategoryAttribute], was: [ProductValue], isStrict: Bool
  ) {
    self.attributes = attributes
    let given = typed.map { $0.named(attributes, was) }
    var bySlug: [String: ProductValue] = [:]
    for item in given.sorted(by: { isSlug($0.name) && !isSlug($1.name) }) {
      guard let attribute = attribute(item.name), bySlug[attribute.slug] == nil else {
        free.append(item)
        continue
      }
      do throws(InputFailure) {
        bySlug[attribute.slug] = try ProductValue(attribute, reading: item.value)
      } catch {
        guard isStrict, item.name == attribute.slug else {
          let name = item.name == attribute.slug ? attribute.name : item.name
          free.append(ProductAttribute(name: name, value: item.value))
          continue
        }
        errors.append(FieldError(field: "attributes.\(item.name)", code: error.code, message: error.message))
      }
    }
    free.sort { $0.name < $1.name }
    values = attributes.compactMap { bySlug[$0.slug] }
  }

  private func isSlug(_ name: String) -> Bool { attributes.contains { $0.slug == name } }

  private func attribute(_ name: String) -> CategoryAttribute? {
    if let found = attributes.first(where: { $0.slug == name }) { return found }
    let key = SearchWords.key(name)
    return attributes.first { SearchWords.key($0.name) == key }
  }

  /// What has to be said and is not.
  var missing: [FieldError] {
    let said = Set(values.map(\.attribute.id)).union(
      errors.compactMap { error in
        attributes.first { "attributes.\($0.slug)" == error.field }?.id
      })
    return attributes.filter { $0.isRequired && !said.contains($0.id) }.map {
      FieldError(field: "attributes.\($0.slug)", code: "required", message: "\($0.name): This is needed.")
    }
  }
}

extension Catalog {
  /// Gives a draft the values of its category's attributes: those that a client gives, else those that it had. What a
  /// category has no attribute for becomes a free specification. Throws `.invalidInput` with every wrong value, and for
  /// what is missing, unless it is a draft or nothing of it was touched.
  func settleAttributes(
    _ draft: inout ProductDraft, _ fields: ProductFields, old: Product?, _ tx: Transaction
  ) throws {
    let isMoved = draft.category != old?.category?.id
    let isPublished = draft.status != .draft && (old == nil || old?.status == .draft)
    guard fields.attributes != nil || isMoved || isPublished else { return }
    let attributes = try draft.category.map { try AttributeStore.inherited(by: $0, tx) } ?? []
    var given = fields.attributes ?? draft.attributes
    if fields.attributes == nil { given += draft.values.filter { !$0.isFree(of: given) }.map(\.line) }
    let settling = AttributeSettling(
      given, attributes, was: old?.values ?? [], isStrict: fields.attributes != nil)
    var errors = settling.errors
    let mustBeWhole = fields.attributes != nil || fields.hasCategory || isPublished
    if mustBeWhole, draft.status != .draft { errors += settling.missing }
    guard errors.isEmpty else {
      let detail = errors.count == 1 ? errors[0].message : ProblemKind.invalidInput.title
      throw Problem(.invalidInput, detail, fields: errors)
    }
    draft.values = settling.values
    draft.attributes = settling.free
  }
}

extension ProductValue {
  /// The value by its attribute's slug.
  fileprivate var line: ProductAttribute { ProductAttribute(name: attribute.slug, value: value) }

  /// Whether a free specification says it already.
  fileprivate func isFree(of given: [ProductAttribute]) -> Bool {
    given.contains { $0.name == attribute.slug || $0.name == attribute.name }
  }
}

extension ProductAttribute {
  /// The same, by its attribute's name and as people read it where the category has that attribute no more.
  fileprivate func named(_ attributes: [CategoryAttribute], _ old: [ProductValue]) -> ProductAttribute {
    guard !attributes.contains(where: { $0.slug == name }),
      let former = old.first(where: { $0.attribute.slug == name })
    else { return self }
    return ProductAttribute(
      name: former.attribute.name, value: former.attribute.shown(value).text(in: Languages.standard))
  }
}
