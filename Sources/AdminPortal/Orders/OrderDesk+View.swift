import Kernel
import Ordering
import Presentation
import Settlement
import Web

extension OrderListPage {
  func html(_ request: Request) -> HTML {
    let content: HTML = """
      \(tabs)\
      \(DataTable.toolbar(DataTable.search(
        path: "/admin/orders", query: text, label: "Search by number, name or e-mail",
        fields: status.map { [("status", $0.rawValue)] } ?? [])))\
      \(list)
      """
    return frame.page(.orders, request, title: "Orders", content)
  }

  private var tabs: HTML {
    let all: (label: Words, path: String, count: Int?) = ("All", "/admin/orders", nil)
    let states = OrderStatus.allCases.filter { (counts[$0] ?? 0) > 0 }.map { state in
      (
        label: state.label, path: "/admin/orders?status=\(state.rawValue)",
        count: Optional(Int(counts[state] ?? 0))
      )
    }
    let current = status.map { "/admin/orders?status=\($0.rawValue)" } ?? "/admin/orders"
    return Navigation.tabs("Orders by state", [all] + states, current: current)
  }

  private var list: HTML {
    if orders.items.isEmpty {
      return Notice.empty(.package, "No orders here", "Orders appear as soon as somebody buys.")
    }
    let links = orders.links("/admin/orders", [("status", status?.rawValue), ("q", text)], isFirst: isFirst)
    return "\(OrderTable.html(orders.items.map(\.order)))\(links)"
  }
}

extension OrderDetailPage {
  private var order: Order { details.order }

  func html(_ request: Request) -> HTML {
    let content: HTML = """
      \(StorefrontPage.columns(aside: side, isAsideLast: true, main))
      """
    return frame.page(
      .orders, request, title: Words(verbatim: order.number),
      actions: order.status.badge,
      breadcrumbs: Navigation.breadcrumbs([
        ("Orders", "/admin/orders"), (Words(verbatim: order.number), nil),
      ]), content)
  }

  private var main: HTML {
    let items = order.items.map { item -> HTML in
      """
      <li class="line"><div class="line__body"><span class="line__title" dir="auto">\(item.title)</span>\
      <p class="line__meta"><bdi>\(item.variantName)</bdi> · \(say: "\(item.quantity) × \(item.unitPrice)")</p></div>\
      <div class="line__end num">\(item.total.display)</div></li>
      """
    }
    let steps = details.history.map { entry in
      Timeline.Step(entry.to.label, .done, at: entry.at, text: entry.note.map { Words(verbatim: $0) })
    }
    return """
      \(Card.show("Goods", "<ul class=\"lines\">\(items)</ul>"))\
      \(Card.show("History", Timeline.show(steps)))
      """
  }

  private var side: HTML {
    """
    \(Card.show("Money", Card.sums(sums)))\
    \(Card.show("Order", Card.facts([
      ("Shop", "<a href=\"/admin/shops/\(order.shop.slug)\" dir=\"auto\">\(order.shop.name)</a>"),
      ("Customer", "<span dir=\"auto\">\(order.address.name)</span>"),
      ("E-mail", "<span dir=\"auto\">\(order.email)</span>"),
      ("Payment", "<bdi>\(paymentMethod)</bdi> · \(order.paymentStatus.title)"),
      ("Placed", order.times.placedAt.dateTimeHTML),
      ("Address", HTML.joined(order.address.linesWithCountry.map { "<span dir=\"auto\">\($0)</span><br>" })),
    ])))
    """
  }

  /// Anything but cash is named by its gateway.
  private var paymentMethod: Words {
    order.isCashOnDelivery
      ? "Cash on delivery" : order.paymentMethod == "test" ? "Test payment" : Words(verbatim: order.paymentMethod)
  }

  private var sums: [(name: Words, value: Words)] {
    var lines: [(name: Words, value: Words)] = [
      ("Goods", "\(order.itemsTotal)"), ("Delivery", "\(order.shippingTotal)"),
    ]
    if let share {
      lines.append(("Commission", "\(share.commission)"))
      lines.append(("For the shop", "\(share.net)"))
    }
    if let refund { lines.append((Self.name(of: refund), "\(refund.amount)")) }
    lines.append(("Total", "\(order.total)"))
    return lines
  }

  private static func name(of refund: Refund) -> Words {
    switch refund.state {
    case .pending: "Refund, on its way"
    case .succeeded: "Refund, sent back"
    case .declined: "Refund, declined"
    }
  }
}

extension PaymentStatus {
  var title: Words {
    switch self {
    case .pending: "To be paid at the door"
    case .succeeded: "Paid"
    case .refunded: "Refunded"
    case .cancelled: "Nothing was charged"
    }
  }
}
