import Kernel
import Persistence
import Synchronization

/// Categories by the paths of their names. They are made again only when a category is another than before, since there
/// may be thousands of them, and a file asks for them some hundred times.
final class CategoryPathMemory: Sendable {
  private struct Kept: Sendable {
    var categories: [Category] = []
    var byPath: [String: [CategoryID]] = [:]
  }

  private let kept = Mutex(Kept())

  /// The ids of these categories by their paths, as `CategoryWish.key` writes them; of several the first in the menu first.
  func byPath(_ categories: [Category]) -> [String: [CategoryID]] {
    let sorted = categories.sorted { $0.id < $1.id }
    if let known = kept.withLock({ $0.categories == sorted ? $0.byPath : nil }) { return known }
    let tree = CategoryTree(categories)
    var byPath: [String: [CategoryID]] = [:]
    for category in tree.inOrder {
      let path = tree.path(to: category.id).map(\.name).joined(separator: CategoryFinder.separator)
      byPath[CategoryWish.key(path), default: []].append(category.id)
    }
    let made = Kept(categories: sorted, byPath: byPath)
    kept.withLock { $0 = made }
    return byPath
  }
}

/// Which category a file means.
struct CategoryFinder {
  fileprivate static let separator = " > "

  private let byPath: [String: [CategoryID]]
  private let answers: [String: CategoryID]
  let tree: CategoryTree

  /// Knows all categories, and the answers that administrators gave to these wishes.
  init(_ wishes: [String], _ memory: CategoryPathMemory, _ snapshot: Snapshot) throws {
    tree = try CategoryStore.tree(snapshot)
    byPath = memory.byPath(tree.inOrder)
    answers = try CategoryWishStore.answers(Set(wishes.map(CategoryWish.key)).sorted(), snapshot)
  }

  /// Whether there is a category with these names from the top.
  func hasPath(_ names: [String]) -> Bool {
    byPath[CategoryWish.key(names.joined(separator: Self.separator))] != nil
  }

  /// The category with this path of names; of several the present one, else the first in the menu.
  func category(_ text: String, _ present: CategoryID?) -> CategoryID? {
    let key = CategoryWish.key(text)
    guard let found = byPath[key] else { return answers[key] }
    return found.first { $0 == present } ?? found.first
  }
}

/// Whether an import may make the categories that its file names, or only wish for them.
package enum ImportedCategories: Sendable {
  /// What vendors bring.
  case wished
  /// What the operator of the market brings.
  case made
}

extension ShopifyProduct {
  /// What it says of where it would stand.
  var categoryTexts: [String] { [category.or(""), type.or("")].filter { !$0.isEmpty } }

  private static let maximumDepth = 5
  private static let maximumNameCharacters = 80

  /// The names from the top of the category that it names, from Shopify's taxonomy or the vendor's own type.
  var categoryPath: [String] {
    let taxonomy = category.or("")
    return (taxonomy.isEmpty ? type.or("") : taxonomy).split(separator: ">").map { String($0).trimmed }
      .filter { !$0.isEmpty }.prefix(Self.maximumDepth).map { String($0.prefix(Self.maximumNameCharacters)) }
  }
}
