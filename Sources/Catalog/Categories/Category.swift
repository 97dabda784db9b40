import Areas
import Kernel
import Persistence

/// A place in the range of goods.
package struct Category: Hashable, Sendable {
  package let id: CategoryID
  /// The category that it belongs to; `nil` for those at the top.
  package internal(set) var parent: CategoryID?
  package internal(set) var slug: String
  package internal(set) var name: String
  /// Its place among its siblings.
  package internal(set) var position: Int
  /// What stands above its goods; empty for nothing.
  package internal(set) var description = ""
  /// Name and description in other languages.
  package internal(set) var translations = Translations()

  package var summary: CategorySummary { CategorySummary(id: id, slug: slug, name: name) }
}

extension Category: RowDecodable {
  package init(row: inout Row) throws {
    id = try row.next("id")
    parent = try row.next("parent_id")
    slug = try row.next("slug")
    name = try row.next("name")
    position = try row.next("position")
    description = try row.next("description")
    translations = try row.next("translations")
  }
}

/// The texts of a category that can be said in other languages, by the names that they have everywhere.
package enum CategoryTexts {
  /// What it is called.
  package static let name = "name"
  /// What stands above its goods.
  package static let description = "description"
  /// In characters.
  package static let longestName = 80
  /// In characters.
  package static let longestDescription = 2_000
}

extension Category {
  /// The category with its texts in a language, as far as there are some.
  package func told(in language: Language) -> Category {
    guard !translations[language.tag].isEmpty else { return self }
    var told = self
    told.name = translations.text(CategoryTexts.name, in: language, or: name)
    told.description = translations.text(CategoryTexts.description, in: language, or: description)
    return told
  }

  /// What it is called in any language.
  var names: [String] {
    [name] + translations.languages.compactMap { translations[$0, CategoryTexts.name] }
  }
}

/// All categories with who belongs to whom.
package struct CategoryTree: Sendable {
  /// How many levels there can be: as many as anybody could ever want.
  static let maximumDepth = 30

  private let byID: [CategoryID: Category]
  private let childrenByParent: [CategoryID?: [Category]]
  private let bySlug: [String: CategoryID]
  private let attributesByCategory: [CategoryID: [CategoryAttribute]]

  /// The tree of these categories; `former` are slugs that they had before, `attributes` what their products say, in
  /// the order of each category.
  package init(
    _ categories: [Category], former: [String: CategoryID] = [:], attributes: [CategoryAttribute] = []
  ) {
    attributesByCategory = attributes.reduce(into: [:]) { found, attribute in
      if let category = attribute.category { found[category, default: []].append(attribute) }
    }
    bySlug = Dictionary(categories.map { ($0.slug, $0.id) }) { $1 }.merging(former) { present, _ in present }
    byID = Dictionary(categories.map { ($0.id, $0) }) { $1 }
    childrenByParent = Dictionary(grouping: categories, by: \.parent).mapValues { siblings in
      siblings.sorted { ($0.position, $0.name, $0.id) < ($1.position, $1.name, $1.id) }
    }
  }

  /// The same tree with the texts of a language, as far as there are some. Siblings stand in the same order.
  package func told(in language: Language) -> CategoryTree {
    guard byID.values.contains(where: { !$0.translations[language.tag].isEmpty }) else { return self }
    return CategoryTree(byID: byID.mapValues { $0.told(in: language) }, like: self)
  }

  private init(byID: [CategoryID: Category], like tree: CategoryTree) {
    self.byID = byID
    childrenByParent = tree.childrenByParent.mapValues { siblings in
      siblings.map { byID[$0.id] ?? $0 }
    }
    bySlug = tree.bySlug
    attributesByCategory = tree.attributesByCategory
  }

  /// The category with this id.
  package subscript(_ id: CategoryID) -> Category? { byID[id] }

  /// The category with this id or slug; a slug that it had before counts too.
  package func find(_ reference: String) -> Category? {
    (CategoryID(reference) ?? bySlug[reference]).flatMap { byID[$0] }
  }

  /// Those at the top in their order.
  package var roots: [Category] { children(of: nil) }

  /// Those directly below a category, in their order.
  package func children(of parent: CategoryID?) -> [Category] { childrenByParent[parent] ?? [] }

  /// The categories from the top down to this one.
  package func path(to id: CategoryID) -> [Category] {
    var path: [Category] = []
    var next = byID[id]
    while let category = next, path.count <= byID.count {
      path.append(category)
      next = category.parent.flatMap { byID[$0] }
    }
    return path.reversed()
  }

  /// The category and all below it.
  package func branch(_ id: CategoryID) -> [CategoryID] {
    [id] + children(of: id).flatMap { branch($0.id) }
  }

  /// Every category, each before those below it.
  package var inOrder: [Category] {
    func below(_ parent: CategoryID?) -> [Category] { children(of: parent).flatMap { [$0] + below($0.id) } }
    return below(nil)
  }

  /// How deep a category lies; 0 at the top.
  package func depth(of id: CategoryID) -> Int { max(0, path(to: id).count - 1) }
}

// What products say.
extension CategoryTree {
  /// What the products of a category say: what the categories above it have, from the top, and what it has itself.
  package func attributes(of id: CategoryID) -> [CategoryAttribute] {
    path(to: id).flatMap { ownAttributes(of: $0.id) }
  }

  /// What a category has itself.
  package func ownAttributes(of id: CategoryID) -> [CategoryAttribute] { attributesByCategory[id] ?? [] }

  /// The one with this id or slug that a category has itself.
  package func ownAttribute(_ reference: String, of id: CategoryID) -> CategoryAttribute? {
    let wanted = AttributeID(reference)
    return ownAttributes(of: id).first { $0.id == wanted || $0.slug == reference }
  }

  /// Every attribute, in no order.
  package var allAttributes: [CategoryAttribute] { attributesByCategory.values.flatMap { $0 } }
}
