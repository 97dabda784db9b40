import Identity
import Kernel
import Persistence
import Web

private let nameRule = Rule<String>.text(1...80)
private let unitRule = Rule<String>.text(0...20)
private let choiceRule = Rule<String>.text(1...120)
private let maximumChoices = 200
/// So many a category has of its own at most.
private let maximumAttributes = 100
private let places = Rule<Int>.integer(0...10_000)

/// What a new attribute of a category needs.
package struct NewAttributeInput: Input {
  let name: String
  let slug: Slug?
  let kind: CategoryAttribute.Kind
  let unit: String
  let choices: [String]
  let isRequired: Bool
  let isFilterable: Bool
  let position: Int?

  package init(from input: inout InputReader) throws {
    name = input.required("name", nameRule)
    slug = input.optional("slug", .slug)
    kind = input.required("kind", .choice(CategoryAttribute.Kind.self))
    unit = input.optional("unit", unitRule) ?? ""
    choices = input.list("choices", choiceRule, max: maximumChoices)
    isRequired = input.optional("required", .boolean) ?? false
    isFilterable = input.optional("filterable", .boolean) ?? false
    position = input.optional("position", places)
  }
}

/// What can be changed about an attribute; what is absent stays. Its kind stays for good, as products have values of it.
package struct AttributeChangesInput: Input {
  let name: String?
  let unit: String?
  let choices: [String]?
  let isRequired: Bool?
  let isFilterable: Bool?
  let position: Int?

  package init(from input: inout InputReader) throws {
    name = input.optional("name", nameRule)
    unit = input.has("unit") ? input.optional("unit", unitRule) ?? "" : nil
    choices = input.optionalList("choices", choiceRule, max: maximumChoices)
    isRequired = input.optional("required", .boolean)
    isFilterable = input.optional("filterable", .boolean)
    position = input.optional("position", places)
  }
}

extension Catalog {
  /// Makes an attribute of a category. Throws `.notFound`, `.slugTaken`, and `.invalidInput` for what its kind can't
  /// have and for a name that another one has in the category, above it or below it.
  package func addAttribute(
    _ input: NewAttributeInput, to reference: String
  ) async throws -> CategoryAttribute {
    try await database.write { tx in
      try CategoryStore.lockTree(tx)
      guard let category = try CategoryStore.byReference(reference, tx) else { throw Problem(.notFound) }
      guard try AttributeStore.count(of: category.id, tx) < maximumAttributes else {
        throw Problem.invalid("name", "too_many", "At most \(maximumAttributes) entries are taken here.")
      }
      let attribute = CategoryAttribute(
        id: AttributeID(at: tx.now), category: category.id,
        slug: try slug(input.slug, name: input.name, category, tx), name: input.name, kind: input.kind,
        unit: input.unit, choices: input.choices, isRequired: input.isRequired,
        isFilterable: input.isFilterable,
        position: try input.position ?? AttributeStore.nextPosition(in: category.id, tx))
      try check(attribute, tx)
      guard try AttributeStore.insert(attribute, tx) else { throw Problem(.slugTaken) }
      try tx.record("attribute.created", on: category.id, after: attribute.auditFields)
      changes.look(after: tx)
      return attribute
    }
  }

  /// Changes an attribute of a category. Throws `.notFound`, and `.invalidInput` as `addAttribute` does.
  package func editAttribute(
    _ attribute: String, of category: String,
    _ edit: @escaping Edit<CategoryAttribute, AttributeChangesInput>
  ) async throws -> CategoryAttribute {
    try await database.write { tx in
      try CategoryStore.lockTree(tx)
      let old = try attributeOf(category, attribute, tx)
      let changes = try edit(old)
      var new = old
      new.name = changes.name ?? old.name
      new.unit = changes.unit ?? old.unit
      new.choices = changes.choices ?? old.choices
      new.isRequired = changes.isRequired ?? old.isRequired
      new.isFilterable = changes.isFilterable ?? old.isFilterable
      new.position = changes.position ?? old.position
      try check(new, tx)
      try AttributeStore.update(new, tx)
      if let id = old.category {
        try tx.record("attribute.edited", on: id, before: old.auditFields, after: new.auditFields)
      }
      self.changes.look(after: tx)
      return new
    }
  }

