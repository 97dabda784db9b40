import Kernel
import Web

/// What products of a category say: everybody reads it, administrators change it.
package enum AttributeRoutes {
  private static let tag = "Categories"

  /// The routes of attributes.
  package static func routes(_ catalog: Catalog) -> [Route] {
    readingRoutes(catalog) + editingRoutes(catalog)
  }

  private static func readingRoutes(_ catalog: Catalog) -> [Route] {
    [
      .api(
        .get, "/categories/{category}/attributes",
        "List what products of a category say, those of the categories above it, too", tag: tag, .anyone,
        answer: Page<CategoryAttributeOutput>.self, cache: .catalogue, problems: [.notFound],
        keeping: { _ in [CatalogSubject.categories.tag] }
      ) { request in
        let (category, tree) = try await find(request, catalog)
        return page(tree.attributes(of: category.id))
      },
      .api(
        .get, "/admin/categories/{category}/attributes", "List the attributes of a category itself", tag: tag,
        .admin(.catalogue), answer: Page<CategoryAttributeOutput>.self, problems: [.notFound]
      ) { request in
        let (category, tree) = try await find(request, catalog)
        return page(tree.ownAttributes(of: category.id))
      },
      .api(
        .get, "/admin/categories/{category}/attributes/{attribute}", "Show an attribute of a category",
        tag: tag, .admin(.catalogue), answer: CategoryAttributeOutput.self, problems: [.notFound]
      ) { request in
        let (category, tree) = try await find(request, catalog)
        let name = try request.parameter("attribute")
        guard let attribute = tree.ownAttribute(name, of: category.id) else { throw Problem(.notFound) }
        return CategoryAttributeOutput(attribute: attribute)
      },
    ]
  }

  private static func editingRoutes(_ catalog: Catalog) -> [Route] {
    [
      .api(
        .post, "/admin/categories/{category}/attributes", "Make an attribute of a category", tag: tag,
        .admin(.catalogue), body: NewAttributeInput.self, answer: CategoryAttributeOutput.self,
        status: .created, idempotent: true, problems: [.notFound, .slugTaken]
      ) { request, body in
        try await request.answer(with: { CategoryAttributeOutput(attribute: $0) }) {
          try await catalog.addAttribute(body, to: request.parameter("category"))
        }
      },
      .api(
        .patch, "/admin/categories/{category}/attributes/{attribute}",
        "Change an attribute; what is absent stays", tag: tag, .admin(.catalogue),
        body: AttributeChangesInput.self, answer: CategoryAttributeOutput.self,
        problems: [.notFound, .preconditionFailed]
      ) { request, body in
        let edit = request.edit(body) { CategoryAttributeOutput(attribute: $0) }
        return CategoryAttributeOutput(
          attribute: try await catalog.editAttribute(
            request.parameter("attribute"), of: request.parameter("category"), edit))
      },
      .api(
        .delete, "/admin/categories/{category}/attributes/{attribute}",
        "Delete an attribute with what products say of it", tag: tag, .admin(.catalogue),
        answer: NoContent.self, problems: [.notFound, .preconditionFailed]
      ) { request in
        try await catalog.deleteAttribute(
          request.parameter("attribute"), of: request.parameter("category"),
          when: request.condition { CategoryAttributeOutput(attribute: $0) })
        return NoContent()
      },
    ]
  }

  private static func find(
    _ request: Request, _ catalog: Catalog
  ) async throws -> (category: Category, tree: CategoryTree) {
    let tree = try await catalog.categories()
    guard let category = tree.find(try request.parameter("category")) else { throw Problem(.notFound) }
    return (category, tree)
  }

  private static func page(_ attributes: [CategoryAttribute]) -> Page<CategoryAttributeOutput> {
    Page(items: attributes.map { CategoryAttributeOutput(attribute: $0) }, nextCursor: nil)
  }
}

/// An attribute as the API shows it.
struct CategoryAttributeOutput: Output {
  let attribute: CategoryAttribute

  static let fields: [OutputField<Self>] = [
    .init("id") { $0.attribute.id },
    .init("slug") { $0.attribute.slug },
    .init("name") { $0.attribute.name },
    .init("kind") { $0.attribute.kind.rawValue },
    .init("unit") { $0.attribute.unit },
    .init("choices") { $0.attribute.choices },
    .init("required") { $0.attribute.isRequired },
    .init("filterable") { $0.attribute.isFilterable },
    .init("position") { $0.attribute.position },
    .init("category") { $0.attribute.category },
  ]
}
