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
        (label: "Movements", path: frame.path(.balance), count: nil),
        (label: "Payouts", path: "\(frame.path(.balance))/payouts", count: nil),
      ], current: current)
    return "\(numbers)\(tabs)"
  }
}

extension BalancePage {
  func html(_ request: Request) -> HTML {
    let isRefused = !form.errors.isEmpty || form.message != nil
    let main: HTML = """
      <div class="stack">\(when: isRefused, Card.show("Ask for a payout", ask))\
      \(BalanceHead.html(frame, balance, current: frame.path(.balance)))\(filters)\(list)</div>\
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
    let code = frame.shop.currency.code
    return """
      <form class="stack" method="post" action="\(frame.path(.balance))/payouts">\(form.summary)\
      \(Field.money(
        "amount", "Amount", currency: code, in: form, hint: "At most \(balance.largestPayout).",
        width: .full))\
      \(Field.text("note", "Note", in: form, required: false, maximumLength: 300))\
      \(Button.submit("Ask for the payout", size: .wide))</form>
      """
  }

  private var filters: HTML {
    Badge.chips([
      Badge.chipLink("All", to: frame.path(.balance), isCurrent: account == nil),
      Badge.chipLink(
        "Available", to: "\(frame.path(.balance))?account=available", isCurrent: account == .available),
      Badge.chipLink(
        "Pending", to: "\(frame.path(.balance))?account=pending", isCurrent: account == .pending),
    ])
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
        id: String(index), label: line.description, path: line.order.map { "\(frame.path(.orders))/\($0)" },
        [
          what(line), line.at.dateTimeHTML, "\(line.account.title)",
          "<span class=\"num\">\(line.amount.displaySigned)</span>", line.balance?.html ?? HTML(),
        ])
    }
    let links = lines.links(frame.path(.balance), [("account", account?.rawValue)], isFirst: isFirst)
    return "\(DataTable.show("Movements", columns, rows))\(links)"
  }

  private func what(_ line: ShopLine) -> HTML {
    guard line.kind == .sale, let gross = line.gross, let commission = line.commission else {
      return HTML(line.description)
    }
    return """
      \(line.description)<br><span class="titled__detail">\
      \(say: "\(gross) less \(commission) commission")</span>
      """
  }
}

extension PayoutsPage {
  func html(_ request: Request) -> HTML {
    let current = "\(frame.path(.balance))/payouts"
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
        action: Button.link("Go to the balance", to: frame.path(.balance)))
    }
    let columns = [
      TableColumn("Amount", isMain: true), TableColumn("State"), TableColumn("Asked"),
      TableColumn("Finished"),
      TableColumn("Note"),
    ]
    let rows = payouts.items.map { payout in
      TableRow(
        id: payout.id.description, label: "payout of \(payout.amount)",
        [
          payout.amount.html, payout.state.badge(for: .vendor),
          payout.requestedAt.dateTimeHTML,
          payout.finishedAt.map(\.dateTimeHTML) ?? HTML(), payout.remarks,
        ])
    }
    let links = payouts.links("\(frame.path(.balance))/payouts", [], isFirst: isFirst)
    return "\(DataTable.show("Payouts", columns, rows))\(links)"
  }
}

extension Payout {
  /// What was written about it by either side.
  var remarks: HTML {
    let reference = bankReference.map { "\(say: "Reference \($0)")" as HTML }
    return HTML.joined(
      [failureReason.map(written), reference, note.map(written)].compactMap { $0 }, separator: " · ")
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
