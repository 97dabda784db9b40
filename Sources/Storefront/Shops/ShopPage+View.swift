import Kernel
import Ordering
import Presentation
import Vendors
import Web

extension ShopPage {
  /// The whole page.
  func html(head: DocumentHead, frame: StorefrontFrame, flash: Flash?) -> HTML {
    StorefrontPage.render(
      head: head, frame: frame, flash: flash,
      breadcrumbs: follow.marketURL == nil
        ? Navigation.breadcrumbs([
          ("Home", Paths.home), ("Shops", Paths.shops), (Words(verbatim: shop.name), nil),
        ])
        : nil,
      "\(when: !shop.isOpen, preview)\(shopHead)\(listing.results)\(about)\(ShopAbout(shop).html)")
  }

  private var shopHead: HTML {
    """
    <header class="shop-head">\
    \(banner.map(wide))\
    <div class="shop-head__row"><span class="avatar avatar--large">\
    \(Picture.orPlaceholder(avatar, title: shop.name, sizes: "72px"))</span>\
    <div class="shop-head__body"><h1 class="page-title" dir="auto">\(shop.name)</h1>\
    <p class="shop-head__facts muted">\(shop.facts) · \(goods)</p>\
    \(when: !shop.description.isEmpty, introduction)</div>\
    <div class="shop-head__aside">\(follow.html(shop))\
    <form class="search shop-head__search" role="search" aria-label="\(say: "Search in this shop")" action="\(listing.state.path)" method="get">\
    <input class="search__input" type="search" name="q" value="\(listing.state.filter.text ?? "")" \
    maxlength="200" placeholder="\(say: "Search in this shop")" aria-label="\(say: "Search in this shop")" dir="auto">\
    <button class="search__button" type="submit" aria-label="\(say: "Search in this shop")">\(Icon.show(.search))</button>\
    </form></div></div></header>
    """
  }

  private var goods: Words {
    "\(count: listing.facets.total, one: "# product", other: "# products")"
  }

  private func wide(_ banner: Picture) -> HTML {
    """
    <div class="shop-head__banner">\(banner.html(sizes: "100vw", isEager: true))</div>
    """
  }

  private var introduction: HTML {
    "<p class=\"shop-head__text lines-kept\" dir=\"auto\">\(shop.description)</p>"
  }

  /// How it delivers and takes back.
  private var about: HTML {
    let rows = delivery.map { option -> HTML in
      """
      <li>\(DeliveryText.sentence(option, price: option.price))</li>
      """
    }
    let ways: HTML = "<div class=\"prose\"><ul>\(rows)</ul>\(ShopAbout.paragraphs(shop.shippingPolicy))</div>"
    return """
      <div class="product-details product-details--two">\
      \(Card.section("Delivery", ways))\
      \(Card.section("Returns", "<div class=\"prose\">\(returns)</div>"))</div>
      """
  }

  private var returns: HTML {
    shop.returnPolicy.isEmpty
      ? "<p>\(say: "When something is not right, ask for your money back in the order. The shop answers there.")</p>"
      : ShopAbout.paragraphs(shop.returnPolicy)
  }

  private var preview: HTML {
    Notice.alert(
      .info, "Only you can see this", "The shop is not open, so customers find neither it nor its goods.")
  }
}
