import Catalog
import Kernel
import Web

private let maximumProducts = 12

/// The row of products that this browser has shown before. The browser keeps their ids and asks for the row,
/// so pages stay the same for everybody.
enum RecentlyViewed {
  /// Where the row comes to stand; on a product's page that product is remembered.
  static func place(here product: ProductID? = nil) -> HTML {
    """
    <div id="recently-viewed" data-module="recent"\(attribute: "data-product", product?.description)></div>
    """
  }

  /// The row; nothing for no products.
  static func html(_ cards: [ProductCardData]) -> HTML {
    "<div id=\"recently-viewed\">\(ProductGrid.row("Recently viewed", cards))</div>"
  }
}

extension Storefront {
  func showRecent(_ request: Request) async throws -> Response {
    .html(RecentlyViewed.html(try await recentlyViewed(request.query["ids"] ?? "")))
  }

  /// The listed ones of these products: ids with commas between them. What is none is left out.
  func recentlyViewed(_ ids: String) async throws -> [ProductCardData] {
    let known = ids.split(separator: ",").prefix(maximumProducts).compactMap { ProductID($0) }
    return try await catalog.cards(known).map(catalog.cardData)
  }
}
