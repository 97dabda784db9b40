import Kernel
import Ordering
import Presentation
import Settlement
import Web

extension OrderPage {
  private var order: Order { details.order }

  func html(_ request: Request) -> HTML {
    frame.page(
      .orders, request, title: Words(verbatim: order.number),
      actions: order.status.badge,
      breadcrumbs: Navigation.breadcrumbs([
        ("Orders", AdminPaths.orders), (Words(verbatim: order.number), nil),
      ]), StorefrontPage.columns(aside: side, isAsideLast: true, main))
  }

  private var main: HTML {
    let items = order.items.map { item -> HTML in
      """
      <li class="line"><div class="line__body"><span class="line__title" dir="auto">\(item.title)</span>\
      <p class="line__meta"><bdi>\(item.variantTitle)</bdi> · \(say: "\(item.quantity) × \(item.unitPrice)")</p></div>\
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
      ("Shop", frame.link(.shops, to: AdminPaths.shop(order.shop.slug), order.shop.name)),
      ("Customer", written(order.address.name)),
      ("E-mail", written(order.email)),
      ("Payment", "<bdi>\(paymentMethod)</bdi> · \(order.paymentStatus.title)"),
      ("Placed", order.times.placedAt.dateTimeHTML),
      ("Address", HTML.joined(order.address.lines.map { "<span dir=\"auto\">\($0)</span><br>" })),
    ])))
    """
  }

  /// Anything but cash is named by its gateway.
  private var paymentMethod: Words {
    order.isCashOnDelivery ? "Cash on delivery" : Words(verbatim: order.paymentMethod)
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
