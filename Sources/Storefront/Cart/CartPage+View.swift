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
    guard let cart, !cart.isEmpty else {
      let nothing = Notice.empty(
        .cart, "Your cart is empty", "What you add waits here, from as many shops as you like.",
        action: Button.link("See what is new", to: Paths.products, kind: .primary))
      return "<div id=\"cart\">\(StorefrontPage.title("Cart"))\(nothing)</div>"
    }
    let items: Words = "\(count: cart.itemCount, one: "# item", other: "# items")"
    let lead: Words = "\(items) from \(count: cart.shops.count, one: "# shop", other: "# shops")"
    return """
      <div id="cart">\(StorefrontPage.title("Cart", lead: lead))\
      \(cart.notices.map { Notice.alert(.warning, nil, $0.message) })\
      \(StorefrontPage.columns(aside: summary(cart), isAsideLast: true, HTML.joined(cart.shops.map(group))))</div>
      """
  }

  private func group(_ part: CartShop) -> HTML {
    """
    <section class="shop-group"><header class="shop-group__head">\
    <h2 class="shop-group__title"><a href="\(Paths.shop(part.shop.slug))" dir="auto">\(part.shop.name)</a></h2></header>\
    <ul class="lines">\(part.lines.map(line))</ul>\
    <footer class="shop-group__foot"><span>\(delivery(part))</span>\
    <span class="num">\(part.subtotal.display)</span></footer></section>
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
      \(line.problem.map { Badge.show($0.label, .danger) })\
      <div class="cluster">\(when: line.problem == nil || line.problem == .notEnough, quantity)\
      \(Button.iconPost(
        .trash, label: "Remove \(line.fullTitle)", to: Paths.removeCartItem, fields: fields, replace: "#cart"))\
      </div></div>\
      <div class="line__end">\(Price.show(line.total))\
      \(when: line.quantity > 1, "<p class=\"small muted num\">\(say: "\(line.unitPrice) each")</p>")</div></li>
      """
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
      \(Card.sums([("Goods", subtotal), ("Delivery", "at checkout"), ("Total", subtotal)]))\(proceed)</aside>
      """
  }
}

extension CartProblem {
  fileprivate var label: Words {
    switch self {
    case .unavailable: "Not for sale now"
    case .soldOut: "Sold out"
    case .notEnough: "Fewer left than you want"
    }
  }
}
