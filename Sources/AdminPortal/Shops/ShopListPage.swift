import Areas
import Identity
import Kernel
import Presentation
import Vendors
import Web

/// Every shop by state.
struct ShopListPage {
  let frame: AdminFrame
  let counts: [ShopStatus: Int]
  let questions: [QuestionFilter: Int]
  let state: ListState
  let memory: ListMemory
  let shops: Page<ReviewedShop>
  let isFirst: Bool
}

extension ListState {
  /// What the address of the list of shops says.
  init(shops query: Parameters) {
    self.init(
      AdminPaths.shops, query, filters: ["status", "question", "q"], sorts: ["name", "opened"])
  }
}

extension ShopFilter {
  /// The filter that a list stands for; what isn't one is left out.
  init(_ state: ListState) {
    let sort: ShopSort =
      switch state.sort?.text {
      case "opened": .oldest
      case "name": .name
      case "-name": .nameBackwards
      default: .newest
      }
    self.init(
      status: state["status"].flatMap { ShopStatus(rawValue: $0) },
      question: state["question"].flatMap { QuestionFilter(rawValue: $0) }, text: state["q"], sort: sort)
  }
}

extension AdminPortal {
  func shopList(_ request: Request) async throws -> ShopListPage {
    let state = ListState(shops: request.query)
    let page = try request.page()
    return ShopListPage(
      frame: try await frame(request), counts: try await vendors.shopCounts(),
      questions: try await vendors.questionCounts(), state: state,
      memory: try await identity.memory(of: .shops, request),
      shops: try await vendors.shopsForReview(ShopFilter(state), page), isFirst: page.cursor == nil)
  }

  /// What the list shows as a file, all pages of it.
  func shopFile(_ request: Request, as format: TableFormat) async throws -> Response {
    try await vendors.exportShops(ShopFilter(ListState(shops: request.query)), as: format)
  }
}
