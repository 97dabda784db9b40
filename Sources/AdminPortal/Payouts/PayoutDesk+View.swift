import Kernel
import Presentation
import Settlement
import Vendors
import Web

extension PayoutListPage {
  func html(_ request: Request) -> HTML {
    frame.page(.payouts, request, title: "Payouts", "\(tabs)\(list)")
  }

  private var tabs: HTML {
    let all: (label: Words, path: String, count: Int?) = ("All", "/admin/payouts", nil)
    let states = PayoutState.allCases.map { state in
      (
        label: state.title(for: .marketplace), path: "/admin/payouts?status=\(state.rawValue)",
        count: state == .requested ? Optional(frame.payoutsToPay) : nil
      )
    }
    let current = state.map { "/admin/payouts?status=\($0.rawValue)" } ?? "/admin/payouts"
    return Navigation.tabs("Payouts by state", [all] + states, current: current)
  }

  private var list: HTML {
    if payouts.items.isEmpty {
      return Notice.empty(.wallet, "No payouts here", "They appear when vendors ask for their balance.")
    }
    let links = payouts.links("/admin/payouts", [("status", state?.rawValue)], isFirst: isFirst)
    let table = PayoutTable.show(payouts.items, for: .marketplace) { AdminPaths.payout($0.id) }
    return "\(table)\(links)"
  }
}

extension PayoutDetailPage {
  func html(_ request: Request) -> HTML {
    frame.page(
      .payouts, request, title: "\(payout.amount)", lead: "Payout to \(payout.shopName)",
      actions: payout.state.badge(for: .marketplace),
      breadcrumbs: Navigation.breadcrumbs([
        ("Payouts", "/admin/payouts"), (Words(verbatim: payout.shopName), nil),
      ]),
      "\(form.summary)\(warning)\(Card.show("Payout", facts))\(decisions)")
  }

  /// Who gets into a vendor's account changes the destination first: money that was asked for before must not
  /// follow unnoticed.
  private var warning: HTML? {
    guard payout.state == .requested, let destination, destination.updatedAt > payout.requestedAt else {
      return nil
    }
    return Notice.alert(
      .warning, "The destination was changed after this payout was asked for",
      "Ask the vendor whether it was them before you send the money, by another way than their mail.")
  }

  private var facts: HTML {
    var facts: [(name: Words, value: HTML)] = [
      ("Shop", "<span dir=\"auto\">\(payout.shopName)</span>"),
      (Words("Asked", meaning: "when a payout was asked for"), payout.requestedAt.dateTimeHTML),
    ]
    facts.append(("Goes to", target))
    if let note = payout.note { facts.append(("Note", "<span dir=\"auto\">\(note)</span>")) }
    if let end = payout.finishedAt { facts.append(("Finished", end.dateTimeHTML)) }
    if let reference = payout.bankReference {
      facts.append(("Reference", "<span dir=\"auto\">\(reference)</span>"))
    }
    if let reason = payout.failureReason {
      facts.append(("Why it failed", "<span dir=\"auto\">\(reason)</span>"))
    }
    return Card.facts(facts)
  }

  /// The shop's default destination; in full only behind a link that leaves a line in the audit log.
  private var target: HTML {
    guard let destination else { return "\(say: "The vendor has not said where the money goes.")" }
    let path = "/admin/shops/\(payout.shop)/payout-destinations"
    return """
      <span class="cluster">\(destination.kind.title) <span class="num">\(destination.details.masked)</span>\
      \(Button.link("Show in full", to: path, icon: .eye, size: .small))</span>
      """
  }

  private var decisions: HTML {
    guard payout.state == .requested else { return HTML() }
    let path = "/admin/payouts/\(payout.id)"
    let complete: HTML = """
      <form class="stack" method="post" action="\(path)/complete">\
      \(Field.text(
        "reference", "Reference of the transfer", in: form, hint: "As the bank names it.", required: false,
        maximumLength: 100))\(Button.submit("The money was sent", icon: .check))</form>
      """
    let fail: HTML = """
      <form class="stack" method="post" action="\(path)/fail">\
      \(Field.multiline(
        "reason", "Why it can't be paid", in: form, hint: "The vendor reads this. The balance comes back.", rows: 3,
        maximumLength: 500))\(Button.submit("Give the balance back", kind: .danger))</form>
      """
    return "\(Card.show("Pay", complete))\(Card.show("Or not", fail))"
  }
}
