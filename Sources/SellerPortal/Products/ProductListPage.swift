import Areas
import Catalog
import Identity
import Kernel
import Presentation
import Web

/// What a tab of the list shows.
enum ProductTab: String, CaseIterable {
  case all, active, draft, archived, scarce, hidden, deleted

  /// What it lists.
  var query: ShopProductQuery {
    switch self {
    case .all: ShopProductQuery()
    case .active: ShopProductQuery(status: .active)
    case .draft: ShopProductQuery(status: .draft)
    case .archived: ShopProductQuery(status: .archived)
    case .scarce: ShopProductQuery(status: .active, lowStockOnly: true)
    case .hidden: ShopProductQuery(hiddenOnly: true)
    case .deleted: ShopProductQuery(deleted: .only)
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
  let search: ProductSearch
  let categories: [Choice]
  let memory: ListMemory
  let products: Page<ListedGoods>
  /// Where this page of the list begins; `nil` for the first.
  let cursor: Cursor?

  var tab: ProductTab { search.tab }
}

extension SellerPortal {
  func productList(_ request: Request) async throws -> ProductListPage {
    let shop = try request.requireShop()
    let frame = try await frame(request)
    let search = ProductSearch(frame.paths.products, request.query, frame.shop.currency)
    let page = try request.page()
    let found = try await catalog.products(of: shop, search.query(page))
    return ProductListPage(
      frame: frame, counts: try await catalog.productCounts(of: shop), search: search,
      categories: try await categoryChoices(), memory: try await identity.memory(of: .shopProducts, request),
      products: found.map { ListedGoods(product: $0, picture: catalog.thumbnail($0.card.image?.key)) },
      cursor: page.cursor)
  }

  /// What the list shows as a file, all pages of it.
  func productFile(_ request: Request, as format: TableFormat) async throws -> Response {
    let frame = try await frame(request)
    let search = try ProductSearch(frame.paths.products, request.query, frame.shop.currency).checked()
    return try catalog.productTable(of: request.requireShop(), search.query(), as: format)
  }

  /// All categories by where they are.
  func categoryChoices() async throws -> [Choice] {
    let tree = try await catalog.categories()
    return tree.inOrder.map { category -> Choice in
      let path = tree.path(to: category.id).map(\.name).joined(separator: " › ")
      return Choice(category.slug, Words(verbatim: path))
    }
  }
}
