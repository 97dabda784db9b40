import Catalog
import Kernel
import Ordering
import Settlement
import Vendors
import Web

enum DashboardPageRoutes {
  static func routes(_ portal: SellerPortal) -> [Route] {
    [
      .page(.get, "/sell/{shop}", .shop(.reports)) { request in
        .html(try await portal.dashboard(request, .empty).html(request))
      }
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
}

private let latestOrders = 6
private let salesDays = 28

extension SellerPortal {
  func dashboard(_ request: Request, _ form: FormState) async throws -> DashboardPage {
    let shop = try request.requireShop()
    let frame = try await frame(request)
    let latest = try await ordering.orders(OrderFilter(shop: shop), PageRequest(limit: latestOrders))
    let sales = try await ordering.salesByDay(of: shop, days: salesDays)
    return DashboardPage(
      frame: frame, products: try await catalog.productCounts(of: shop),
      orders: try await ordering.orderCounts(OrderFilter(shop: shop)), latest: latest.items.map(\.order),
      sales: sales.filter { $0.total.currency == frame.shop.currency },
      balance: try await settlement.balance(of: shop), form: form)
  }
}
