import Areas
import Identity
import Kernel
import Ordering
import Vendors
import Web

/// What a step of an order is called, and what is said about it.
private struct StepText {
  let title: Words
  let subject: Words
  let paragraphs: [Words]

  /// The greeting with the news, as the goods stand behind them.
  func greeting(_ name: String) -> Words {
    Words(lines: ["Hello \(name),"] + paragraphs.prefix(1))
  }

  var rest: [Words] { Array(paragraphs.dropFirst()) }
}

/// The mails about what happens to orders.
extension OrderMails {
  /// What the customer reads, in the language with this tag where it is known.
  func customer(
    _ step: OrderStep, _ facts: OrderFacts, of order: Order?, in language: String? = nil
  ) -> Letter {
    let text = text(step, facts)
    return Letter(
      to: .init(email: facts.email, name: facts.customerName, language: language),
      subject: text.subject, title: text.title,
      paragraphs: [text.greeting(facts.customerName)] + text.rest, parts: parts(order),
      action: order.map { .init("Follow your order", trackingURL($0)) })
  }

  /// What the shop reads.
  func vendor(
    _ step: OrderStep, _ facts: OrderFacts, of order: Order?, shop: Shop, to owner: Account
  ) -> Letter {
    let text = vendorText(step, facts)
    return Letter(
      to: owner.reader, subject: text.subject, title: text.title,
      paragraphs: [text.greeting(owner.name)] + text.rest, parts: parts(order),
      action: .init("Open the order", sellerURL(facts.order, shop)))
  }

  private func parts(_ order: Order?) -> [Letter.Part] {
    order.map { [Letter.Part(Words(verbatim: $0.number), goods(of: $0))] } ?? []
  }

  private func text(_ step: OrderStep, _ facts: OrderFacts) -> StepText {
    let title = title(step, facts)
    return StepText(title: title, subject: "\(title) (\(facts.number))", paragraphs: paragraphs(step, facts))
  }

  private func title(_ step: OrderStep, _ facts: OrderFacts) -> Words {
    switch step {
    case .processing: "\(facts.shopName) is preparing your order"
    case .shipped: "Your order is on its way out"
    case .onTheWay: "Your order is on the way to you"
    case .delivered: "Your order was delivered"
    case .cancelled: "Your order was cancelled"
    case .refundRequested: "We told the shop about your refund request"
    case .refunded: "Your order was refunded"
    case .refundRefused: "Your refund request was declined"
    }
  }

  private func paragraphs(_ step: OrderStep, _ facts: OrderFacts) -> [Words] {
    let shop = facts.shopName
    let number = facts.number
    switch step {
    case .processing: return ["\(shop) has begun to prepare your order \(number)."]
    case .shipped:
      return ["\(shop) handed your order \(number) over to the carrier."] + tracking(facts) + door(facts)
    case .onTheWay:
      return ["The carrier is on the way to you with your order \(number) from \(shop)."] + tracking(facts)
        + door(facts)
    case .delivered:
      return [
        "Your order \(number) from \(shop) was delivered. We hope that you like it.",
        "If something is faulty, ask for your money back on the order's page.",
      ]
    case .cancelled: return [cancelled(facts)] + note(facts) + givenBack(facts)
    case .refundRequested:
      return ["\(shop) has your request for a refund of \(number) and answers soon."] + note(facts)
    case .refunded: return ["\(shop) refunded your order \(number)."] + givenBack(facts)
    case .refundRefused:
      return ["\(shop) looked at your request for \(number) and declined it."] + note(facts)
        + ["If you see it differently, answer to the shop."]
    }
  }

  private func vendorText(_ step: OrderStep, _ facts: OrderFacts) -> StepText {
    let number = facts.number
    let shop = facts.shopName
    switch step {
    case .cancelled:
      return StepText(
        title: "Order \(number) was cancelled", subject: "Order \(number) was cancelled (\(shop))",
        paragraphs: [vendorCancelled(facts)] + note(facts))
    case .refundRequested:
      return StepText(
        title: "Refund requested for \(number)", subject: "Refund requested for \(number) (\(shop))",
        paragraphs: ["\(facts.customerName) asks for the money of \(number) back: \(total(facts))."]
          + note(facts)
          + ["Accept or decline it on the order's page."])
    case .refunded:
      return StepText(
        title: "Order \(number) was refunded", subject: "Order \(number) was refunded (\(shop))",
        paragraphs: [
          """
          \(total(facts)) of \(number) went back to \(facts.customerName). Your share was taken from your \
          available balance, and the commission was given back to you.
          """,
          "Its goods are back in stock; check them before you sell them again.",
        ])
    case .processing, .shipped, .onTheWay, .delivered, .refundRefused:
      return StepText(
        title: "Order \(number)", subject: "Order \(number) (\(shop))",
        paragraphs: ["Order \(number) moved on."])
    }
  }

  private func vendorCancelled(_ facts: OrderFacts) -> Words {
    facts.actor == .customer
      ? """
      \(facts.customerName) cancelled \(facts.number) over \(total(facts)). Don't send it; its goods are back in \
      stock.
      """
      : """
      The order \(facts.number) over \(total(facts)) was cancelled. Don't send it; its goods are back in stock.
      """
  }

  private func cancelled(_ facts: OrderFacts) -> Words {
    facts.actor == .customer
      ? "Your order \(facts.number) from \(facts.shopName) is cancelled, as you asked."
      : "Your order \(facts.number) from \(facts.shopName) had to be cancelled. We are sorry."
  }

  private func note(_ facts: OrderFacts) -> [Words] {
    guard let note = facts.note, !note.isEmpty else { return [] }
    return ["“\(note)”"]
  }

  private func tracking(_ facts: OrderFacts) -> [Words] {
    let carrier = facts.carrier.map { carrier -> Words in "Carrier: \(carrier)" }
    let number = facts.trackingNumber.map { number -> Words in "Tracking number: \(number)" }
    let lines = [carrier, number].compactMap { $0 }
    return lines.isEmpty ? [] : [Words(lines: lines)]
  }

  private func door(_ facts: OrderFacts) -> [Words] {
    guard facts.paymentMethod == Ordering.cashOnDelivery else { return [] }
    return ["Please have \(total(facts)) ready; you pay when you get it."]
  }

  private func givenBack(_ facts: OrderFacts) -> [Words] {
    if facts.paymentMethod != Ordering.cashOnDelivery {
      return [
        "\(total(facts)) goes back to you the way you paid. That takes a few days, depending on your bank."
      ]
    }
    return facts.paymentStatus == .refunded
      ? ["\(facts.shopName) gives \(total(facts)) back to you."] : ["You have nothing to pay."]
  }

  private func total(_ facts: OrderFacts) -> Words {
    Currency(facts.currency).map { "\(Money(facts.total, $0))" } ?? "\(facts.total) \(facts.currency)"
  }
}
