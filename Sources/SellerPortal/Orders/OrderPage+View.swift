import Kernel
import Ordering
import Presentation
import Settlement
import Web

extension OrderPage {
  var path: String { frame.paths.order(order.id) }

  func html(_ request: Request) -> HTML {
    let main: HTML = """
      \(form.summary)\(nextStep)\(goods)\(Card.show("History", timeline))
      """
    let content = StorefrontPage.columns(aside: side, isAsideLast: true, "<div class=\"stack\">\(main)</div>")
    return frame.page(
      .orders, request, title: Words(verbatim: order.number), lead: nil,
      actions: order.status.badge,
      breadcrumbs: Navigation.breadcrumbs([
        ("Orders", frame.paths.orders), (Words(verbatim: order.number), nil),
      ]),
      "\(content)\(decision.dialogs)")
  }

  private var goods: HTML {
    // Who packs need not be who may change the goods.
    let items = OrderLine.list(order.items, pictures: pictures, for: .vendor) {
      frame.may(.products) ? frame.paths.product($0.product) : nil
    }
    let count: Words = "\(count: order.itemCount, one: "# piece", other: "# pieces")"
    return Card.show(
      "In the parcel", aside: "<span class=\"muted\">\(count)</span>", items)
  }

  private var timeline: HTML {
    let last = history.count - 1
    let isOver = OrderStatus.over.contains(order.status)
    let steps = history.enumerated().map { index, entry in
      let failed = entry.to == .cancelled || entry.to == .refundRequested
      let state: Timeline.State = failed ? .failed : index == last && !isOver ? .current : .done
      let title = entry.from == nil ? "Placed" : entry.to.label
      return Timeline.Step(title, state, at: entry.at, text: entry.words)
    }
    return Timeline.show(steps)
  }

  private var side: HTML {
    """
    \(Card.show("To", address))\
    \(Card.show("Delivery", Card.facts(deliveryFacts)))\
    \(Card.show("Money", money))
    """
  }

  private var address: HTML {
    let text = order.address.linesWithCountry.joined(separator: "\n")
    let phone: HTML? = order.address.phone.map { "<br><a class=\"ltr\" href=\"tel:\($0)\">\($0)</a>" as HTML }
    return """
      <div class="stack stack--tight"><p>\(order.address.label)</p>\
      <p><a href="mailto:\(order.email)">\(order.email)</a>\(phone)</p>\
      <div>\(Button.copy(text, label: "Copy address"))</div></div>
      """
  }

  private var deliveryFacts: [(name: Words, value: HTML)] {
    var facts: [(name: Words, value: HTML)] = [("Option", "<bdi>\(order.delivery.title)</bdi>")]
    if let days = order.expectedDays {
      facts.append(("Expected", days.daysHTML))
    }
    if let carrier = order.carrier { facts.append(("Carrier", written(carrier))) }
    if let number = order.trackingNumber {
      facts.append(("Tracking", "<span class=\"num\">\(number)</span> \(Button.copy(number))"))
    }
    return facts
  }

  private var money: HTML {
    let lines: [(name: Words, value: Words)] = [
      ("Goods", "\(order.itemsTotal)"), ("Delivery", "\(order.shippingTotal)"),
      ("Customer pays", "\(order.total)"),
    ]
    var yours: HTML?
    if let share, order.status.phase != .ended {
      yours = Card.facts([
        ("Commission", share.commission.html), ("Left for you", "<strong>\(share.net.html)</strong>"),
      ])
    }
    let returned = refund.map { Notice.alert(.info, nil, $0.sentence) }
    return """
      \(Card.sums(lines))<p class="muted small">\(order.paymentWords)</p>\(yours)\(returned)
      """
  }
}

extension Refund {
  /// How far the money is on its way back.
  fileprivate var sentence: Words {
    switch state {
    case .pending: "\(amount) goes back to the customer: it is on its way."
    case .succeeded: "\(amount) went back to the customer."
    case .declined: "\(amount) goes back to the customer: delayed, it did not go through yet."
    }
  }
}

extension OrderHistoryEntry {
  /// Who did it, where it was not the shop, and what was written.
  var words: Words? {
    switch actor {
    case .customer where from != nil: note.map { "By the customer: \($0)" } ?? "By the customer"
    case .admin: note.map { "By the marketplace: \($0)" } ?? "By the marketplace"
    case .vendor, .system, .customer: note.map { Words(verbatim: $0) }
    }
  }
}
