import Catalog
import Kernel
import Presentation
import Web

/// Products of all shops, also those that the public does not see.
struct ProductListPage {
  let frame: AdminFrame
  let filter: DeskFilter
  /// What of the filter makes no sense; then nothing is listed.
  let errors: [FieldError]
  let categories: [Choice]
  let products: Page<DeskProduct>
  /// The small pictures of those that have one.
  let pictures: [ProductID: Picture]
  /// How many the public sees.
  let listedCount: Int
  let isFirst: Bool
}

extension DeskFilter {
  /// What the address of the list says; a filter that isn't one is left out.
  init(_ request: Request) {
    self.init(
      text: request.query.typed("q").map { String($0.prefix(200)) },
      state: request.query["state"].flatMap { DeskState(rawValue: $0) },
      shop: request.query.typed("shop").map { String($0.prefix(100)) },
      category: request.query.typed("category").map { String($0.prefix(100)) },
      hidden: request.query["hidden"].flatMap { HiddenFilter(rawValue: $0) })
  }
}

extension AdminPortal {
  func productList(_ request: Request) async throws -> ProductListPage {
    let filter = DeskFilter(request)
    let page = try request.page()
    var (products, errors) = (Page<DeskProduct>(items: []), [FieldError]())
    do {
      products = try await catalog.productDesk(filter, page)
    } catch let problem as Problem where problem.fields.contains(where: { $0.field == "shop" }) {
      errors = problem.fields
    }
    let tree = try await catalog.categories()
    return ProductListPage(
      frame: try await frame(request), filter: filter, errors: errors,
      categories: tree.inOrder.map { category in
        let path = tree.path(to: category.id).map(\.name).joined(separator: " › ")
        return Choice(category.slug, Words(verbatim: path))
      }, products: products, pictures: pictures(of: products.items),
      listedCount: try await catalog.listedProductCount(), isFirst: page.cursor == nil)
  }

  /// The small pictures of goods, where they have one.
  func pictures(of goods: [DeskProduct]) -> [ProductID: Picture] {
    var pictures: [ProductID: Picture] = [:]
    for item in goods { pictures[item.product.card.id] = catalog.thumbnail(item.product.card.image?.key) }
    return pictures
  }
}
