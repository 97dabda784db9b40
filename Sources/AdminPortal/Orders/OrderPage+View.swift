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
      ]),
      "\(declinedRefund)\(StorefrontPage.columns(aside: side, isAsideLast: true, main))\(decision.dialogs)")
  }

  private var main: HTML {
    let items = OrderLine.list(order.items, pictures: pictures, for: .marketplace) {
      Paths.product($0.productSlug)
    }
    let steps = details.history.map { entry in
      Timeline.Step(entry.to.label, .done, at: entry.at, text: entry.note.map { Words(verbatim: $0) })
    }
    return """
      \(actions)\(Card.show("Goods", items))\
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
      ("Payment", "<bdi>\(PaymentMethod.title(of: order.paymentMethod))</bdi> · \(order.paymentStatus.title)"),
      ("Placed", order.times.placedAt.dateTimeHTML),
      ("Address", order.address.label),
    ])))
    """
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
