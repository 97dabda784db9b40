import Identity
import Kernel
import Persistence
import Web

/// So many products one transaction moves.
private let productsPerStep = 100

/// What becomes of the products of a category that is deleted.
package enum CategoryHeir: Hashable, Sendable {
  /// Nothing: a category that has any stays.
  case nothing
  /// They stand in no category.
  case nobody
  /// They go into another category.
  case category(String)

  /// Reads a category's id or slug, or `none`.
  package init(_ text: String?) {
    switch text {
    case nil: self = .nothing
    case "none": self = .nobody
    case let name?: self = .category(name)
    }
  }
}

/// What a removal of a category may say.
package struct CategoryRemovalQuery: Input {
  package let heir: CategoryHeir

  package init(from input: inout InputReader) throws {
    heir = CategoryHeir(input.optional("moveTo", .text(1...100)))
  }
}

/// Moves the products of a large category before it goes.
struct EmptyCategory: Job {
  static let kind = "catalog.category.empty"

  let category: CategoryID
  let heir: CategoryID?

  static func register(_ catalog: Catalog, in registry: inout JobRegistry) throws {
    registry.on(EmptyCategory.self) { job, _ in
      var isDone = false
      while !isDone {
        isDone = try await catalog.database.write { tx in
          try catalog.empty(job.category, for: job.heir, tx)
        }
      }
    }
  }
}

extension Catalog {
  /// Deletes a category. Its products go where `heir` says, some hundred at once and the others soon after; the
  /// categories below it move up into its place. Answers whether it is gone already. Throws `.notFound`, `.categoryInUse`
  /// where nobody is to get what it has, and `.invalidInput` for an unknown heir.
  @discardableResult
  package func deleteCategory(
    _ reference: String, heir: CategoryHeir = .nothing,
    when condition: @escaping Condition<CategoryInTree> = { _ in }
  ) async throws -> Bool {
    try await database.write { tx in
      try CategoryStore.lockTree(tx)
      guard let category = try CategoryStore.byReference(reference, tx) else { throw Problem(.notFound) }
      try CategoryStore.lock(category.id, tx)
      try condition(CategoryInTree(category: category, tree: CategoryTree(CategoryStore.all(tx))))
      let target = try find(heir: heir, of: category, tx)
      if heir == .nothing, try CategoryStore.isUsed(category.id, tx) {
        throw Problem(.categoryInUse, "Say where its products go; the categories below it move up.")
      }
      try tx.record(
        "category.deleted", on: category.id, before: category.auditFields,
        after: heir == .nothing ? [:] : ["movedTo": .optional(target?.slug)])
      if try empty(category.id, for: target?.id, tx) { return true }
      try tx.enqueue(EmptyCategory(category: category.id, heir: target?.id), dedupe: category.id.description)
      return false
    }
  }

  private func find(heir: CategoryHeir, of category: Category, _ tx: Transaction) throws -> Category? {
    guard case .category(let name) = heir else { return nil }
    guard let found = try CategoryStore.byReference(name, tx), found.id != category.id else {
      throw Problem.invalid("moveTo", "unknown", "There is no such category.")
    }
    return found
  }

  /// Moves some of the products of a category, and deletes it once it has none. Answers whether it is gone.
  func empty(_ id: CategoryID, for heir: CategoryID?, _ tx: Transaction) throws -> Bool {
    try CategoryStore.lockTree(tx)
    // Who comes with a product at the same moment is seen below, instead of being found in the way of the DELETE.
    try CategoryStore.lock(id, tx)
    let tree = try CategoryStore.tree(tx)
    guard let category = tree[id] else { return true }
    let products = try CategoryStore.products(in: id, limit: productsPerStep, tx)
    let target = heir.flatMap { tree[$0]?.id }
    let attributes = target.map { tree.attributes(of: $0) } ?? []
    for product in products { try move(product, to: target, attributes, tx) }
    changes.look(after: tx)
    guard products.count < productsPerStep else { return false }
    let siblings = tree.children(of: category.parent).flatMap { sibling in
      sibling.id == id ? tree.children(of: id) : [sibling]
    }
    try number(siblings, below: category.parent, tx)
    try AttributeStore.deleteAll(of: id, tx)
    try CategoryStore.delete(id, tx)
    return true
  }

  /// What it said of attributes that its new category does not have becomes free specifications.
  private func move(
    _ id: ProductID, to category: CategoryID?, _ attributes: [CategoryAttribute], _ tx: Transaction
  ) throws {
    // Shops are held before their products are locked, as everywhere.
    guard let shop = try ProductStore.find(id, tx)?.shop.id else { return }
    let terms = try ShopTerms.hold(shop, tx)
    guard let product = try ProductWriter.lock(id, tx) else { return }
    let said = product.values.map { ProductAttribute(name: $0.attribute.slug, value: $0.value) }
    let settling = AttributeSettling(
      product.attributes + said, attributes, was: product.values, isStrict: false)
    var draft = product.draft
    draft.category = category
    draft.values = settling.values
    draft.attributes = settling.free
    _ = try writer.update(product, to: draft, shop: terms, tx)
  }
}
