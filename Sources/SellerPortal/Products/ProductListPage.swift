import Catalog
import Kernel
import Presentation
import Web

/// What a tab of the list shows.
enum ProductTab: String, CaseIterable {
  case all, active, draft, archived, scarce, hidden, deleted

  /// What it lists, narrowed by a text.
  func query(_ text: String?, _ page: PageRequest) -> ShopProductQuery {
    switch self {
    case .all: ShopProductQuery(text: text, page: page)
    case .active: ShopProductQuery(text: text, status: .active, page: page)
    case .draft: ShopProductQuery(text: text, status: .draft, page: page)
    case .archived: ShopProductQuery(text: text, status: .archived, page: page)
    case .scarce: ShopProductQuery(text: text, status: .active, lowStockOnly: true, page: page)
    case .hidden: ShopProductQuery(text: text, hiddenOnly: true, page: page)
    case .deleted: ShopProductQuery(text: text, deleted: .only, page: page)
    }
  }

  var title: Words {
    switch self {
    case .all: "All"
    case .active: "For sale"
    case .draft: "Drafts"
    case .archived: "Archived"
    case .scarce: "Running low"
    case .hidden: "Hidden"
    case .deleted: "Deleted"
    }
  }
}

/// A product in the list with its small picture.
struct ListedGoods {
  let product: ShopProduct
  let picture: Picture?
}

/// The shop's products.
struct ProductListPage {
  let frame: SellerFrame
  let counts: ShopProductCounts
  let tab: ProductTab
  let text: String
  let products: Page<ListedGoods>
  let isFirst: Bool
}

extension SellerPortal {
  func productList(_ request: Request) async throws -> ProductListPage {
    let shop = try request.requireShop()
    let tab = request.query["show"].flatMap { ProductTab(rawValue: $0) } ?? .all
    let text = String((request.query["q"] ?? "").trimmed.prefix(200))
    let page = try request.page()
    let found = try await catalog.products(of: shop, tab.query(text.isEmpty ? nil : text, page))
    return ProductListPage(
      frame: try await frame(request), counts: try await catalog.productCounts(of: shop), tab: tab,
      text: text,
      products: found.map { ListedGoods(product: $0, picture: catalog.thumbnail($0.card.image?.key)) },
      isFirst: page.cursor == nil)
  }
}
