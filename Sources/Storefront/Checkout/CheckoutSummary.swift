import Kernel
import Ordering
import Presentation
import Web

extension CheckoutPage {
  /// What the order costs with the deliveries that are chosen.
  var totals: (goods: MoneyTotal, delivery: MoneyTotal, total: MoneyTotal) {
    let goods = cart.subtotal ?? .zero(.eur)
    let costs = cart.shops.compactMap { form.option(of: $0)?.price(for: $0.subtotal) }
    let delivery = costs.reduce(MoneyTotal.zero(goods.currency)) { sum, cost in
      (try? sum.adding(cost)) ?? sum
    }
    return (goods, delivery, (try? goods.adding(delivery)) ?? goods)
  }
}

/// What is about to be ordered, shop by shop. On a desk it stands beside the steps, on a phone folded above them, and its
/// sums before the button.
struct CheckoutSummary {
  private let page: CheckoutPage

  init(_ page: CheckoutPage) { self.page = page }

  var aside: HTML {
    """
    <aside class="card summary from-desk" aria-label="\(say: "Summary")">\(contents)</aside>
    """
  }

  var fold: HTML {
    let cart = page.cart
    let items: Words = "\(count: cart.itemCount, one: "# item", other: "# items")"
    let title: Words = "\(items) from \(count: cart.shops.count, one: "# shop", other: "# shops")"
    return """
      <details class="card summary-fold until-desk"><summary>\(Icon.show(.chevronDown))<span>\(title)</span>\
      <strong class="num">\(page.totals.total.display)</strong></summary>\(contents)</details>
      """
  }

  var beforeButton: HTML { "<div class=\"until-desk\">\(sums)</div>" }

  private var contents: HTML {
    """
    \(when: page.isRepriced, repriced)\(page.cart.shops.map(shop))\(sums)\
    <p class="small"><a href="\(Paths.cart)">\(say: "Change the cart")</a></p>
    """
  }

  private var repriced: HTML {
    "<p class=\"small\">\(say: "These are the prices for the country that it goes to.")</p>"
  }

  private var sums: HTML {
    let sums = page.totals
    return Card.sums([
      ("Goods", "\(sums.goods)"), ("Delivery", sums.delivery.isZero ? "Free" : "\(sums.delivery)"),
      ("Total", "\(sums.total)"),
    ])
  }

  private func shop(_ part: CartShop) -> HTML {
    """
    <section class="summary-shop"><h2 class="summary-shop__title" dir="auto">\(part.shop.name)</h2>\
    <ul class="lines">\(part.lines.map(line))</ul>\(page.form.option(of: part).map { delivery($0, of: part) })</section>
    """
  }

  private func delivery(_ option: ShippingOption, of part: CartShop) -> HTML {
    let price = option.price(for: part.subtotal)
    let cost: Words = price.isZero ? "Free" : "\(price)"
    return """
      <p class="summary-shop__delivery small"><bdi>\(option.title)</bdi> <span class="num">\(cost)</span></p>
      """
  }

  private func line(_ line: CartLine) -> HTML {
    """
    <li class="line"><span class="line__picture">\
    \(Picture.orPlaceholder(page.pictures[line.variant], title: line.title))</span>\
    <div class="line__body"><span class="line__title" dir="auto">\(line.title)</span>\
    <p class="line__meta">\(line.quantity) × <bdi>\(line.variantName)</bdi></p></div>\
    <div class="line__end num">\(line.total.display)</div></li>
    """
  }
}
