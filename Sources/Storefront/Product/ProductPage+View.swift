import Catalog
import Kernel
import Ordering
import Presentation
import Web

private let shownPolicyLength = 160

extension ProductPage {
  /// The whole page; `variant` is the one that the address names.
  /// `isHeld` when an order of the reader's own that is not paid yet holds some of it.
  func html(
    head: DocumentHead, frame: StorefrontFrame, flash: Flash?, variant: String?, isHeld: Bool = false
  ) -> HTML {
    StorefrontPage.render(
      head: head, frame: frame, flash: flash, breadcrumbs: Navigation.breadcrumbs(crumbs),
      """
      \(when: !product.isListed, preview)\
      <div class="product"><div class="product__gallery">\
      \(Gallery.show(pictures, zoomPaths: zoomPaths, title: product.title))</div>\
      <div class="product__info">\(title)\(when: isHeld, held)\(offer(variant))\
      \(waitingForm(isSignedIn: frame.signedInName != nil))\(promises)\(shopCard)</div></div>\
      \(details)\
      \(ProductGrid.row("More from \(product.shop.name)", moreOfShop, morePath: Paths.shop(shop.slug)))\
      \(ProductGrid.row("You may also like", related, morePath: categoryPath))\
      \(RecentlyViewed.place(here: product.isListed ? product.id : nil))
      """)
  }

  private var held: HTML {
    Notice.alert(
      .info, nil, "Your own order that is not paid yet holds some of this.",
      actions: Button.link("Look into the cart", to: Paths.cart, size: .small))
  }

  private var categoryPath: String? { categories.last.map { Paths.category($0.slug) } }

  private var title: HTML {
    """
    <h1 class="product__title" dir="auto">\(product.title)</h1>\
    <p class="product__shop">\(say: "from") <a href="\(Paths.shop(shop.slug))" dir="auto">\(product.shop.name)</a></p>\
    \(product.rating.average.map { Stars.show($0, count: Int(product.rating.count)) })
    """
  }

  private func offer(_ variant: String?) -> HTML {
    let shown = shownVariant(variant)
    let form = VariantPicker.form(
      path: Paths.cartItems, options: options, variants: choices, chosen: shown?.id.description)
    return """
      <div class="product__price" data-price>\
      \(Price.show(shown?.price ?? product.price, was: shown?.compareAtPrice, isLarge: true))</div>\
      <p class="product__note muted small">\(priceNote)</p>\
      \(form)
      """
  }

  /// The one that the address names, else the cheapest that can be bought, else the first.
  private func shownVariant(_ reference: String?) -> Variant? {
    let wanted = reference.flatMap { VariantID($0) }
    return product.variants.first { $0.id == wanted }
      ?? product.variants.filter { $0.available > 0 }.min { $0.price.amount < $1.price.amount }
      ?? product.variants.first
  }

  private var options: [VariantOption] {
    product.options.map { option in
      let isColor = ColorSwatches.isColor(optionName: option.name)
      return VariantOption(
        option.name, option.values, swatches: isColor ? ColorSwatches.swatches(option.values) : [:])
    }
  }

  private var choices: [VariantChoice] {
    product.variants.map { variant in
      VariantChoice(
        id: variant.id.description, values: variant.options, price: variant.price,
        compareAt: variant.compareAtPrice, available: Int(variant.available),
        pictureIndex: pictureNumbers[variant.id])
    }
  }

  private var priceNote: Words {
    let cheapest = delivery.cheapest(for: MoneyTotal(product.price))
    guard let price = cheapest?.price(for: product.price) else {
      return "Taxes included, delivery is added at checkout."
    }
    return price.isZero ? "Taxes included, delivery is free." : "Taxes included, delivery from \(price)."
  }

  private var promises: HTML {
    """
    <ul class="promises"><li>\(Icon.show(.truck))<span>\(deliveryPromise)</span></li>\
    <li>\(Icon.show(.undo))<span dir="auto">\(returnPromise)</span></li></ul>
    """
  }

  private var deliveryPromise: Words {
    guard let option = delivery.first else { return "Delivered by the shop." }
    return DeliveryText.sentence(option, price: option.price(for: product.price))
  }

  private var returnPromise: Words {
    let policy = shop.returnPolicy.split(separator: "\n").first.map(String.init)?.trimmed ?? ""
    guard !policy.isEmpty else { return "Not right? Ask for your money back in the order." }
    return Words(
      verbatim: policy.count <= shownPolicyLength ? policy : policy.prefix(shownPolicyLength) + "…")
  }

  private var shopCard: HTML {
    Card.shop(
      product.shop.name, path: Paths.shop(shop.slug), picture: avatar, facts: shop.facts,
      actions: Button.link("Visit the shop", to: Paths.shop(shop.slug), size: .small))
  }

  private var preview: HTML {
    let why: Words =
      product.hiding == nil
      ? "This product is not listed, so customers do not find it."
      : "The marketplace hides this product, so customers do not find it."
    return Notice.alert(.info, "Only you can see this", why)
  }
}

extension ProductPage {
  /// Description and specifications.
  fileprivate var details: HTML {
    let rows = facts
    guard !description.isEmpty || !rows.isEmpty else { return extras }
    return """
      <div class="product-details\(rows.isEmpty ? "" : " product-details--two")">\
      \(when: !description.isEmpty, Card.section("Description", prose))\
      \(when: !rows.isEmpty, Card.section("Specifications", Card.facts(rows)))</div>\(extras)
      """
  }

  private var prose: HTML { "<div class=\"prose\" dir=\"auto\">\(description)</div>" }

  private var facts: [(name: Words, value: HTML)] {
    var facts: [(name: Words, value: HTML)] = []
    if let brand = product.brand {
      let link = ListingState(path: Paths.products, Parameters([("brand", brand)])).link
      facts.append(("Brand", "<a href=\"\(link)\" dir=\"auto\">\(brand)</a>"))
    }
    for said in product.values {
      facts.append(
        (Words(verbatim: said.attribute.name), "<span dir=\"auto\">\(said.shown)</span>"))
    }
    for attribute in product.attributes {
      facts.append((Words(verbatim: attribute.name), "<span dir=\"auto\">\(attribute.value)</span>"))
    }
    if product.variants.count == 1, let variant = product.variants.first {
      if let grams = variant.weightGrams, grams > 0 { facts.append(("Weight", HTML(weight(grams)))) }
      if let sku = variant.sku { facts.append(("Article number", HTML(text: sku))) }
    }
    if !product.tags.isEmpty { facts.append(("Tags", Badge.chips(product.tags.map(tag)))) }
    return facts
  }

  private func tag(_ name: String) -> HTML {
    Badge.chipLink(
      Words(verbatim: name), to: ListingState(path: Paths.products, Parameters([("tag", name)])).link)
  }

  private func weight(_ grams: Int64) -> Words {
    guard grams >= 1000 else { return "\(grams) g" }
    let tenths = (grams + 50) / 100
    let formats = Language.current.formats
    return tenths % 10 == 0
      ? "\(tenths / 10) kg" : "\(formats.decimal(tenths, digits: 1)) kg"
  }
}
