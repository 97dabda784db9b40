import Kernel

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
  package let badge: Words?
  /// Whether nothing is left.
  package let isSoldOut: Bool

  /// A card's data; everything after `price` may be left out.
  package init(
    path: String, title: String, picture: Picture?, shopName: String, rating: Double? = nil,
    reviewCount: Int = 0, price: Money, compareAt: Money? = nil, isFrom: Bool = false, badge: Words? = nil,
    isSoldOut: Bool = false
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
  }

  /// The card; `heading` is the level of its title in the page.
  package var html: HTML {
    let mark = isSoldOut ? Badge.show("Sold out") : badge.map { Badge.show($0, .accent) }
    return """
      <article class="product-card\(isSoldOut ? " product-card--sold-out" : "")">\
      <div class="product-card__picture blur-up">\
      \(Picture.orPlaceholder(picture, title: title, isBlurredFirst: true))\(mark)</div>\
      <div class="product-card__body">\
      <h3 class="product-card__title" dir="auto"><a class="product-card__link" href="\(path)">\
      \(title)</a></h3>\
      <p class="product-card__shop" dir="auto">\(shopName)</p>\
      \(rating.map { Stars.show($0, count: reviewCount) })\
      <p class="product-card__price">\(Price.show(price, was: compareAt, isFrom: isFrom))</p></div></article>
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
  package static func row(_ title: Words, _ products: [ProductCardData], morePath: String? = nil) -> HTML {
    guard !products.isEmpty else { return HTML() }
    return ScrollRow.show(title, products.map(\.html), morePath: morePath)
  }
}

/// A row that scrolls sideways.
package enum ScrollRow {
  /// A section with `title`, a link to all, arrows, and the items in a row.
  package static func show(
    _ title: Words, _ items: [HTML], morePath: String? = nil, moreLabel: Words = "See all",
    aside: HTML? = nil
  ) -> HTML {
    let more = morePath.map { path -> HTML in
      "<a class=\"link-more\" href=\"\(path)\">\(moreLabel)\(Icon.show(.arrowRight))</a>"
    }
    return """
      <section class="section" data-module="scroll-row"><div class="section__head">\
      <h2 class="section__title" dir="auto">\(title)</h2>\(aside)\
      <div class="section__tools">\
      \(more)\
      <button type="button" class="icon-button needs-script" data-scroll="back" aria-label="\(say: "Back in \(title)")">\
      \(Icon.show(.chevronLeft))</button>\
      <button type="button" class="icon-button needs-script" data-scroll="on" aria-label="\(say: "On in \(title)")">\
      \(Icon.show(.chevronRight))</button></div></div>\
      <ul class="scroll-row" tabindex="0" aria-label="\(title)">\
      \(items.map { "<li>\($0)</li>" })</ul></section>
      """
  }
}
