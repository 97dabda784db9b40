import Catalog
import Kernel
import Ordering
import Presentation
import Vendors
import Web

extension DashboardPage {
  func html(_ request: Request) -> HTML {
    let latest: HTML? =
      frame.may(.orders)
      ? Card.section(
        "Latest orders", aside: Button.link("All orders", to: AdminPaths.orders, size: .small), table) : nil
    let content: HTML = """
      <div class="stack stack--loose">\(tasks)\(numbers)\(when: frame.may(.orders), HTML.joined(charts))\
      \(latest)</div>
      """
    return frame.page(.dashboard, request, title: "Today", content)
  }

  private var tasks: HTML {
    var tasks: [(count: Int, text: Words, path: String)] = []
    if frame.shopsToApprove > 0 {
      tasks.append(
        (
          frame.shopsToApprove,
          "\(count: frame.shopsToApprove, one: "shop waits for a decision", other: "shops wait for a decision")",
          AdminPaths.shops(ShopFilter(question: .due))
        ))
    }
    if frame.payoutsToPay > 0 {
      tasks.append(
        (
          frame.payoutsToPay,
          "\(count: frame.payoutsToPay, one: "payout waits to be paid", other: "payouts wait to be paid")",
          AdminPaths.payouts(.requested)
        ))
    }
    if frame.productsAnswered > 0 {
      tasks.append(
        (
          frame.productsAnswered,
          "\(count: frame.productsAnswered, one: "hidden product was answered", other: "hidden products were answered")",
          AdminPaths.products(DeskFilter(hidden: .answered))
        ))
    }
    let refunds = count([.refundRequested])
    if refunds > 0, frame.may(.orders) {
      tasks.append(
        (
          refunds,
          "\(count: refunds, one: "refund request is open at shops", other: "refund requests are open at shops")",
          AdminPaths.orders(.refundRequested)
        ))
    }
    if tasks.isEmpty {
      return Notice.alert(.success, "Nothing waits for you", "What needs a decision of yours appears here.")
    }
    return Card.tasks(tasks)
  }

  private var numbers: HTML {
    let openShops = Card.stat(
      "Open shops", (shops[.approved] ?? 0).displayCount,
      path: frame.may(.shops) ? AdminPaths.shops(.approved) : nil)
    guard frame.may(.orders) else { return Card.stats([openShops]) }
    return Card.stats([
      openShops,
      Card.stat("Orders to send", count(OrderStatus.unsent).displayCount, path: AdminPaths.orders),
      Card.stat("On their way", count(OrderStatus.states(.travelling)).displayCount),
      Card.stat(
        "Delivered", count([.delivered]).displayCount, path: AdminPaths.orders(.delivered)),
    ])
  }

  private func count(_ states: [OrderStatus]) -> Int { states.reduce(0) { $0 + Int(orders[$1] ?? 0) } }

  /// One chart for each currency in which something was sold.
  private var charts: [HTML] {
    Set(sales.map(\.net.currency)).sorted().map { currency in
      SalesChart.card(
        "Net sales by day, \(currency.code)", sales.filter { $0.net.currency == currency }, in: timeZone,
        currency)
    }
  }

  private var table: HTML {
    if latest.isEmpty {
      return Notice.empty(
        .package, "No orders yet", "Orders of all shops appear here as soon as somebody buys.")
    }
    return OrderTable.show(latest.map(\.order), for: .marketplace) { AdminPaths.order($0.id) }
  }
}
