import Catalog
import Kernel
import Ordering
import Presentation
import Settlement
import Vendors
import Web

private let weekDays = 7

extension DashboardPage {
  private var shop: Shop { frame.shop }

  func html(_ request: Request) -> HTML {
    let content: HTML = """
      \(when: shop.status != .rejected, form.summary)\(standing)\(tasks)\(numbers)\(chart)\(latestOrders)
      """
    let actions: HTML = """
      \(when: shop.isOpen, Button.link("See the shop", to: Paths.shop(shop.slug), icon: .external))\
      \(when: frame.may(.products),
        Button.link("New product", to: frame.paths.newProduct, kind: .primary, icon: .plus))
      """
    return frame.page(
      .dashboard, request, title: "Today", actions: actions,
      "<div class=\"stack stack--loose\">\(content)</div>")
  }

  private var hasProducts: Bool { products.active + products.draft + products.archived > 0 }

  /// Where the shop stands with the marketplace, unless it is simply open and selling.
  private var standing: HTML {
    switch shop.status {
    case .approved, .closed: return HTML()
    case .pending where isAsked:
      return Notice.alert(
        .warning, "We need something more", "We asked you for more before we decide about the shop.",
        actions: application)
    case .pending:
      let notice = isIncomplete && frame.may(.application) ? missing : waiting
      return "\(steps(current: hasProducts ? 2 : 1))\(notice)"
    case .rejected:
      return "\(reason(.danger, "Your shop was not approved"))\(when: frame.may(.settings), answer)"
    case .suspended:
      return reason(
        .danger, "Your shop is suspended: customers don't see it at present", actions: application)
    }
  }

  private var missing: HTML {
    Notice.alert(
      .warning, "Some things are missing",
      """
      We can decide faster when everything that we need is here. Goods that you add now go online with your shop.
      """,
      actions: application)
  }

  private var waiting: HTML {
    Notice.alert(
      .info, "We look at your shop",
      """
      Customers see it as soon as it is approved; that usually takes less than a day. \
      Goods that you add now go online with it.
      """,
      actions: application)
  }

  /// The way to what we need to know before we decide.
  private var application: HTML? {
    frame.may(.application)
      ? Button.link("Your application", to: frame.paths.application, icon: .file, size: .small) : nil
  }

  private func steps(current: Int) -> HTML {
    Timeline.stepper(["Open a shop", "Add your goods", "Get approved", "Sell and be paid"], current: current)
  }

  private func reason(_ tone: Tone, _ title: Words, actions: HTML? = nil) -> HTML {
    let reason = shop.statusReason.map { Words(verbatim: $0) } ?? "Write to us if you don't know why."
    return Notice.alert(tone, title, reason, actions: actions)
  }

  private var answer: HTML {
    let form: HTML = """
      <form class="stack" method="post" action="\(frame.paths.answer)">\(form.summary)\
      \(Field.multiline(
        "message", "What you changed, or what we got wrong", in: form,
        hint: "We read this and look at the shop again.", rows: 4, maximumLength: 1000))\
      \(FormLayout.actions(
        Button.submit("Send and ask again"),
        Button.link("Change the shop first", to: frame.paths.settings, kind: .quiet)))</form>
      """
    return Card.show("Answer", form)
  }

