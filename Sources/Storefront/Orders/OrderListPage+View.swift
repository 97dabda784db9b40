import Kernel
import Ordering
import Presentation
import Web

private let linesShown = 2

extension OrderListPage {
  func html(_ flash: Flash?) -> HTML {
    AccountFrame.page(
      frame, flash: flash, title: "Your orders", lead: lead, current: Paths.orders,
      "<div class=\"stack stack--loose\">\(when: !counts.isEmpty, chips)\(list)</div>")
  }

  private func count(_ group: OrderGroup) -> Int {
    let states = group.states.isEmpty ? OrderStatus.allCases : group.states
    return Int(states.reduce(0) { $0 + (counts[$1] ?? 0) })
  }

  private var lead: Words? {
    let open = count(.open)
    if counts.isEmpty { return nil }
    return open == 0
      ? "Nothing is on its way at the moment."
      : "\(count: open, one: "# order", other: "# orders") under way."
  }

  private var chips: HTML {
    let links = OrderGroup.allCases.filter { $0 == .all || $0 == group || count($0) > 0 }.map {
      group -> HTML in
      Badge.chipLink(
        "\(group.label) (\(count(group)))", to: Self.path(group), isCurrent: group == self.group)
    }
    return "<nav aria-label=\"\(say: "Orders by state")\">\(Badge.chips(links))</nav>"
  }

  private static func path(_ group: OrderGroup, cursor: Cursor? = nil) -> String {
    Parameters().setting("show", group == .all ? nil : group.rawValue)
      .setting("cursor", cursor?.description).behind(Paths.orders)
  }

  private var list: HTML {
    if counts.isEmpty {
      return Notice.empty(
        .package, "No orders yet", "What you buy appears here, with where it is and when it comes.",
        action: Button.link("See what is new", to: Paths.products, kind: .primary))
    }
    if orders.items.isEmpty {
      return Notice.empty(
        .package, "Nothing here", "None of your orders is in this state now.",
        action: Button.link("Show all orders", to: Paths.orders))
    }
    let next = orders.nextCursor.map { Self.path(group, cursor: $0) }
    return """
      <div>\(orders.items.map { card($0.order) })</div>\
      \(Navigation.pages(previous: isFirst ? nil : Self.path(group), next: next))
      """
  }

  private func card(_ order: Order) -> HTML {
    let more = order.items.count - linesShown
    let others: Words = "and \(count: more, one: "# more thing", other: "# more things")"
    let rest: HTML = "<li class=\"line\"><p class=\"line__meta\">\(others)</p></li>"
    return """
      <section class="shop-group" aria-labelledby="\(order.id.description)"><header class="shop-group__head">\
      <h2 class="shop-group__title" id="\(order.id.description)"><bdi>\(order.shop.name)</bdi> \
      <span class="muted num whole">\(order.number)</span></h2>\
      \(order.status.badge)</header>\
      <ul class="lines">\(order.items.prefix(linesShown).map { line($0, of: order) })\
      \(when: more > 0, rest)</ul>\
      <footer class="shop-group__foot"><span>\(moment(order)) · \(order.total.html)</span>\
      \(Button.link("View order", to: Paths.order(order.id), size: .small))</footer></section>
      """
  }

  private func moment(_ order: Order) -> HTML {
    let placed: HTML = "\(say: "Placed \(part: 1)", order.times.placedAt.dateHTML)"
    if let days = order.expectedDays { return "\(say: "Expected \(part: 1)", days.daysHTML)" }
    let times = order.times
    switch order.status {
    case .delivered, .refundRequested:
      return times.deliveredAt.map { "\(say: "Delivered \(part: 1)", $0.dateHTML)" } ?? placed
    default: return placed
    }
  }

  private func line(_ item: PurchasedItem, of order: Order) -> HTML {
    OrderLine.html(item, picture: pictures[item.variant], for: .buyer, path: Paths.order(order.id))
  }
}

extension OrderGroup {
  fileprivate var label: Words {
    switch self {
    case .all: "All"
    case .open: "Under way"
    case .delivered: "Delivered"
    case .ended: "Cancelled or returned"
    }
  }
}

extension FindOrderPage {
  /// An order's number as mails have it; its parts stay on one line.
  private static let example = "S-\u{2060}7F3K9-\u{2060}2QD8X"

  func html(_ flash: Flash?) -> HTML {
    let search: HTML = """
      <form class="stack" method="post" action="\(Paths.findOrder)">\(form.summary)\
      \(Field.text(
        "number", "Order number", in: form, hint: "It stands in the mail about the order, as \(Self.example).",
        maximumLength: 60, autocomplete: "off"))\
      \(Field.email(in: form, hint: "The one that you ordered with."))\
      \(Button.submit("Find the order", icon: .search, size: .wide))</form>
      """
    let link: HTML = """
      <p>\(say: "Every order has a mail of its own. The button in it opens the order, on any device, without a password.")</p>
      """
    let account: HTML = """
      <div class="stack"><p>\(say: "Ordered while logged in? Then everything you bought is in your account.")</p>\
      <div class="cluster">\(Button.link(
        "Log in", to: EntryForm.path(Paths.signIn, next: Paths.orders), kind: .primary))\
      \(Button.link(
        "Create an account", to: EntryForm.path(Paths.signUp, next: Paths.orders), kind: .quiet))</div></div>
      """
    return StorefrontPage.render(
      head: DocumentHead(title: "Find an order", siteName: frame.siteName, isIndexable: false), frame: frame,
      flash: flash,
      """
      \(StorefrontPage.title(
        "Find an order", lead: "See where it is, cancel it, or ask for your money back."))\
      <div class="grid-2">\(Card.show("With its number", search))\
      <div class="stack">\(Card.show("With your account", account))\(Card.show("With the mail", link))</div></div>
      """)
  }
}
