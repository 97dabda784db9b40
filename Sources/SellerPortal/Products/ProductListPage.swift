import Catalog
import Kernel
import Presentation
import Web

/// What a tab of the list shows.
enum ProductTab: String, CaseIterable {
  case all, active, draft, archived, scarce, deleted

  var query: (status: ProductStatus?, deleted: DeletedFilter, scarce: Bool) {
    switch self {
    case .all: (nil, .no, false)
    case .active: (.active, .no, false)
    case .draft: (.draft, .no, false)
    case .archived: (.archived, .no, false)
    case .scarce: (.active, .no, true)
    case .deleted: (nil, .only, false)
    }
  }

  var title: Words {
    switch self {
    case .all: "All"
    case .active: "For sale"
    case .draft: "Drafts"
    case .archived: "Archived"
    case .scarce: "Running low"
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
    let wanted = tab.query
    let found = try await catalog.products(
      of: shop,
      ShopProductQuery(
        text: text.isEmpty ? nil : text, status: wanted.status, deleted: wanted.deleted,
        lowStockOnly: wanted.scarce, page: page))
    return ProductListPage(
      frame: try await frame(request), counts: try await catalog.productCounts(of: shop), tab: tab,
      text: text,
      products: found.map { ListedGoods(product: $0, picture: catalog.thumbnail($0.card.image?.key)) },
      isFirst: page.cursor == nil)
  }
}
