import Areas
import Catalog
import Identity
import Kernel
import Presentation
import Web

/// Products of all shops, also those that the public does not see.
struct ProductListPage {
  let frame: AdminFrame
  let state: ListState
  /// What of the filter makes no sense; then nothing is listed.
  let errors: [FieldError]
  let categories: [Choice]
  let memory: ListMemory
  let products: Page<DeskProduct>
  /// The small pictures of those that have one.
  let pictures: [ProductID: Picture]
  /// How many the public sees.
  let listedCount: Int
  let isFirst: Bool

  var filter: DeskFilter { DeskFilter(state) }
}

extension ListState {
  /// What the address of the list of products says.
  init(products query: Parameters) {
    self.init(AdminPaths.products, query, filters: ["hidden", "q", "state", "shop", "category"], sorts: [])
  }
}

extension DeskFilter {
  private static let longestName = 100

  /// The filter that a list stands for; what isn't one is left out.
  init(_ state: ListState) {
    func name(_ filter: String) -> String? { state[filter].map { String($0.prefix(Self.longestName)) } }
    self.init(
      text: state["q"], state: state["state"].flatMap { DeskState(rawValue: $0) }, shop: name("shop"),
      category: name("category"), hidden: state["hidden"].flatMap { HiddenFilter(rawValue: $0) })
  }
}

extension AdminPortal {
  func productList(_ request: Request) async throws -> ProductListPage {
    let state = ListState(products: request.query)
    let page = try request.page()
    var (products, errors) = (Page<DeskProduct>(items: []), [FieldError]())
    do {
      products = try await catalog.productDesk(DeskFilter(state), page)
    } catch let problem as Problem where problem.fields.contains(where: { $0.field == "shop" }) {
      errors = problem.fields
    }
    let tree = try await catalog.categories()
    return ProductListPage(
      frame: try await frame(request), state: state, errors: errors,
      categories: tree.inOrder.map { category in
        let path = tree.path(to: category.id).map(\.name).joined(separator: " › ")
        return Choice(category.slug, Words(verbatim: path))
      }, memory: try await identity.memory(of: .products, request), products: products,
      pictures: pictures(of: products.items), listedCount: try await catalog.listedProductCount(),
      isFirst: page.cursor == nil)
  }

  /// What the list shows as a file, all pages of it.
  func productFile(_ request: Request, as format: TableFormat) async throws -> Response {
    try await catalog.deskTable(DeskFilter(ListState(products: request.query)), as: format)
  }

  /// The small pictures of goods, where they have one.
  func pictures(of goods: [DeskProduct]) -> [ProductID: Picture] {
    var pictures: [ProductID: Picture] = [:]
    for item in goods { pictures[item.product.card.id] = catalog.thumbnail(item.product.card.image?.key) }
    return pictures
  }
}
