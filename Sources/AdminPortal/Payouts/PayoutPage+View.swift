import Kernel
import Presentation
import Settlement
import Vendors
import Web

extension PayoutPage {
  func html(_ request: Request) -> HTML {
    frame.page(
      .payouts, request, title: "\(payout.amount)", lead: "Payout to \(payout.shopName)",
      actions: payout.state.badge(for: .marketplace),
      breadcrumbs: Navigation.breadcrumbs([
        ("Payouts", AdminPaths.payouts), (Words(verbatim: payout.shopName), nil),
      ]),
      "\(form.summary)\(warning)\(Card.show("Payout", facts))\(decisions)")
  }

  /// Who gets into a vendor's account changes the destination first: money that was asked for before must not
  /// follow unnoticed.
  private var warning: HTML? {
    guard let destination, payout.isOlder(than: destination) else { return nil }
    return Notice.alert(
      .warning, "The destination was changed after this payout was asked for",
      "Ask the vendor whether it was them before you send the money, by another way than their mail.")
  }

  private var facts: HTML {
    var facts: [(name: Words, value: HTML)] = [
      ("Shop", written(payout.shopName)),
      (Words("Asked", meaning: "when a payout was asked for"), payout.requestedAt.dateTimeHTML),
    ]
    facts.append(("Goes to", target))
    if let note = payout.note { facts.append(("Note", written(note))) }
    if let end = payout.finishedAt { facts.append(("Finished", end.dateTimeHTML)) }
    if let reference = payout.bankReference {
      facts.append(("Reference", written(reference)))
    }
    if let reason = payout.failureReason {
      facts.append(("Why it failed", written(reason)))
    }
    return Card.facts(facts)
  }

  /// The shop's default destination; in full only behind a link that leaves a line in the audit log.
  private var target: HTML {
    guard let destination else { return "\(say: "The vendor has not said where the money goes.")" }
    let path = AdminPaths.shopDestinations(payout.shop.description)
    return """
      <span class="cluster">\(destination.kind.title) <span class="num">\(destination.details.masked)</span>\
      \(Button.link("Show in full", to: path, icon: .eye, size: .small))</span>
      """
  }

  private var decisions: HTML {
    guard payout.state.isOpen else { return HTML() }
    guard !isOwn else { return AdminFrame.ownShopNote }
    let complete: HTML = """
      <form class="stack" method="post" action="\(AdminPaths.completePayout(payout.id))">\
      \(Field.text(
        "reference", "Reference of the transfer", in: form, hint: "As the bank names it.", required: false,
        maximumLength: 100))\(FormLayout.actions(Button.submit("The money was sent", icon: .check)))</form>
      """
    let fail: HTML = """
      <form class="stack" method="post" action="\(AdminPaths.failPayout(payout.id))">\
      \(Field.multiline(
        "reason", "Why it can't be paid", in: form, hint: "The vendor reads this. The balance comes back.", rows: 3,
        maximumLength: 500))\(FormLayout.actions(Button.submit("Give the balance back", kind: .danger)))</form>
      """
    return "\(Card.show("Pay", complete))\(Card.show("Or not", fail))"
  }
}
