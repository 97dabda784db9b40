import Kernel
import Presentation
import Settlement
import Web

/// What both pages about money begin with.
enum BalanceHead {
  static func html(_ frame: SellerFrame, _ balance: ShopBalance, current: String) -> HTML {
    let numbers = Card.stats([
      Card.stat("Available", balance.available.display, change: "Can be paid out"),
      Card.stat("Pending", balance.pending.display, change: "Available once delivered"),
      Card.stat("On its way to you", balance.inPayout.display, change: "Asked for, not sent yet"),
    ])
    let tabs = Navigation.tabs(
      "Balance",
      [
        (label: "Movements", path: frame.paths.balance, count: nil),
        (label: "Payouts", path: frame.paths.payouts, count: nil),
      ], current: current)
    return "\(numbers)\(tabs)"
  }
}

extension BalancePage {
  func html(_ request: Request) -> HTML {
    let isRefused = !form.errors.isEmpty || form.message != nil
    let main: HTML = """
      <div class="stack">\(when: isRefused, Card.show("Ask for a payout", ask))\
      \(BalanceHead.html(frame, balance, current: frame.paths.balance))\(choices)\(filters)\(list)</div>\
      \(when: !isRefused, Dialog.show(id: "ask-for-payout", title: "Ask for a payout", ask))
      """
    let button = Button.dialog("Ask for a payout", opens: "ask-for-payout", kind: .primary, icon: .wallet)
    return frame.page(
      .balance, request, title: "Balance",
      lead: "Every sale, its commission and every payout, exactly as booked.",
      actions: balance.available.isPositive && !isRefused ? button : nil, main)
  }

  /// The form for a payout: in a dialog, and in the page when it was refused.
  private var ask: HTML {
    let code = balance.currency.code
    return """
      <form class="stack" method="post" action="\(frame.paths.payouts)">\(form.summary)\
      \(Button.hidden("currency", code))\
      \(Field.money(
        "amount", "Amount", currency: code, in: form, hint: "At most \(balance.largestPayout).",
        width: .full))\
      \(Field.text("note", "Note", in: form, required: false, maximumLength: 300))\
      \(Button.submit("Ask for the payout", size: .wide))</form>
      """
  }

  /// The currencies to look at, where there are several.
  private var choices: HTML {
    guard currencies.count > 1 else { return HTML() }
    return Badge.chips(
      currencies.map { currency in
        Badge.chipLink(
          Words(verbatim: currency.code),
          to: frame.paths.balance(account: account?.rawValue, currency: currency.code),
          isCurrent: currency == balance.currency)
      })
  }

  /// Says which currency the page is about where it is not the shop's.
  private var currency: String? {
    balance.currency == frame.shop.currency ? nil : balance.currency.code
  }

  private var filters: HTML {
    let chips: [(label: Words, account: ShopAccount?)] = [
      ("All", nil), ("Available", .available), ("Pending", .pending),
    ]
    return Badge.chips(
      chips.map { label, only in
        Badge.chipLink(
          label, to: frame.paths.balance(account: only?.rawValue, currency: currency),
          isCurrent: account == only)
      })
  }

  private var list: HTML {
    if lines.items.isEmpty {
      return Notice.empty(
        .receipt, "Nothing booked yet",
        "With your first sale you see here what was paid, kept and left for you.")
    }
    let columns = [
      TableColumn("What", isMain: true), TableColumn("When"), TableColumn("Account"),
      TableColumn("Amount", .end),
      TableColumn("Balance", .end),
    ]
    let rows = lines.items.enumerated().map { index, line in
      TableRow(
        id: String(index), label: line.description, path: path(of: line),
        [
          what(line), line.at.dateTimeHTML, "\(line.account.title)",
          "<span class=\"num\">\(line.amount.displaySigned)</span>", line.balance?.html ?? HTML(),
        ])
    }
    let links = lines.links(
      frame.paths.balance, [("account", account?.rawValue), ("currency", currency)], isFirst: isFirst)
    return "\(DataTable.show("Movements", columns, rows))\(links)"
  }

  /// The order that a movement is about, for who may look at orders.
  private func path(of line: ShopLine) -> String? {
    frame.may(.orders) ? line.order.map { frame.paths.order($0) } : nil
  }

  private func what(_ line: ShopLine) -> HTML {
    guard line.kind == .sale, let gross = line.gross, let commission = line.commission else {
      return HTML(line.description)
    }
    return """
      <span class="titled__body"><span>\(line.description)</span><span class="titled__detail">\
      \(say: "\(gross) less \(commission) commission")</span></span>
      """
  }
}

extension PayoutsPage {
  func html(_ request: Request) -> HTML {
    let current = frame.paths.payouts
    return frame.page(
      .balance, request, title: "Balance",
      lead: "Every sale, its commission and every payout, exactly as booked.",
      "<div class=\"stack\">\(BalanceHead.html(frame, balance, current: current))\(list)</div>")
  }

  private var list: HTML {
    if payouts.items.isEmpty {
      return Notice.empty(
        .wallet, "No payouts yet",
        "Ask for a payout as soon as something is available; we send it to your bank.",
        action: Button.link("Go to the balance", to: frame.paths.balance))
    }
    let links = payouts.links(frame.paths.payouts, [], isFirst: isFirst)
    return "\(PayoutTable.show(payouts.items))\(links)"
  }
}

extension ShopAccount {
  var title: Words {
    switch self {
    case .pending: "Pending"
    case .available: "Available"
    case .payouts: "Payout"
    }
  }
}