  /// Deletes an attribute with what products say of it. Throws `.notFound`.
  package func deleteAttribute(
    _ attribute: String, of category: String,
    when condition: @escaping Condition<CategoryAttribute> = { _ in }
  ) async throws {
    try await database.write { tx in
      try CategoryStore.lockTree(tx)
      let old = try attributeOf(category, attribute, tx)
      try condition(old)
      try AttributeStore.delete(old.id, tx)
      if let id = old.category {
        try tx.record("attribute.deleted", on: id, before: old.auditFields)
      }
      changes.look(after: tx)
    }
  }

  private func attributeOf(
    _ category: String, _ attribute: String, _ tx: Transaction
  ) throws -> CategoryAttribute {
    guard let category = try CategoryStore.byReference(category, tx),
      let found = try AttributeStore.byReference(attribute, of: category.id, tx)
    else { throw Problem(.notFound) }
    return found
  }

  private func check(_ attribute: CategoryAttribute, _ tx: Transaction) throws {
    if attribute.kind == .choice {
      let keys = attribute.choices.map(SearchWords.key)
      if keys.isEmpty { throw Problem.invalid("choices", "required", "Give the values to choose from.") }
      if keys.contains("") || Set(keys).count < keys.count {
        throw Problem.invalid("choices", "duplicate", "Two of these are the same.")
      }
    } else if !attribute.choices.isEmpty {
      throw Problem.invalid("choices", "not_used", "Only an attribute with a choice of values has these.")
    }
    if attribute.kind != .number, !attribute.unit.isEmpty {
      throw Problem.invalid("unit", "not_used", "Only a number has a unit.")
    }
    guard let category = attribute.category else { return }
    let tree = try CategoryStore.tree(tx)
    let near = tree.attributes(of: category) + tree.branch(category).flatMap(tree.ownAttributes)
    let name = SearchWords.key(attribute.name)
    if near.contains(where: { $0.id != attribute.id && SearchWords.key($0.name) == name }) {
      throw Problem.invalid(
        "name", "duplicate", "Another attribute has this name, here or in a category above or below.")
    }
  }

  /// The wanted one, else one of the name, else of category and name, else with a number behind it.
  private func slug(
    _ wanted: Slug?, name: String, _ category: Category, _ tx: Transaction
  ) throws -> String {
    if let wanted {
      guard !wanted.text.allSatisfy({ $0.isNumber || $0 == "-" }) else {
        throw Problem.invalid("slug", "invalid", "Use a letter, too.")
      }
      guard try !AttributeStore.isTaken(wanted.text, tx) else { throw Problem(.slugTaken) }
      return wanted.text
    }
    let made = Slug(title: name, fallback: "attribute").text
    let plain = made.contains(where: \.isLetter) ? made : "attribute-\(made)"
    let combined = Slug(title: "\(category.slug) \(plain)", fallback: plain).text
    var candidate = plain
    var number = 1
    while try AttributeStore.isTaken(candidate, tx) {
      candidate = candidate == plain && combined != plain ? combined : "\(combined)-\(number + 1)"
      number += 1
    }
    return candidate
  }
}

extension CategoryAttribute {
  /// What the audit log tells of an attribute.
  fileprivate var auditFields: [String: JSONValue] {
    [
      "name": .string(name), "slug": .string(slug), "kind": .string(kind.rawValue), "unit": .string(unit),
      "choices": .array(choices.map { .string($0) }), "required": .boolean(isRequired),
      "filterable": .boolean(isFilterable), "position": .integer(Int64(position)),
    ]
  }
}
