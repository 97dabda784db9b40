import Catalog
import Kernel
import Ordering
import Presentation
import Settlement
import Vendors
import Web

/// What a vendor sees first: what needs doing, how it goes, what came in last.
struct DashboardPage {
  let frame: SellerFrame
  let products: ShopProductCounts
  let latest: [Order]
  /// The last four weeks, in the shop's currency.
  let sales: [DailySales]
  let balance: ShopBalance
  /// The answer to a rejection.
  let form: FormState
  /// Whether the marketplace waits for the vendor's answer.
  let isAsked: Bool
  /// Whether something is missing that it needs before it decides.
  let isIncomplete: Bool
}

private let latestOrders = 6
private let salesDays = 28

extension SellerPortal {
  /// The overview; who may not see it goes to the first section that they may open.
  func enter(_ request: Request) async throws -> Response {
    let frame = try await frame(request)
    if !frame.may(.dashboard), let section = SellerSection.entrances.first(where: { frame.may($0) }) {
      return .redirect(to: section.path(in: frame.paths), flash: request.flash)
    }
    return .html(try await firstPage(frame, request, .empty))
  }

  /// The overview, or a word of welcome to who may not see it.
  func firstPage(_ frame: SellerFrame, _ request: Request, _ form: FormState) async throws -> HTML {
    guard frame.may(.dashboard) else { return frame.entrance(request, form) }
    let shop = frame.shop
    let latest = try await ordering.orders(OrderFilter(shop: shop.id), PageRequest(limit: latestOrders))
    let sales = try await ordering.salesByDay(of: shop.id, days: salesDays, in: shop.timeZone)
    let application = shop.status == .pending ? try await vendors.application(of: shop.id) : nil
    return DashboardPage(
      frame: frame, products: try await catalog.productCounts(of: shop.id),
      latest: latest.items.map(\.order), sales: sales.filter { $0.net.currency == shop.currency },
      balance: try await settlement.balance(of: shop.id), form: form,
      isAsked: application?.question?.isOpen ?? false,
      isIncomplete: application.map { !$0.checklist.isComplete } ?? false
    ).html(request)
  }
}
