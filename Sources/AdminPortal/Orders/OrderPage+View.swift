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
      "\(declinedRefund)\(StorefrontPage.columns(aside: side, isAsideLast: true, main))\(when: !isOwn, decision.dialogs)"
    )
  }

  private var main: HTML {
    let items = OrderLine.list(order.items, pictures: pictures, for: .marketplace) {
      Paths.product($0.productSlug)
    }
    return """
      \(actions)\(Card.show("Goods", items))\
      \(Card.show("History", Timeline.show(steps)))
      """
  }

  private var steps: [Timeline.Step] {
    let last = details.history.count - 1
    let isOver = OrderStatus.over.contains(order.status)
    return details.history.enumerated().map { index, entry in
      let failed = entry.to == .cancelled || entry.to == .refundRequested
      let state: Timeline.State = failed ? .failed : index == last && !isOver ? .current : .done
      let title = entry.from == nil ? "Placed" : entry.to.label
      let facts = [entry.doer, entry.note.map { Words(verbatim: $0) }].compactMap { $0 }
      return Timeline.Step(title, state, at: entry.at, text: .beside(facts))
    }
  }

  private var side: HTML {
    """
    \(Card.show("Money", "\(Card.sums(sums))\(when: !shares.isEmpty, Card.facts(shares))"))\
    \(Card.show("Order", Card.facts([
      ("Shop", frame.link(.shops, to: AdminPaths.shop(order.shop.slug), order.shop.name)),
      ("Customer", written(order.address.name)),
      ("E-mail", "<a href=\"mailto:\(order.email)\">\(order.email)</a>"),
      ("Payment", "<bdi>\(PaymentMethod.title(of: order.paymentMethod))</bdi> · \(order.paymentStatus.title)"),
      ("Placed", order.times.placedAt.dateTimeHTML),
      ("Address", order.address.label),
    ])))
    """
  }

  /// What the customer pays.
  private var sums: [(name: Words, value: Words)] {
    [
      ("Goods", "\(order.itemsTotal)"), ("Delivery", "\(order.shippingTotal)"), ("Total", "\(order.total)"),
    ]
  }

  /// What becomes of it.
  private var shares: [(name: Words, value: HTML)] {
    var lines: [(name: Words, value: HTML)] = []
    if let share {
      lines.append(("Commission", share.commission.html))
      lines.append(("For the shop", share.net.html))
    }
    if let refund { lines.append((Self.name(of: refund), refund.amount.html)) }
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

extension OrderHistoryEntry {
  /// Who did it; `nil` for what happened by itself, and for the placing, which is the customer's.
  fileprivate var doer: Words? {
    switch actor {
    case .customer: from == nil ? nil : "Customer"
    case .vendor: "Vendor"
    case .admin: "An administrator"
    case .system: nil
    }
  }
}
