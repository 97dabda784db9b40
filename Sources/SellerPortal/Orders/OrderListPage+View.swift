import Kernel
import Ordering
import Presentation
import Web

extension OrderListPage {
  func html(_ request: Request) -> HTML {
    let search = DataTable.search(
      path: frame.paths.orders, query: text, label: "Search by number, name or e-mail",
      fields: tab.parameter.map { [("status", $0)] } ?? [])
    return frame.page(.orders, request, title: "Orders", "\(tabs)\(DataTable.toolbar(search))\(list)")
  }

  private func path(_ tab: OrderTab) -> String {
    frame.paths.orders(showing: tab.parameter)
  }

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

  private var list: HTML {
    if orders.items.isEmpty { return empty }
    let links = orders.links(frame.paths.orders, [("status", tab.parameter), ("q", text)], isFirst: isFirst)
    let bulk: BulkActions? =
      tab == .toSend || tab == .all
      ? BulkActions(
        path: frame.paths.orders,
        [
          (value: OrderStatus.processing.rawValue, label: "Start packing", kind: .secondary),
          (value: OrderStatus.shipped.rawValue, label: "Handed over", kind: .secondary),
        ]) : nil
    let table = OrderTable.show(orders.items, for: .vendor, bulk: bulk) { frame.paths.order($0.id) }
    return "\(table)\(links)"
  }

  private var empty: HTML {
    if !text.isEmpty {
      return Notice.empty(
        .search, "Nothing found for “\(text)”", "Search by order number, name or e-mail address.",
        action: Button.link("Show all orders", to: frame.paths.orders))
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
