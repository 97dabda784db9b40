import Kernel

/// A thing of the catalogue that changed, or that something kept in memory depends on.
package enum CatalogSubject: Hashable, Sendable {
  /// Whatever is shown of a product, its variants, pictures, texts and whether they can be bought.
  case product(ProductID)
  /// Orders alone have moved something of a product: it or a variant ran out, or pieces count as sold. Lists that show it
  /// are others then, and it comes into none.
  case stock(ProductID)
  /// What is shown of a shop itself: its name, address, pictures, deliveries, whether it is open.
  case shop(ShopID)
  /// Any category.
  case categories
  /// The site's own settings.
  case site
  /// What the search engine outside finds: it has caught up with products that changed before.
  case searched
}

extension CatalogSubject {
  /// What the table calls it.
  enum Kind: String {
    case product, stock, shop, categories, site, searched
  }

  var kind: Kind {
    switch self {
    case .product: .product
    case .stock: .stock
    case .shop: .shop
    case .categories: .categories
    case .site: .site
    case .searched: .searched
    }
  }
}
