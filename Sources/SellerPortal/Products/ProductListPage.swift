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

private let mostProductsAtOnce = 100

/// What can be done with several products at once.
private enum BulkAction: String {
  case active, draft, archived, delete, restore

  /// What is told when it was done with so many.
  func message(_ done: Int) -> Words {
    switch self {
    case .active: "\(count: done, one: "# product", other: "# products") now for sale."
    case .draft:
      """
      \(count: done, one: "# product now a draft; customers don't see it.",
        other: "# products now drafts; customers don't see them.")
      """
    case .archived: "\(count: done, one: "# product", other: "# products") archived."
    case .delete:
      """
      \(count: done, one: "# product deleted. It can be restored for a day.",
        other: "# products deleted. They can be restored for a day.")
      """
    case .restore: "\(count: done, one: "# product", other: "# products") restored."
    }
  }
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

  /// Does the chosen thing with every selected product.
  func changeProducts(_ request: Request) async throws -> Response {
    let list = try await path(request, .products)
    let ids = request.formValues.all("ids").prefix(mostProductsAtOnce)
    guard let action = request.formValues["action"].flatMap({ BulkAction(rawValue: $0) }), !ids.isEmpty else {
      return .redirect(to: list, flash: .error("Select the products first."))
    }
    var done = 0
    var refusal: Problem?
    for id in ids {
      do {
        try await change(id, action, of: request.requireShop())
        done += 1
      } catch let problem as Problem {
        refusal = problem
      }
    }
    let message = action.message(done)
    if let refusal {
      let told = Words(sentences: [message, "The rest was left alone: \(refusal.detail)"])
      return .redirect(to: list, flash: .error(told))
    }
    return .redirect(to: list, flash: .success(message))
  }

  private func change(_ product: String, _ action: BulkAction, of shop: ShopID) async throws {
    switch action {
    case .active, .draft, .archived:
      let changes = try ProductChangesInput.read(Parameters([("status", action.rawValue)]))
      _ = try await catalog.editProduct(product, of: shop, changes)
    case .delete: try await catalog.deleteProduct(product, of: shop)
    case .restore: _ = try await catalog.restoreProduct(product, of: shop)
    }
  }
}
