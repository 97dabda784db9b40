import Gateways
import Identity
import Kernel
import Ordering
import Vendors
import Web

/// The mails about what happens to orders.
extension OrderMails {
  /// What the customer reads.
  func customer(_ step: OrderStep, _ facts: OrderFacts) -> Letter {
    let (title, paragraphs) = text(step, facts)
    return MailTemplate.message(
      to: facts.email, name: facts.customerName, subject: "\(title) (\(facts.number))", title: title,
      paragraphs: ["Hello \(facts.customerName), \(paragraphs[0])"] + paragraphs.dropFirst(),
      action: ("Follow your order", trackingURL(facts.order, key: facts.accessKey)), siteName: siteName)
  }

  /// What the shop reads.
  func vendor(_ step: OrderStep, _ facts: OrderFacts, shop: Shop, to owner: Account) -> Letter {
    let (title, paragraphs) = vendorText(step, facts)
    return MailTemplate.message(
      to: owner.email.text, name: owner.name, subject: "\(title) (\(shop.name))", title: title,
      paragraphs: ["Hello \(owner.name), \(paragraphs[0])"] + paragraphs.dropFirst(),
      action: ("Open the order", sellerURL(facts.order, shop)), siteName: siteName)
  }

  private func text(_ step: OrderStep, _ facts: OrderFacts) -> (String, [String]) {
    let shop = facts.shopName
    switch step {
    case .processing:
      return ("\(shop) is preparing your order", ["\(shop) has begun to prepare your order \(facts.number)."])
    case .shipped:
      return (
        "Your order is on its way out",
        ["\(shop) handed your order \(facts.number) over to the carrier."] + tracking(facts) + door(facts)
      )
    case .onTheWay:
      return (
        "Your order is on the way to you",
        ["the carrier is on the way to you with your order \(facts.number) from \(shop)."] + tracking(facts)
          + door(facts)
      )
    case .delivered:
      return (
        "Your order was delivered",
        [
          "your order \(facts.number) from \(shop) was delivered. We hope that you like it.",
          "If something is faulty, ask for your money back on the order's page.",
        ]
      )
    case .cancelled:
      return ("Your order was cancelled", [cancelled(facts)] + note(facts) + givenBack(facts))
    case .refundRequested:
      return (
        "We told the shop about your refund request",
        ["\(shop) has your request for a refund of \(facts.number) and answers soon."] + note(facts)
      )
    case .refunded:
      return ("Your order was refunded", ["\(shop) refunded your order \(facts.number)."] + givenBack(facts))
    case .refundRefused:
      return (
        "Your refund request was declined",
        ["\(shop) looked at your request for \(facts.number) and declined it."] + note(facts)
          + ["If you see it differently, answer to the shop."]
      )
    }
  }

  private func vendorText(_ step: OrderStep, _ facts: OrderFacts) -> (String, [String]) {
    let number = facts.number
    switch step {
    case .cancelled:
      let who = facts.actor == .customer ? "\(facts.customerName) cancelled" : "this order was cancelled:"
      return (
        "Order \(number) was cancelled",
        ["\(who) \(number) over \(total(facts)). Don't send it; its goods are back in stock."] + note(facts)
      )
    case .refundRequested:
      return (
        "Refund requested for \(number)",
        ["\(facts.customerName) asks for the money of \(number) back: \(total(facts))."] + note(facts)
          + ["Accept or decline it on the order's page."]
      )
    case .refunded:
      return (
        "Order \(number) was refunded",
        [
          """
          \(total(facts)) of \(number) went back to \(facts.customerName). Your share was taken from your \
          available balance, and the commission was given back to you.
          """,
          "Its goods are back in stock; check them before you sell them again.",
        ]
      )
    case .processing, .shipped, .onTheWay, .delivered, .refundRefused:
      return ("Order \(number)", ["order \(number) moved on."])
    }
  }

  private func cancelled(_ facts: OrderFacts) -> String {
    facts.actor == .customer
      ? "your order \(facts.number) from \(facts.shopName) is cancelled, as you asked."
      : "your order \(facts.number) from \(facts.shopName) had to be cancelled. We are sorry."
  }

  private func note(_ facts: OrderFacts) -> [String] {
    guard let note = facts.note, !note.isEmpty else { return [] }
    return ["“\(note)”"]
  }

  private func tracking(_ facts: OrderFacts) -> [String] {
    let parts = [
      facts.carrier.map { "Carrier: \($0)" }, facts.trackingNumber.map { "Tracking number: \($0)" },
    ]
    let lines = parts.compactMap { $0 }
    return lines.isEmpty ? [] : [lines.joined(separator: "\n")]
  }

  private func door(_ facts: OrderFacts) -> [String] {
    guard facts.paymentMethod == Ordering.cashOnDelivery else { return [] }
    return ["Please have \(total(facts)) ready; you pay when you get it."]
  }

  private func givenBack(_ facts: OrderFacts) -> [String] {
    if facts.paymentMethod != Ordering.cashOnDelivery {
      return [
        "\(total(facts)) goes back to you the way you paid. That takes a few days, depending on your bank."
      ]
    }
    return facts.paymentStatus == .refunded
      ? ["\(facts.shopName) gives \(total(facts)) back to you."] : ["You have nothing to pay."]
  }

  private func total(_ facts: OrderFacts) -> String {
    Currency(facts.currency).map { Money(facts.total, $0).display } ?? "\(facts.total) \(facts.currency)"
  }
}
