import Areas
import Kernel
import Web

/// The range of goods: everybody reads it, administrators change it.
package enum CategoryRoutes {
  private static let tag = "Categories"

  /// The routes of categories.
  package static func routes(_ catalog: Catalog) -> [Route] {
    readingRoutes(catalog) + editingRoutes(catalog) + wishRoutes(catalog)
  }

  private static func readingRoutes(_ catalog: Catalog) -> [Route] {
    [
      .api(
        .get, "/categories", "Show all categories as a tree", tag: tag, .anyone,
        answer: CategoryTreeOutput.self, cache: .catalogue, keeping: { _ in [CatalogSubject.categories.tag] }
      ) { _ in
        CategoryTreeOutput(try await catalog.categories().told(in: .current))
      },
      .api(
        .get, "/categories/{category}", "Show a category", tag: tag, .anyone, answer: CategoryOutput.self,
        cache: .catalogue, problems: [.notFound], keeping: { _ in [CatalogSubject.categories.tag] }
      ) { request in
        let tree = try await catalog.categories().told(in: .current)
        guard let category = tree.find(try request.parameter("category")) else { throw Problem(.notFound) }
        return CategoryOutput(category, in: tree)
      },
      .api(
        .get, "/admin/categories", "Show all categories as a tree", tag: tag, .admin(.catalogue),
        answer: CategoryTreeOutput.self
      ) { _ in
        CategoryTreeOutput(try await catalog.categories())
      },
      .api(
        .get, "/admin/categories/{category}", "Show a category", tag: tag, .admin(.catalogue),
        answer: CategoryOutput.self, problems: [.notFound]
      ) { request in
        let tree = try await catalog.categories()
        guard let category = tree.find(try request.parameter("category")) else { throw Problem(.notFound) }
        return CategoryOutput(category, in: tree)
      },
    ]
  }

  private static func editingRoutes(_ catalog: Catalog) -> [Route] {
    [
      .api(
        .post, "/admin/categories", "Make a category", tag: tag, .admin(.catalogue),
        body: NewCategoryInput.self,
        answer: CategoryOutput.self, status: .created, idempotent: true, problems: [.slugTaken]
      ) { request, body in
        // Nothing is below it yet.
        try await request.answer(with: { CategoryOutput($0, in: CategoryTree([$0])) }) {
          try await catalog.addCategory(body)
        }
      },
      .api(
        .patch, "/admin/categories/{category}", "Rename or move a category", tag: tag, .admin(.catalogue),
        body: CategoryChangesInput.self, answer: CategoryOutput.self,
        problems: [.notFound, .slugTaken, .preconditionFailed]
      ) { request, body in
        let edit = request.edit(body) { (present: CategoryInTree) in
          CategoryOutput(present.category, in: present.tree)
        }
        let category = try await catalog.editCategory(try request.parameter("category"), edit)
        return CategoryOutput(category, in: try await catalog.categories())
      },
      .api(
        .delete, "/admin/categories/{category}", "Delete a category; its products go to another", tag: tag,
        .admin(.catalogue), query: CategoryRemovalQuery.self,
        answer: NoContent.self, problems: [.notFound, .categoryInUse, .preconditionFailed]
      ) { request, query in
        try await catalog.deleteCategory(
          try request.parameter("category"), heir: query.heir,
          when: request.condition { CategoryOutput($0.category, in: $0.tree) })
        return NoContent()
      },
    ]
  }

  private static func wishRoutes(_ catalog: Catalog) -> [Route] {
    [
      .api(
        .get, "/admin/category-wishes", "List what vendors' files name and no category is called", tag: tag,
        .admin(.catalogue), answer: Page<CategoryWishOutput>.self
      ) { _ in
        Page(items: try await catalog.categoryWishes().map { CategoryWishOutput(wish: $0) }, nextCursor: nil)
      },
      .api(
        .put, "/admin/category-wishes", "Say which category is meant by a wish", tag: tag, .admin(.catalogue),
        body: CategoryWishAnswerInput.self, answer: GrantedWishOutput.self, problems: [.ownShop]
      ) { _, body in
        GrantedWishOutput(products: try await catalog.grantWish(body))
      },
    ]
  }
}

/// What vendors' files name and no category is called.
struct CategoryWishOutput: Output {
  static let schemaName = "CategoryWish"

  let wish: CategoryWish

  static let fields: [OutputField<Self>] = [
    .init("wish") { $0.wish.wish },
    .init("products") { $0.wish.products },
  ]
}

/// How many products came into their category by it.
struct GrantedWishOutput: Output {
  static let schemaName = "GrantedWish"

  let products: Int64

  static let fields: [OutputField<Self>] = [.init("products") { $0.products }]
}

/// All categories; each holds those below it.
struct CategoryTreeOutput: Output {
  let items: [CategoryOutput]
  let version: String

  init(_ tree: CategoryTree) {
    items = tree.roots.map { CategoryOutput($0, in: tree) }
    version = tree.version
  }

  static let fields: [OutputField<Self>] = [
    .init("items") { $0.items },
    .init("nextCursor") { _ in Cursor?.none },
    .init("version") { $0.version },
  ]
}

/// A category with those below it.
package struct CategoryOutput: Output {
  let category: Category
  let children: [CategoryOutput]

  /// The category and its branch of the tree.
  package init(_ category: Category, in tree: CategoryTree) {
    self.category = category
    children = tree.children(of: category.id).map { CategoryOutput($0, in: tree) }
  }

  package static let fields: [OutputField<Self>] = [
    .init("id") { $0.category.id },
    .init("slug") { $0.category.slug },
    .init("name") { $0.category.name },
    .init("parent") { $0.category.parent },
    .init("position") { $0.category.position },
    .init("description") { $0.category.description },
    .init("translations") { CategoryTranslationOutput.all($0.category.translations) },
    .init("children") { $0.children },
  ]
}

/// The texts of a category in one language, as the API shows them.
struct CategoryTranslationOutput: Output {
  let texts: [String: String]

  static let fields: [OutputField<Self>] = [
    .init("name") { $0.texts[CategoryTexts.name] },
    .init("description") { $0.texts[CategoryTexts.description] },
  ]

  /// By the tags of the languages.
  static func all(_ translations: Translations) -> [String: CategoryTranslationOutput] {
    Dictionary(
      uniqueKeysWithValues: translations.languages.map {
        ($0, CategoryTranslationOutput(texts: translations[$0]))
      })
  }
}

/// A category as it stands beside a product.
struct CategorySummaryOutput: Output {
  let summary: CategorySummary

  static let fields: [OutputField<Self>] = [
    .init("id") { $0.summary.id },
    .init("slug") { $0.summary.slug },
    .init("name") { $0.summary.name },
  ]
}
