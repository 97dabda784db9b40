import Kernel
import Ordering
import Presentation
import Web

extension CartPage {
  func html(_ flash: Flash?) -> HTML {
    StorefrontPage.render(
      head: DocumentHead(title: "Cart", siteName: frame.siteName, isIndexable: false), frame: frame,
      flash: flash,
      content)
  }

  private var content: HTML {
    let present = cart.flatMap { $0.isEmpty ? nil : filled($0) }
    guard present != nil || !waiting.isEmpty || !others.isEmpty else {
      let empty = Notice.empty(
        .cart, "Your cart is empty", "What you add waits here, from as many shops as you like.",
        action: Button.link("See what is new", to: Paths.products, kind: .primary))
      return "<div id=\"cart\">\(StorefrontPage.title("Cart"))\(empty)</div>"
    }
    return """
      <div id="cart">\(present ?? nothing)\(others.map(other))</div>
      """
  }

  private var nothing: HTML {
    let title = StorefrontPage.title("Cart", lead: "There is nothing else in the cart.")
    return "\(title)\(waiting.map(WaitingOrder.card(pictures)))"
  }

  private func filled(_ cart: Cart) -> HTML {
    let items: Words = "\(count: cart.itemCount, one: "# item", other: "# items")"
    let lead: Words = "\(items) from \(count: cart.shops.count, one: "# shop", other: "# shops")"
    return """
      \(StorefrontPage.title("Cart", lead: lead))\(waiting.map(WaitingOrder.card(pictures)))\
      \(notices(cart).map { Notice.alert(.warning, nil, $0.message) })\
      \(StorefrontPage.columns(aside: summary(cart), isAsideLast: true, HTML.joined(cart.shops.map(group))))
      """
  }

  /// What changed behind the buyer's back. What only their own unpaid order holds is said beside the line.
  private func notices(_ cart: Cart) -> [CartNotice] {
    cart.notices.filter { notice in
      let isShort = notice.code == .soldOut || notice.code == .notEnough
      return !isShort || waiting.pieces(of: notice.variant) == 0
    }
  }

  private func other(_ cart: Cart) -> HTML {
    let lines = cart.lines.map { line -> HTML in
      """
      <li class="line"><span class="line__picture">\
      \(Picture.orPlaceholder(pictures[line.variant], title: line.title))</span>\
      <div class="line__body"><a class="line__title" href="\(Paths.product(line.productSlug))" dir="auto">\
      \(line.title)</a><p class="line__meta">\(line.quantity) × <bdi>\(line.variantName)</bdi></p></div>\
      <div class="line__end num">\(line.total.display)</div></li>
      """
    }
    let lead: Words = """
      These goods can't stand in the same cart, as their prices are in another currency or it is full. Order them apart.
      """
    let choose = Button.post(
      "Go on with this cart", to: Paths.switchCart, fields: [(name: "cart", value: cart.id.description)])
    return Card.section(
      "Another cart of yours", aside: choose,
      "<p class=\"muted\">\(lead)</p><ul class=\"lines\">\(lines)</ul>")
  }

  private func group(_ part: CartShop) -> HTML {
    """
    <section class="shop-group"><header class="shop-group__head">\
    <h2 class="shop-group__title"><a href="\(Paths.shop(part.shop.slug))" dir="auto">\(part.shop.name)</a></h2></header>\
    <ul class="lines">\(part.lines.map(line))</ul>\
    <footer class="shop-group__foot"><span>\(say: "Goods of this shop")</span>\
    <strong class="num">\(part.subtotal.display)</strong>\
    <span class="shop-group__note muted small">\(delivery(part))</span></footer></section>
    """
  }

  private func line(_ line: CartLine) -> HTML {
    let fields = [(name: "variant", value: line.variant.description)]
    let most = Int(min(max(line.available, line.quantity), Cart.quantityRange.upperBound))
    let quantity = Quantity.line(
      path: Paths.changeCartItem, fields: fields, value: Int(line.quantity), maximum: most,
      title: line.fullTitle)
    return """
      <li class="line"><span class="line__picture">\
      \(Picture.orPlaceholder(pictures[line.variant], title: line.title))</span>\
      <div class="line__body"><a class="line__title" href="\(Paths.product(line.productSlug))" dir="auto">\
      \(line.title)</a><p class="line__meta" dir="auto">\(line.variantName)</p>\
      \(badge(line))\(when: takesCash && !line.takesCash, noCash)\
      <div class="cluster">\(when: line.problem == nil || line.problem == .notEnough, quantity)\
      \(Button.iconPost(
        .trash, label: "Remove \(line.fullTitle)", to: Paths.removeCartItem, fields: fields, replace: "#cart"))\
      </div></div>\
      <div class="line__end">\(Price.show(line.total))\
      \(when: line.quantity > 1, "<p class=\"small muted num\">\(say: "\(line.unitPrice) each")</p>")</div></li>
      """
  }

  private var noCash: HTML {
    "<p class=\"line__meta\">\(say: "This can't be paid on delivery.")</p>"
  }

  private func badge(_ line: CartLine) -> HTML? {
    guard let problem = line.problem else { return nil }
    if problem != .unavailable && waiting.pieces(of: line.variant) > 0 {
      return Badge.show("Held in your order that is not paid yet", .warning)
    }
    return Badge.show(problem.label, .danger)
  }

  private func delivery(_ part: CartShop) -> Words {
    guard let price = part.options.cheapest(for: part.subtotal)?.price(for: part.subtotal) else {
      return "Delivery is chosen at checkout"
    }
    return price.isZero ? "Free delivery available" : "Delivery from \(price)"
  }

  private func tooLarge(_ cart: Cart) -> Words {
    """
    One order can be worth at most \(Money(Checkout.largestTotal, cart.currency ?? .eur)). Take something out and order \
    it apart.
    """
  }

  private func summary(_ cart: Cart) -> HTML {
    let subtotal: Words = cart.subtotal.map { "\($0)" } ?? .none
    let proceed: HTML =
      cart.canCheckOut
      ? Button.link("Check out", to: Paths.checkout, kind: .primary, size: .wide)
      : cart.isTooLarge
        ? "<p class=\"small\">\(tooLarge(cart))</p>"
        : "<p class=\"small\">\(say: "Remove or change what is marked, then check out.")</p>"
    return """
      <aside class="card summary" aria-label="\(say: "Summary")">\
      \(Card.sums([("Delivery", "at checkout"), ("Subtotal", subtotal)]))\(proceed)</aside>
      """
  }
}

extension CartProblem {
  fileprivate var label: Words {
    switch self {
    case .unavailable: "Not for sale now"
    case .otherCurrency: "In another currency"
    case .soldOut: "Sold out"
    case .notEnough: "Fewer left than you want"
    }
  }
}
