import Areas
import Kernel
import Ordering
import Presentation
import Web

extension OrderListPage {
  func html(_ request: Request) -> HTML {
    frame.page(.orders, request, title: "Orders", "\(tabs)\(table.tools)\(list)")
  }

  private func path(_ tab: OrderTab) -> String { search.state.setting("status", tab.parameter).address }

  private var tabs: HTML {
    var tabs: [(label: Words, path: String, count: Int?)] = [
      ("All", path(.all), nil), ("To send", path(.toSend), frame.ordersToSend),
    ]
    for status in OrderStatus.states(.refundRequested) + OrderStatus.states(.travelling, .delivered, .ended) {
      let count = Int(counts[status] ?? 0)
      let isShown = count > 0 || tab == .status(status)
      if isShown { tabs.append((status.label, path(.status(status)), count)) }
    }
    return Navigation.tabs("Orders by state", tabs, current: path(tab))
  }

  private var table: ListTable<Order> {
    let paths = frame.paths
    return ListTable(
      "Orders", search.state, usualSort: OrderColumns.usualSort, columns: OrderColumns.all(for: .vendor),
      filters: OrderSearch.filters, errors: search.errors, searchLabel: "Search by number, name or e-mail",
      memory: memory, files: TableFormat.allCases.map { ($0.title, paths.orders(as: $0)) }, bulk: bulk
    ) { (id: $0.id.description, label: "order \($0.number)", path: paths.order($0.id)) }
  }

  private var bulk: BulkActions? {
    guard tab == .toSend || tab == .all else { return nil }
    return BulkActions(
      path: frame.paths.orders,
      [
        (value: OrderStatus.processing.rawValue, label: "Start packing", kind: .secondary),
        (value: OrderStatus.shipped.rawValue, label: "Handed over", kind: .secondary),
      ])
  }

  private var list: HTML { orders.items.isEmpty ? empty : table.page(orders, isFirst: isFirst) }

  private var empty: HTML {
    if let text = search.state["q"] {
      return Notice.empty(
        .search, "Nothing found for “\(text)”", "Search by order number, name or e-mail address.",
        action: Button.link("Show all orders", to: frame.paths.orders))
    }
    if table.isNarrowed(besides: "status") {
      return Notice.empty(
        .search, "No order fits these filters", "Take one of them away, or choose other days.",
        action: Button.link("Clear filters", to: table.widened(besides: "status")))
    }
    switch tab {
    case .toSend:
      return Notice.empty(.checkCircle, "Everything is sent", "Orders that wait for you appear here.")
    case .status:
      return Notice.empty(.package, "No orders here", "No order is in this state at present.")
    case .all:
      return Notice.empty(
        .package, "No orders yet",
        "As soon as somebody buys from your shop, the order appears here and you get a mail.")
    }
  }
}
