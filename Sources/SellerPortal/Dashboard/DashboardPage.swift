import Catalog
import Kernel
import Ordering
import Settlement
import Vendors
import Web

enum DashboardPageRoutes {
  static func routes(_ portal: SellerPortal) -> [Route] {
    [
      .page(.get, "/sell/{shop}", .shop(.membership)) { request in try await portal.enter(request) }
    ]
  }
}

/// What a vendor sees first: what needs doing, how it goes, what came in last.
struct DashboardPage {
  let frame: SellerFrame
  let products: ShopProductCounts
  let orders: [OrderStatus: Int64]
  let latest: [Order]
  /// The last four weeks, in the shop's currency.
  let sales: [DailySales]
  let balance: ShopBalance
  /// The answer to a rejection.
  let form: FormState
  /// Whether the marketplace waits for the vendor's answer.
  let isAsked: Bool
}

private let latestOrders = 6
private let salesDays = 28

extension SellerPortal {
  /// The overview; who may not see it goes to the first section that they may open.
  func enter(_ request: Request) async throws -> Response {
    let frame = try await frame(request)
    if frame.may(.dashboard) { return .html(try await dashboard(request, .empty).html(request)) }
    guard let section = SellerSection.entrances.first(where: { frame.may($0) }) else {
      return .html(frame.entrance(request))
    }
    return .redirect(to: frame.path(section), flash: request.flash)
  }

  func dashboard(_ request: Request, _ form: FormState) async throws -> DashboardPage {
    let shop = try request.requireShop()
    let frame = try await frame(request)
    let latest = try await ordering.orders(OrderFilter(shop: shop), PageRequest(limit: latestOrders))
    let sales = try await ordering.salesByDay(of: shop, days: salesDays)
    return DashboardPage(
      frame: frame, products: try await catalog.productCounts(of: shop),
      orders: try await ordering.orderCounts(OrderFilter(shop: shop)), latest: latest.items.map(\.order),
      sales: sales.filter { $0.total.currency == frame.shop.currency },
      balance: try await settlement.balance(of: shop), form: form,
      isAsked: frame.shop.status == .pending ? try await vendors.isAsked(shop) : false)
  }
}
