import Areas
import Identity
import Kernel
import Ordering
import Vendors
import Web

/// The mails about orders that are placed.
struct OrderMails {
  let site: Site

  /// One confirmation for a checkout over any number of shops.
  func confirmation(_ checkout: Checkout) -> Letter {
    let orders = checkout.orders
    var paragraphs: [Words] = [greeting(checkout)]
    paragraphs += orders.map { order in
      Words(
        lines: ["\(order.number) from \(order.shop.name)"] + lines(of: order) + [
          "Follow it: \(trackingURL(order))"
        ])
    }
    paragraphs.append(totals(checkout))
    paragraphs.append(Words(lines: ["Delivery to:"] + address(checkout.address)))
    return Letter(
      to: .init(email: checkout.email, name: checkout.address.name, language: checkout.language),
      subject: subject(checkout), title: "Thank you for your order", paragraphs: paragraphs,
      action: action(checkout))
  }

  private func subject(_ checkout: Checkout) -> Words {
    let numbers = checkout.orders.map(\.number)
    return numbers.count == 1
      ? "Your order \(numbers[0]) at \(site.name)" : "Your orders at \(site.name): \(list: numbers)"
  }

  private func greeting(_ checkout: Checkout) -> Words {
    let orders = checkout.orders
    guard orders.count > 1 else {
      return "Hello \(checkout.address.name), we have your order, and \(orders[0].shop.name) gets it ready."
    }
    return """
      Hello \(checkout.address.name), we have your order. It goes to \
      \(count: orders.count, one: "# shop, which", other: "# shops, and each") sends its part by itself.
      """
  }

  /// A shop has an order to send.
  func sold(_ order: Order, shop: Shop, to owner: Account) -> Letter {
    let payment: Words =
      order.isCashOnDelivery
      ? "It is paid on delivery: the carrier takes \(order.total)." : "It is paid."
    let news: Words = """
      Hello \(owner.name), \(order.address.name) ordered \
      \(count: order.itemCount, one: "# piece", other: "# pieces").
      """
    return Letter(
      to: owner.reader, subject: "New order \(order.number) for \(shop.name)",
      title: "\(shop.name) has a new order",
      paragraphs: [
        Words(sentences: [news, payment]),
        Words(lines: [Words(verbatim: order.number)] + lines(of: order)),
        Words(lines: ["Send it to:"] + address(order.address)),
        """
        Hand it over to the carrier soon and mark it as shipped. What you earn becomes available when it is \
        delivered.
        """,
      ],
      action: .init("Open the order", sellerURL(order.id, shop)))
  }

  func trackingURL(_ order: Order) -> String { trackingURL(order.id, key: order.accessKey) }

  func trackingURL(_ order: OrderID, key: String) -> String { "\(site.url)/orders/\(order)?key=\(key)" }

  func sellerURL(_ order: OrderID, _ shop: Shop) -> String {
    "\(site.url)/sell/\(shop.slug)/orders/\(order)"
  }

  private func action(_ checkout: Checkout) -> Letter.Action {
    if checkout.orders.count == 1 { return .init("Follow your order", trackingURL(checkout.orders[0])) }
    return checkout.account == nil
      ? .init("See the whole order", "\(site.url)/checkout/\(checkout.id)/done")
      : .init("See your orders", "\(site.url)/orders")
  }

  /// The goods, the delivery and the sum, a line each.
  private func lines(of order: Order) -> [Words] {
    var lines = order.items.map { item -> Words in
      let name: Words =
        item.variantTitle.isEmpty ? Words(verbatim: item.title) : "\(item.title) (\(item.variantName))"
      return "\(item.quantity) × \(name): \(item.total)"
    }
    lines.append("\(order.delivery.title), \(days(order.delivery)): \(price(order.delivery.price))")
    lines.append("Total: \(order.total)")
    return lines
  }

  private func totals(_ checkout: Checkout) -> Words {
    Words(lines: [
      "Goods: \(checkout.itemsTotal)", "Delivery: \(price(checkout.shippingTotal))",
      checkout.isCashOnDelivery ? "To pay on delivery: \(checkout.total)" : "Paid: \(checkout.total)",
    ])
  }

  private func price(_ money: Money) -> Words { money.isZero ? "free" : "\(money)" }

  private func days(_ delivery: ChosenDelivery) -> Words {
    guard delivery.minimumDays != delivery.maximumDays else {
      return "\(count: delivery.minimumDays, one: "# day", other: "# days")"
    }
    return "\(delivery.minimumDays)–\(delivery.maximumDays) days"
  }

  private func address(_ address: PostalAddress) -> [Words] {
    address.lines.dropLast().map { Words(verbatim: $0) } + ["\(country: address.country)"]
  }
}