  private var tasks: HTML {
    var tasks: [(count: Int, text: Words, path: String)] = []
    // The list shows each number before its words.
    func add(_ count: Int, _ text: Words, _ path: String) {
      if count > 0 { tasks.append((count, text, path)) }
    }
    if frame.may(.orders) {
      let toSend = frame.ordersToSend
      add(
        toSend, "\(count: toSend, one: "order to send", other: "orders to send")",
        frame.paths.orders(showing: OrderTab.toSend.parameter))
      let asking = frame.refundRequests
      add(
        asking,
        """
        \(count: asking, one: "customer asks for the money back", other: "customers ask for their money back")
        """,
        frame.paths.orders(showing: OrderTab.status(.refundRequested).parameter))
    }
    if frame.may(.products) {
      let scarce = frame.paths.products(showing: ProductTab.scarce.rawValue)
      let (soldOut, low, drafts) = (products.soldOut, products.lowStock, products.draft)
      add(soldOut, "\(count: soldOut, one: "product is sold out", other: "products are sold out")", scarce)
      add(low, "\(count: low, one: "product is running low", other: "products are running low")", scarce)
      add(
        drafts, "\(count: drafts, one: "draft to finish", other: "drafts to finish")",
        frame.paths.products(showing: ProductTab.draft.rawValue))
    }
    if !tasks.isEmpty { return Card.tasks(tasks) }
    if hasProducts || !frame.may(.products) {
      // Nothing comes in while nobody sees the shop, and what holds it up is said above.
      guard shop.isOpen else { return HTML() }
      return Notice.alert(.success, "All done", "New orders and goods that run low appear here.")
    }
    return Notice.empty(
      .tag, "Fill the shelves",
      "Add your first product by hand, or bring a whole catalogue in from a CSV file.",
      action: """
        <div class="cluster">\
        \(Button.link("Add a product", to: frame.paths.newProduct, kind: .primary, icon: .plus))\
        \(Button.link("Import a file", to: frame.paths.imports, icon: .upload))</div>
        """)
  }

  private var numbers: HTML {
    let week = Array(sales.suffix(weekDays))
    let before = Array(sales.dropLast(weekDays).suffix(weekDays))
    let sold = Change(week.sum(\.net), before.sum(\.net))
    let refunded = MoneyTotal(week.sum(\.refunded), shop.currency)
    let orders = week.reduce(0) { $0 + $1.orders }
    let placed = Change(Int128(orders), Int128(before.reduce(0) { $0 + $1.orders }))
    let money = Card.stat(
      "Available for payout", balance.available.display, change: "\(balance.pending) pending",
      path: frame.paths.balance)
    let drafts: Words? =
      products.draft > 0 ? "\(count: products.draft, one: "# draft", other: "# drafts")" : nil
    return Card.stats([
      Card.stat(
        "Net sales, last 7 days", MoneyTotal(sold.now, shop.currency).display, change: sold.text,
        tone: sold.tone),
      Card.stat("Refunded, last 7 days", refunded.display),
      Card.stat(
        "Orders, last 7 days", orders.displayCount, change: placed.text, tone: placed.tone,
        path: link(.orders)),
      frame.may(.balance) ? money : HTML(),
      Card.stat(
        "Products for sale", products.active.displayCount,
        change: drafts, path: link(.products)),
    ])
  }

  /// Where a number leads, if the viewer may go there.
  private func link(_ section: SellerSection) -> String? {
    frame.may(section) ? section.path(in: frame.paths) : nil
  }

  private var chart: HTML? {
    guard sales.contains(where: { $0.orders > 0 || !$0.refunded.isZero }) else { return nil }
    let total = MoneyTotal(sales.sum(\.net), shop.currency)
    return SalesChart.card(
      "Net sales by day", sales, in: shop.timeZone, shop.currency,
      aside: "<span class=\"muted num\">\(say: "\(total) in four weeks")</span>")
  }

  private var latestOrders: HTML? {
    guard frame.may(.orders) else { return nil }
    guard !latest.isEmpty || (hasProducts && shop.isOpen) else { return nil }
    if latest.isEmpty {
      return Notice.empty(
        .package, "No orders yet",
        "Share the link to your shop; orders appear here as soon as somebody buys.",
        action: Button.link("See the shop", to: Paths.shop(shop.slug), icon: .external))
    }
    return Card.section(
      "Latest orders", aside: Button.link("All orders", to: frame.paths.orders, size: .small),
      OrderTable.show(latest, for: .vendor) { frame.paths.order($0.id) })
  }
}
