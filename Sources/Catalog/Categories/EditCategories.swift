import Areas
import Identity
import Kernel
import Persistence
import Web

private let nameLength = 1...CategoryTexts.longestName
private let descriptionRule = Rule<String>.text(0...CategoryTexts.longestDescription, multiline: true)

/// What a new category needs.
package struct NewCategoryInput: Input {
  let name: String
  let slug: Slug?
  let parent: String?
  let position: Int?
  let description: String
  let translations: TranslationChanges

  package init(from input: inout InputReader) throws {
    description = input.optional("description", descriptionRule) ?? ""
    translations = TranslationChanges(CategoryTranslationInput.self, from: &input)
    name = input.required("name", .text(nameLength))
    slug = input.optional("slug", .slug)
    parent = input.optional("parent", .text(1...100))
    position = input.optional("position", .integer(0...10_000))
  }

  /// A category from code.
  package init(name: String, slug: Slug? = nil, parent: CategoryID? = nil, position: Int? = nil) {
    self.name = name
    self.slug = slug
    self.parent = parent?.description
    self.position = position
    description = ""
    translations = TranslationChanges()
  }
}

/// What can be changed about a category; what is absent stays.
package struct CategoryChangesInput: Input {
  let name: String?
  let slug: Slug?
  let movesParent: Bool
  let parent: String?
  let position: Int?
  let description: Change<String>
  let translations: TranslationChanges

  package init(from input: inout InputReader) throws {
    description = Change("description", descriptionRule, &input)
    translations = TranslationChanges(CategoryTranslationInput.self, from: &input)
    name = input.optional("name", .text(nameLength))
    slug = input.optional("slug", .slug)
    movesParent = input.has("parent")
    parent = input.optional("parent", .text(1...100))
    position = input.optional("position", .integer(0...10_000))
  }
}

/// The texts of a category in one language, as a client gives them.
struct CategoryTranslationInput: TranslatedInput {
  let texts: [String: String?]

  init(from input: inout InputReader) throws {
    texts = input.translated([
      CategoryTexts.name: .text(0...nameLength.upperBound), CategoryTexts.description: descriptionRule,
    ])
  }
}

/// A category among all others.
package struct CategoryInTree: Sendable {
  package let category: Category
  package let tree: CategoryTree

  /// A category and the tree that it stands in.
  package init(category: Category, tree: CategoryTree) {
    self.category = category
    self.tree = tree
  }
}

extension Catalog {
  /// All categories.
  package func categories() async throws -> CategoryTree {
    try await database.read { try CategoryStore.tree($0) }
  }

  /// Makes a category. Throws `.slugTaken` when the given slug is, `.invalidInput` for an unknown parent.
  package func addCategory(_ input: NewCategoryInput) async throws -> Category {
    try await database.write { tx in
      try CategoryStore.lockTree(tx)
      let parent = try find(parent: input.parent, tx)
      if let parent,
        try CategoryTree(CategoryStore.all(tx)).depth(of: parent.id) + 1 >= CategoryTree.maximumDepth
      {
        throw Problem.invalid(
          "parent", "too_deep", "Categories go \(CategoryTree.maximumDepth) levels deep at most.")
      }
      let category = Category(
        id: CategoryID(at: tx.now), parent: parent?.id,
        slug: try slug(input.slug, name: input.name, parent: parent, tx), name: input.name,
        position: try input.position ?? CategoryStore.nextPosition(below: parent?.id, tx),
        description: input.description, translations: input.translations.applied(to: Translations()))
      guard try CategoryStore.insert(category, tx) else { throw Problem(.slugTaken) }
      try tx.record("category.created", category)
      changes.look(after: tx)
      return category
    }
  }

  /// Renames or moves a category. Throws `.notFound`, `.slugTaken`, and `.invalidInput` when it would come to
  /// lie below itself.
  package func editCategory(
    _ reference: String, _ edit: @escaping Edit<CategoryInTree, CategoryChangesInput>
  ) async throws -> Category {
    try await database.write { tx in
      try CategoryStore.lockTree(tx)
      guard let old = try CategoryStore.byReference(reference, tx) else { throw Problem(.notFound) }
      let changes = try edit(CategoryInTree(category: old, tree: CategoryTree(CategoryStore.all(tx))))
      let parent = changes.movesParent ? try find(parent: changes.parent, tx)?.id : old.parent
      if let parent, parent != old.parent { try checkMove(old, below: parent, tx) }
      if let slug = changes.slug, try CategoryStore.isTaken(slug.text, besides: old.id, tx) {
        throw Problem(.slugTaken)
      }
      var category = old
      category.parent = parent
      category.slug = changes.slug?.text ?? old.slug
      category.name = changes.name ?? old.name
      let isMoved = parent != old.parent
      let place = try isMoved ? CategoryStore.nextPosition(below: parent, tx) : old.position
      category.position = changes.position ?? place
      category.description = changes.description.applied(to: old.description) ?? ""
      category.translations = changes.translations.applied(to: old.translations)
      if category.slug != old.slug {
        try CategoryStore.keepFormer(old.slug, of: category.id, now: category.slug, tx)
      }
      try CategoryStore.update(category, tx)
      try tx.record("category.edited", category, from: old)
      self.changes.look(after: tx)
      return category
    }
  }

  /// Throws `.invalidInput` when a category would come to lie below itself, or too deep.
  func checkMove(_ category: Category, below parent: CategoryID, _ tx: Transaction) throws {
    let tree = CategoryTree(try CategoryStore.all(tx))
    let branch = tree.branch(category.id)
    guard !branch.contains(parent) else {
      throw Problem.invalid("parent", "ring", "A category can't lie below itself.")
    }
    let height = (branch.map { tree.depth(of: $0) }.max() ?? 0) - tree.depth(of: category.id)
    guard tree.depth(of: parent) + 1 + height < CategoryTree.maximumDepth else {
      throw Problem.invalid(
        "parent", "too_deep", "Categories go \(CategoryTree.maximumDepth) levels deep at most.")
    }
  }

  /// The category that a client names as a parent. Throws `.invalidInput` for an unknown one.
  func find(parent reference: String?, _ tx: Transaction) throws -> Category? {
    guard let reference else { return nil }
    guard let parent = try CategoryStore.byReference(reference, tx) else {
      throw Problem.invalid("parent", "unknown", "There is no such category.")
    }
    return parent
  }

  private func slug(_ wanted: Slug?, name: String, parent: Category?, _ tx: Transaction) throws -> String {
    if let wanted {
      guard try !CategoryStore.isTaken(wanted.text, besides: nil, tx) else { throw Problem(.slugTaken) }
      return wanted.text
    }
    return try CategorySlugs.free(for: name, below: parent, tx)
  }
}

/// The readable part of categories' addresses.
enum CategorySlugs {
  /// A slug of the name, else of parent and name, else with a number behind it.
  static func free(for name: String, below parent: Category?, _ snapshot: Snapshot) throws -> String {
    let plain = Slug(title: name, fallback: "category").text
    let combined = parent.map { Slug(title: "\($0.slug) \(plain)", fallback: plain).text } ?? plain
    var candidate = plain
    var number = 1
    while try CategoryStore.isTaken(candidate, besides: nil, snapshot) {
      candidate = candidate == plain && combined != plain ? combined : "\(combined)-\(number + 1)"
      number += 1
    }
    return candidate
  }
}
