import Catalog
import Kernel
import Ordering
import Vendors
import Web

/// What an admin sees first: what needs doing, how it goes, what came in last.
struct DashboardPage {
  let frame: AdminFrame
  let shops: [ShopStatus: Int]
  let orders: [OrderStatus: Int64]
  let latest: [OrderDetails]
  let sales: [DailySales]
  /// Whose days sales are counted by.
  let timeZone: Zone
}

private let latestOrders = 8
private let salesDays = 30

extension AdminPortal {
  func dashboard(_ request: Request) async throws -> DashboardPage {
    DashboardPage(
      frame: try await frame(request), shops: try await vendors.shopCounts(),
      orders: try await ordering.orderCounts(OrderFilter()),
      latest: try await ordering.orders(OrderFilter(), PageRequest(limit: latestOrders)).items,
      sales: try await ordering.salesByDay(of: nil, days: salesDays, in: timeZone),
      timeZone: timeZone)
  }
}
