import Areas
import Identity
import Kernel
import Ordering
import Vendors
import Web

/// The mails about orders that are placed.
struct OrderMails {
  let site: Site
  /// From the key of a stored picture to its address.
  let imageURL: @Sendable (String) -> String

  init(_ engagement: Engagement) {
    site = engagement.site
    imageURL = engagement.ordering.imageURL
  }

  /// One confirmation for a checkout over any number of shops.
  func confirmation(_ checkout: Checkout, at site: NamedSite) -> Letter {
    let orders = checkout.orders
    let parts = orders.map { order in
      let follow = Letter.Action("Follow your order", trackingURL(order))
      return Letter.Part(
        "\(order.number) from \(order.shop.name)", lines(of: order), action: orders.count > 1 ? follow : nil)
    }
    let paragraphs: [Words] = [
      greeting(checkout), totals(checkout), Words(lines: ["Delivery to:"] + address(checkout.address)),
    ]
    return Letter(
      to: .init(email: checkout.email, name: checkout.address.name, language: checkout.language),
      subject: subject(checkout, site.name), title: "Thank you for your order", paragraphs: paragraphs,
      parts: parts,
      action: action(checkout))
  }

  private func subject(_ checkout: Checkout, _ siteName: String) -> Words {
    let numbers = checkout.orders.map(\.number)
    return numbers.count == 1
      ? "Your order \(numbers[0]) at \(siteName)" : "Your orders at \(siteName): \(list: numbers)"
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
        Words(lines: ["Send it to:"] + address(order.address)),
        """
        Hand it over to the carrier soon and mark it as shipped. What you earn becomes available when it is \
        delivered.
        """,
      ],
      parts: [Letter.Part(Words(verbatim: order.number), lines(of: order))],
      action: .init("Open the order", sellerURL(order.id, shop)))
  }

  func trackingURL(_ order: Order) -> String { "\(site.url)/orders/\(order.id)?key=\(order.accessKey)" }

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
  private func lines(of order: Order) -> [Letter.Line] {
    goods(of: order) + [
      Letter.Line("\(order.delivery.title), \(days(order.delivery))", price(order.delivery.price)),
      Letter.Line("Total", "\(order.total)"),
    ]
  }

  /// The goods, a line each.
  func goods(of order: Order) -> [Letter.Line] {
    order.items.map { item in
      let name: Words =
        item.variantTitle.isEmpty ? Words(verbatim: item.title) : "\(item.title) (\(item.variantName))"
      return Letter.Line(
        "\(item.quantity) × \(name)", "\(item.total)",
        picture: item.imageKey.map { site.absolute(imageURL($0)) })
    }
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
    return "\(delivery.minimumDays)–\(count: delivery.maximumDays, one: "# day", other: "# days")"
  }

  private func address(_ address: PostalAddress) -> [Words] {
    address.lines.dropLast().map { Words(verbatim: $0) } + ["\(country: address.country)"]
  }
}
