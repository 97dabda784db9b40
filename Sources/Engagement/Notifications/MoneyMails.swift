import Areas
import Identity
import Kernel
import Ordering
import Settlement
import Vendors

/// The mails about payouts and refunds.
struct MoneyMails {
  let site: Site

  /// An admin has money to send.
  func requested(_ facts: PayoutFacts, to admin: Account) -> Letter {
    var paragraphs: [Words] = [
      """
      Hello \(admin.name), \(facts.shopName) asks for a payout of \(amount(facts)). Its balance fell \
      by that already.
      """
    ]
    if let note = facts.note { paragraphs.append("“\(note)”") }
    paragraphs.append("Send the money and mark the payout as completed, or say why it can't be sent.")
    return Letter(
      to: admin.reader, title: "\(facts.shopName) asks for \(amount(facts))",
      paragraphs: paragraphs, action: .init("Open the payouts", "\(site.url)/admin/payouts"))
  }

  /// The money left.
  func completed(_ facts: PayoutFacts, shop: Shop, to owner: Account) -> Letter {
    var paragraphs: [Words] = [
      """
      Hello \(owner.name), we sent \(amount(facts)) to the bank account of \(facts.shopName). It is there \
      in one to three working days.
      """
    ]
    if let reference = facts.bankReference { paragraphs.append("The bank's reference: \(reference)") }
    return Letter(
      to: owner.reader, title: "Your payout of \(amount(facts)) is on its way",
      paragraphs: paragraphs, action: .init("See your balance", balanceURL(shop)))
  }

  /// The money is back in the balance.
  func failed(_ facts: PayoutFacts, shop: Shop, to owner: Account) -> Letter {
    Letter(
      to: owner.reader, title: "Your payout of \(amount(facts)) could not be sent",
      paragraphs: [
        """
        Hello \(owner.name), the payout of \(amount(facts)) for \(facts.shopName) could not be sent, for \
        this reason:
        """,
        facts.failureReason.map { Words(verbatim: $0) } ?? "The bank gave none.",
        "The amount is back in your available balance. Ask for it again when the reason is gone.",
      ],
      action: .init("See your balance", balanceURL(shop)))
  }

  /// A refund needs a person.
  func refundDeclined(_ event: RefundDeclined, to admin: Account) -> Letter {
    let amount: Words = event.money.map { "\($0)" } ?? "\(event.amount) \(event.currency)"
    return Letter(
      to: admin.reader, title: "A refund of \(amount) was declined",
      paragraphs: [
        """
        Hello \(admin.name), the payment service '\(PaymentMethod.title(of: event.method))' would not send the refund \
        \(event.refund.description) of \(amount). It said:
        """,
        event.reason,
        "The money is still owed to the customer. Settle it with the payment service, or have it sent again.",
      ],
      action: .init("Open the orders", "\(site.url)/admin/orders"))
  }

  private func amount(_ facts: PayoutFacts) -> Words {
    facts.money.map { "\($0)" } ?? "\(facts.amount) \(facts.currency)"
  }

  private func balanceURL(_ shop: Shop) -> String { "\(site.url)/sell/\(shop.slug)/balance" }
}
