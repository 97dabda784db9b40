import Gateways
import Identity
import Kernel
import Ordering
import Vendors
import Web

/// The mails about orders that are placed.
struct OrderMails {
  let siteName: String
  let publicURL: String

  init(_ engagement: Engagement) {
    siteName = engagement.siteName
    publicURL = engagement.publicURL
  }

  /// One confirmation for a checkout over any number of shops.
  func confirmation(_ checkout: Checkout) -> Letter {
    let orders = checkout.orders
    let isSingle = orders.count == 1
    let subject =
      isSingle
      ? "Your order \(orders[0].number) at \(siteName)"
      : "Your \(orders.count) orders at \(siteName): " + orders.map(\.number).joined(separator: ", ")
    var paragraphs = [
      isSingle
        ? "Hello \(checkout.address.name), we have your order, and \(orders[0].shop.name) gets it ready."
        : """
          Hello \(checkout.address.name), we have your order. It goes to \(orders.count) shops, and each \
          sends its part by itself.
          """
    ]
    paragraphs += orders.map { order in
      "\(order.number) from \(order.shop.name)\n\(lines(of: order))\nFollow it: \(trackingURL(order))"
    }
    paragraphs.append(totals(checkout))
    paragraphs.append("Delivery to:\n" + address(checkout.address))
    return MailTemplate.message(
      to: checkout.email, name: checkout.address.name, subject: subject, title: "Thank you for your order",
      paragraphs: paragraphs, action: action(checkout), siteName: siteName)
  }

  /// A shop has an order to send.
  func sold(_ order: Order, shop: Shop, to owner: Account) -> Letter {
    let payment =
      order.isCashOnDelivery
      ? "It is paid on delivery: the carrier takes \(order.total.display)." : "It is paid."
    return MailTemplate.message(
      to: owner.email.text, name: owner.name, subject: "New order \(order.number) for \(shop.name)",
      title: "\(shop.name) has a new order",
      paragraphs: [
        "Hello \(owner.name), \(order.address.name) ordered \(Int(order.itemCount).counted("piece")). "
          + payment,
        "\(order.number)\n\(lines(of: order))",
        "Send it to:\n" + address(order.address),
        """
        Hand it over to the carrier soon and mark it as shipped. What you earn becomes available when it is \
        delivered.
        """,
      ],
      action: ("Open the order", sellerURL(order.id, shop)), siteName: siteName)
  }

  func trackingURL(_ order: Order) -> String { trackingURL(order.id, key: order.accessKey) }

  func trackingURL(_ order: OrderID, key: String) -> String { "\(publicURL)/orders/\(order)?key=\(key)" }

  func sellerURL(_ order: OrderID, _ shop: Shop) -> String {
    "\(publicURL)/sell/\(shop.slug)/orders/\(order)"
  }

  private func action(_ checkout: Checkout) -> MailTemplate.Action {
    if checkout.orders.count == 1 { return ("Follow your order", trackingURL(checkout.orders[0])) }
    return checkout.account == nil
      ? ("See the whole order", "\(publicURL)/checkout/\(checkout.id)/done")
      : ("See your orders", "\(publicURL)/orders")
  }

  /// The goods, the delivery and the sum, a line each.
  private func lines(of order: Order) -> String {
    var lines = order.items.map { item in
      let choice = item.variantTitle.isEmpty ? "" : " (\(item.variantTitle))"
      return "\(item.quantity) × \(item.title)\(choice): \(item.total.display)"
    }
    lines.append("\(order.delivery.name), \(days(order.delivery)): \(price(order.delivery.price))")
    lines.append("Total: \(order.total.display)")
    return lines.joined(separator: "\n")
  }

  private func totals(_ checkout: Checkout) -> String {
    let sum = "Goods: \(checkout.itemsTotal.display)\nDelivery: \(price(checkout.shippingTotal))\n"
    if checkout.isCashOnDelivery {
      return sum + "To pay on delivery: \(checkout.total.display)"
    }
    return sum + "Paid: \(checkout.total.display)"
  }

  private func price(_ money: Money) -> String { money.isZero ? "free" : money.display }

  private func days(_ delivery: ChosenDelivery) -> String {
    guard delivery.minimumDays != delivery.maximumDays else {
      return Int(delivery.minimumDays).counted("day")
    }
    return "\(delivery.minimumDays)–\(delivery.maximumDays) days"
  }

  private func address(_ address: PostalAddress) -> String {
    (address.lines.dropLast() + [CountryNames.name(address.country)]).joined(separator: "\n")
  }
}
