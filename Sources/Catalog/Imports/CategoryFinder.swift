import Kernel
import Persistence

/// Which category a file means.
struct CategoryFinder {
  private var byPath: [String: [CategoryID]] = [:]
  private let answers: [String: CategoryID]
  let tree: CategoryTree

  /// Knows all categories, and the answers that administrators gave to these wishes.
  init(_ wishes: [String], _ snapshot: Snapshot) throws {
    tree = try CategoryStore.tree(snapshot)
    for category in tree.inOrder {
      let path = tree.path(to: category.id).map(\.name).joined(separator: " > ")
      byPath[CategoryWish.key(path), default: []].append(category.id)
    }
    answers = try CategoryWishStore.answers(Set(wishes.map(CategoryWish.key)).sorted(), snapshot)
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
