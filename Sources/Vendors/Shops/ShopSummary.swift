import Kernel
import Web

/// As much of a shop as stands beside its goods.
package struct ShopSummary: Hashable, Sendable {
  package let id: ShopID
  package let slug: String
  package let name: String

  /// A shop by its id, slug and name.
  package init(id: ShopID, slug: String, name: String) {
    self.id = id
    self.slug = slug
    self.name = name
  }
}

/// The same as the API shows it.
package struct ShopSummaryOutput: Output {
  let shop: ShopSummary

  package static let fields: [OutputField<Self>] = [
    .init("id") { $0.shop.id },
    .init("slug") { $0.shop.slug },
    .init("name") { $0.shop.name },
  ]

  /// Shows this shop.
  package init(_ shop: ShopSummary) { self.shop = shop }
}
