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
      \(standing)\(tasks)\(numbers)\(chart)\(latestOrders)
      """
    let actions: HTML = """
      \(when: shop.isOpen, Button.link("See the shop", to: shop.path, icon: .external))\
      \(when: frame.may(.products),
        Button.link("New product", to: "\(frame.path(.products))/new", kind: .primary, icon: .plus))
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
      let notice = Notice.alert(
        .info, "We look at your shop",
        """
        Customers see it as soon as it is approved; that usually takes less than a day. \
        Goods that you add now go online with it.
        """,
        actions: application)
      return "\(steps(current: hasProducts ? 2 : 1))\(notice)"
    case .rejected:
      return "\(reason(.danger, "Your shop was not approved"))\(when: frame.may(.settings), answer)"
    case .suspended:
      return reason(
        .danger, "Your shop is suspended: customers don't see it at present", actions: application)
    }
  }

  /// The way to what we need to know before we decide.
  private var application: HTML? {
    frame.may(.application)
      ? Button.link("Your application", to: frame.path(.application), icon: .file, size: .small) : nil
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
      <form class="stack" method="post" action="\(frame.path)/answer">\(form.summary)\
      \(Field.multiline(
        "message", "What you changed, or what we got wrong", in: form,
        hint: "We read this and look at the shop again.", rows: 4, maximumLength: 1000))\
      \(FormLayout.actions(
        Button.submit("Send and ask again"),
        Button.link("Change the shop first", to: frame.path(.settings), kind: .quiet)))</form>
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
        "\(frame.path(.orders))?status=toSend")
      let asking = frame.refundRequests
      add(
        asking,
        """
        \(count: asking, one: "customer asks for the money back", other: "customers ask for their money back")
        """,
        "\(frame.path(.orders))?status=refundRequested")
    }
    if frame.may(.products) {
      let scarce = "\(frame.path(.products))?show=scarce"
      let (soldOut, low, drafts) = (products.soldOut, products.lowStock, products.draft)
      add(soldOut, "\(count: soldOut, one: "product is sold out", other: "products are sold out")", scarce)
      add(low, "\(count: low, one: "product is running low", other: "products are running low")", scarce)
      add(
        drafts, "\(count: drafts, one: "draft to finish", other: "drafts to finish")",
        "\(frame.path(.products))?show=draft")
    }
    if !tasks.isEmpty { return Card.tasks(tasks) }
    if hasProducts || !frame.may(.products) {
      return Notice.alert(.success, "All done", "New orders and goods that run low appear here.")
    }
    return Notice.empty(
      .tag, "Fill the shelves",
      "Add your first product by hand, or bring a whole catalogue in from a CSV file.",
      action: """
        <div class="cluster">\
        \(Button.link("Add a product", to: "\(frame.path(.products))/new", kind: .primary, icon: .plus))\
        \(Button.link("Import a file", to: frame.path(.imports), icon: .upload))</div>
        """)
  }

  private var numbers: HTML {
    let week = Array(sales.suffix(weekDays))
    let before = Array(sales.dropLast(weekDays).suffix(weekDays))
    let sold = Change(sum(week), sum(before))
    let orders = week.reduce(0) { $0 + $1.orders }
    let placed = Change(Int128(orders), Int128(before.reduce(0) { $0 + $1.orders }))
    let money = Card.stat(
      "Available for payout", balance.available.display, change: "\(balance.pending) pending",
      path: frame.path(.balance))
    let drafts: Words? =
      products.draft > 0 ? "\(count: products.draft, one: "# draft", other: "# drafts")" : nil
    return Card.stats([
      Card.stat(
        "Sales, last 7 days", MoneyTotal(sold.now, shop.currency).display, change: sold.text, tone: sold.tone),
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
  private func link(_ section: SellerSection) -> String? { frame.may(section) ? frame.path(section) : nil }

  private func sum(_ days: [DailySales]) -> Int128 { days.reduce(0) { $0 + $1.total.amount } }

  private var chart: HTML? {
    guard sales.contains(where: { $0.orders > 0 }) else { return nil }
    let points = sales.map { day in
      let label = Words(verbatim: Language.current.formats.shortDay(day.day))
      let sold: Words = "\(day.total), \(count: day.orders, one: "# order", other: "# orders")"
      return ChartPoint(label, day.total.amount, sold.text)
    }
    let total = MoneyTotal(sum(sales), shop.currency)
    return Card.show(
      "Sales by day", aside: "<span class=\"muted num\">\(say: "\(total) in four weeks")</span>",
      Chart.bars("Sales by day", points, tick: { MoneyTotal($0, shop.currency).display }))
  }

  private var latestOrders: HTML? {
    guard frame.may(.orders) else { return nil }
    guard !latest.isEmpty || (hasProducts && shop.isOpen) else { return nil }
    if latest.isEmpty {
      return Notice.empty(
        .package, "No orders yet",
        "Share the link to your shop; orders appear here as soon as somebody buys.",
        action: Button.link("See the shop", to: shop.path, icon: .external))
    }
    return Card.section(
      "Latest orders", aside: Button.link("All orders", to: frame.path(.orders), size: .small),
      OrderTable.html(latest, frame))
  }
}

/// A number of this week beside that of the week before.
struct Change {
  let now: Int128
  let before: Int128

  init(_ now: Int128, _ before: Int128) {
    self.now = now
    self.before = before
  }

  /// "+12% on the week before"; nothing where there is nothing to compare with.
  var text: Words? {
    guard before > 0 else { return now > 0 ? "The week before: none" : nil }
    // After a week that sold for a cent, this can be more per cent than 64 bits hold.
    let ratio = ((Double(now) - Double(before)) / Double(before) * 100).rounded()
    let percent = Int64(exactly: ratio) ?? .max
    if percent == 0 { return "As the week before" }
    let change = Language.current.formats.percent(Int64(clamping: percent.magnitude))
    return percent > 0 ? "+\(change) on the week before" : "\u{2212}\(change) on the week before"
  }

  var tone: Tone {
    guard before > 0, now != before else { return .neutral }
    return now > before ? .success : .danger
  }
}
