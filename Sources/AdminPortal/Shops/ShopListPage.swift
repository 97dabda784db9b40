import Kernel
import Presentation
import Vendors
import Web

/// Every shop by state.
struct ShopListPage {
  let frame: AdminFrame
  let counts: [ShopStatus: Int]
  let questions: [QuestionFilter: Int]
  let filter: ShopFilter
  let shops: Page<ReviewedShop>
  let isFirst: Bool
}

extension ShopFilter {
  /// What the address of the list says; a filter that isn't one is left out.
  init(_ request: Request) {
    self.init(
      status: request.query["status"].flatMap { ShopStatus(rawValue: $0) },
      question: request.query["question"].flatMap { QuestionFilter(rawValue: $0) },
      text: request.query.typed("q").map { String($0.prefix(200)) },
      sort: request.query["sort"].flatMap { ShopSort(rawValue: $0) } ?? .newest)
  }
}

extension AdminPortal {
  func shopList(_ request: Request) async throws -> ShopListPage {
    let filter = ShopFilter(request)
    let page = try request.page()
    return ShopListPage(
      frame: try await frame(request), counts: try await vendors.shopCounts(),
      questions: try await vendors.questionCounts(), filter: filter,
      shops: try await vendors.shopsForReview(filter, page), isFirst: page.cursor == nil)
  }
}
