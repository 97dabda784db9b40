import Catalog
import Kernel
import Presentation
import Web

/// What there is of the shop's variants.
struct StockPage {
  let frame: SellerFrame
  let filter: StockFilter
  let text: String
  let levels: Page<StockLevel>
  let isFirst: Bool
}

extension SellerPortal {
  func stockList(_ request: Request) async throws -> StockPage {
    let filter = request.query["show"].flatMap { StockFilter(rawValue: $0) } ?? .all
    let text = String((request.query["q"] ?? "").trimmed.prefix(200))
    let page = try request.page()
    let levels = try await catalog.stockLevels(
      of: request.requireShop(), StockQuery(text: text.isEmpty ? nil : text, filter: filter), page)
    return StockPage(
      frame: try await frame(request), filter: filter, text: text, levels: levels,
      isFirst: page.cursor == nil)
  }
}
