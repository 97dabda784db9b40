import Kernel
import Ordering
import Presentation
import Web

extension OrderListPage {
  func html(_ request: Request) -> HTML {
    let search = DataTable.search(
      path: frame.path(.orders), query: text, label: "Search by number, name or e-mail",
      fields: tab.parameter.map { [("status", $0)] } ?? [])
    return frame.page(.orders, request, title: "Orders", "\(tabs)\(DataTable.toolbar(search))\(list)")
  }

  private func path(_ tab: OrderTab) -> String {
    ListAddress.make(frame.path(.orders), [("status", tab.parameter)])
  }

  private var tabs: HTML {
    var tabs: [(label: Words, path: String, count: Int?)] = [
      ("All", path(.all), nil), ("To send", path(.toSend), frame.ordersToSend),
    ]
    let others: [OrderStatus] = [.refundRequested, .shipped, .onTheWay, .delivered, .refunded, .cancelled]
    for status in others {
      let count = Int(counts[status] ?? 0)
      let isShown = count > 0 || tab == .status(status)
      if isShown { tabs.append((status.label, path(.status(status)), count)) }
    }
    return Navigation.tabs("Orders by state", tabs, current: path(tab))
  }

  private var list: HTML {
    if orders.items.isEmpty { return empty }
    let links = orders.links(frame.path(.orders), [("status", tab.parameter), ("q", text)], isFirst: isFirst)
    let bulk: BulkActions? =
      tab == .toSend || tab == .all
      ? BulkActions(
        path: frame.path(.orders),
        [
          (value: OrderStatus.processing.rawValue, label: "Start packing", kind: .secondary),
          (value: OrderStatus.shipped.rawValue, label: "Handed over", kind: .secondary),
        ]) : nil
    return "\(OrderTable.html(orders.items, frame, bulk: bulk))\(links)"
  }

  private var empty: HTML {
    if !text.isEmpty {
      return Notice.empty(
        .search, "Nothing found for “\(text)”", "Search by order number, name or e-mail address.",
        action: Button.link("Show all orders", to: frame.path(.orders)))
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

/// Orders of one shop in a table.
enum OrderTable {
  static func html(_ orders: [Order], _ frame: SellerFrame, bulk: BulkActions? = nil) -> HTML {
    let columns = [
      TableColumn("Order", isMain: true), TableColumn("Customer"), TableColumn("State"),
      TableColumn("Payment"),
      TableColumn("Placed"), TableColumn("Total", .end),
    ]
    let rows = orders.map { order in
      TableRow(
        id: order.id.description, label: "order \(order.number)", path: "\(frame.path(.orders))/\(order.id)",
        [
          "<span class=\"num\">\(order.number)</span>", written(order.address.name),
          order.status.badge, "\(order.paymentText)",
          order.times.placedAt.dateTimeHTML, order.total.html,
        ])
    }
    return DataTable.show("Orders", columns, rows, bulk: bulk)
  }
}

extension Order {
  /// How and whether it is paid, in words.
  var paymentText: Words {
    switch paymentStatus {
    case .pending: isCashOnDelivery ? "Cash on delivery" : "Not paid"
    case .succeeded: isCashOnDelivery ? "Paid at the door" : "Paid"
    case .refunded: "Refunded"
    case .cancelled: "Not due"
    }
  }
}
