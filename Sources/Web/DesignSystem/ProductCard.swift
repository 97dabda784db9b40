import Kernel

/// A heart that puts a product on the wishlist; works as a plain form and changes at once where script runs.
package struct WishlistToggle: Sendable {
  /// Where it posts to.
  package let path: String
  /// Hidden fields to send along, such as the product.
  package let fields: [(name: String, value: String)]
  /// Whether the product is on the list now.
  package let isOn: Bool
  /// What the heart is for: the product's title.
  package let title: String

  /// A heart that posts `fields` to `path`.
  package init(path: String, fields: [(name: String, value: String)] = [], isOn: Bool, title: String) {
    self.path = path
    self.fields = fields
    self.isOn = isOn
    self.title = title
  }

  /// The heart.
  package var html: HTML {
    """
    <form class="heart" method="post" action="\(path)" data-module="heart">\
    \(fields.map { Button.hidden($0.name, $0.value) })\
    <button type="submit" class="heart__button" aria-pressed="\(isOn)" aria-label="Save \(title) for later">\
    \(Icon.show(.heart))</button></form>
    """
  }
}

/// A product in a grid or a row. The whole card is the link.
package struct ProductCardData: Sendable {
  /// The product's page.
  package let path: String
  /// The product's name.
  package let title: String
  /// Its first picture; a monogram is drawn where there is none.
  package let picture: Picture?
  /// Who sells it.
  package let shopName: String
  /// Mean of the reviews, 1 to 5; `nil` before the first.
  package let rating: Double?
  /// How many reviews there are.
  package let reviewCount: Int
  /// What it costs now.
  package let price: Money
  /// The former price; struck if it is higher.
  package let compareAt: Money?
  /// Variants cost differently, and `price` is the lowest.
  package let isFrom: Bool
  /// At most one word or two, as "New".
  package let badge: String?
  /// Whether nothing is left.
  package let isSoldOut: Bool
  /// The heart; none without it.
  package let wishlist: WishlistToggle?

  /// A card's data; everything after `price` may be left out.
  package init(
    path: String, title: String, picture: Picture?, shopName: String, rating: Double? = nil,
    reviewCount: Int = 0, price: Money, compareAt: Money? = nil, isFrom: Bool = false, badge: String? = nil,
    isSoldOut: Bool = false, wishlist: WishlistToggle? = nil
  ) {
    self.path = path
    self.title = title
    self.picture = picture
    self.shopName = shopName
    self.rating = rating
    self.reviewCount = reviewCount
    self.price = price
    self.compareAt = compareAt
    self.isFrom = isFrom
    self.badge = badge
    self.isSoldOut = isSoldOut
    self.wishlist = wishlist
  }

  /// The card; `heading` is the level of its title in the page.
  package var html: HTML {
    let mark = isSoldOut ? Badge.show("Sold out") : badge.map { Badge.show($0, .accent) }
    return """
      <article class="product-card\(isSoldOut ? " product-card--sold-out" : "")">\
      <div class="product-card__picture">\(Picture.orPlaceholder(picture, title: title))\(mark)</div>\
      <div class="product-card__body">\
      <h3 class="product-card__title"><a class="product-card__link" href="\(path)" dir="auto">\
      \(title)</a></h3>\
      <p class="product-card__shop" dir="auto">\(shopName)</p>\
      \(rating.map { Stars.show($0, count: reviewCount) })\
      <p class="product-card__price">\(Price.show(price, was: compareAt, isFrom: isFrom))</p></div>\
      \(wishlist?.html)</article>
      """
  }
}

/// Many product cards.
package enum ProductGrid {
  /// In as many columns as fit.
  package static func show(_ products: [ProductCardData]) -> HTML {
    "<ul class=\"product-grid\">\(products.map { "<li>\($0.html)</li>" })</ul>"
  }

  /// Beside filters: one column less.
  package static func besideFilters(_ products: [ProductCardData]) -> HTML {
    "<ul class=\"product-grid product-grid--narrow\">\(products.map { "<li>\($0.html)</li>" })</ul>"
  }

  /// In one row that scrolls by touch and by arrows.
  package static func row(_ title: String, _ products: [ProductCardData], morePath: String? = nil) -> HTML {
    guard !products.isEmpty else { return HTML() }
    return ScrollRow.show(title, products.map(\.html), morePath: morePath)
  }
}

/// A row that scrolls sideways.
package enum ScrollRow {
  /// A section with `title`, a link to all, arrows, and the items in a row.
  package static func show(
    _ title: String, _ items: [HTML], morePath: String? = nil, moreLabel: String = "See all",
    aside: HTML? = nil
  ) -> HTML {
    let more = morePath.map { path -> HTML in
      "<a class=\"link-more\" href=\"\(path)\">\(moreLabel)\(Icon.show(.arrowRight))</a>"
    }
    return """
      <section class="section" data-module="scroll-row"><div class="section__head">\
      <h2 class="section__title">\(title)</h2>\(aside)\
      <div class="section__tools">\
      \(more)\
      <button type="button" class="icon-button needs-script" data-scroll="back" aria-label="Back in \
      \(title)">\
      \(Icon.show(.chevronLeft))</button>\
      <button type="button" class="icon-button needs-script" data-scroll="on" aria-label="On in \(title)">\
      \(Icon.show(.chevronRight))</button></div></div>\
      <ul class="scroll-row" tabindex="0" aria-label="\(title)">\
      \(items.map { "<li>\($0)</li>" })</ul></section>
      """
  }
}
