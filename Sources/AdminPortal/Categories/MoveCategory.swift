import Catalog
import Kernel
import Presentation
import Web

/// A step by which a button moves a category.
enum CategoryStep: String, CaseIterable {
  case up, down, inward, outward

  var symbol: Symbol {
    switch self {
    case .up: .chevronUp
    case .down: .chevronDown
    case .inward: .arrowRight
    case .outward: .arrowLeft
    }
  }

  func label(_ category: Category) -> Words {
    switch self {
    case .up: "Move \(category.name) up"
    case .down: "Move \(category.name) down"
    case .inward: "Put \(category.name) into the one above it"
    case .outward: "Take \(category.name) out of the one that it belongs to"
    }
  }

  /// Where the category comes to stand: the parent, and the sibling behind it. `nil` where the step leads nowhere.
  func place(of category: Category, in tree: CategoryTree) -> (parent: CategoryID?, before: CategoryID?)? {
    let siblings = tree.children(of: category.parent)
    guard let index = siblings.firstIndex(where: { $0.id == category.id }) else { return nil }
    func id(_ place: Int, _ list: [Category]) -> CategoryID? {
      list.indices.contains(place) ? list[place].id : nil
    }
    switch self {
    case .up: return index > 0 ? (category.parent, siblings[index - 1].id) : nil
    case .down: return index + 1 < siblings.count ? (category.parent, id(index + 2, siblings)) : nil
    case .inward: return index > 0 ? (siblings[index - 1].id, nil) : nil
    case .outward:
      guard let parent = category.parent.flatMap({ tree[$0] }) else { return nil }
      let uncles = tree.children(of: parent.parent)
      let place = uncles.firstIndex { $0.id == parent.id } ?? uncles.count
      return (parent.parent, id(place + 1, uncles))
    }
  }
}

extension AdminPortal {
  /// Takes a step of a button, or the place that a drag ended at, for the tree that the page showed.
  func moveCategory(_ request: Request) async throws -> Response {
    let tree = try await catalog.categories()
    guard let category = tree.find(try request.parameter("category")) else { throw Problem(.notFound) }
    let list = request.formValues["in"].map {
      $0.isEmpty ? AdminPaths.categories : AdminPaths.categories(below: $0)
    }
    let path = list ?? AdminPaths.categories
    return try await RefusedForm.redirect(to: path) {
      let version = request.formValues["version"]
      if let step = request.formValues["step"].flatMap(CategoryStep.init(rawValue:)) {
        guard let place = step.place(of: category, in: tree) else { throw Problem(.conflict) }
        _ = try await catalog.moveCategory(
          category.slug,
          CategoryPlaceInput(
            parent: place.parent?.description, before: place.before?.description, version: version))
      } else {
        _ = try await catalog.moveCategory(category.slug, request.form(CategoryPlaceInput.self))
      }
      return .redirect(to: path, flash: .success("\(category.name) is moved."))
    }
  }
}
