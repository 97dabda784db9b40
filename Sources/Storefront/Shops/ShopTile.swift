import Catalog
import Kernel
import Presentation
import Vendors
import Web

private let shownGoods = 3
private let shownDescriptionLength = 110

/// A shop with some of its goods.
struct ShopTile: Sendable {
  let shop: Shop
  let avatar: Picture?
  let goods: [ProductCardData]

  /// Shops in as many columns as fit; their names are headings of `level`.
  static func grid(_ tiles: [ShopTile], level: Int = 2) -> HTML {
    "<ul class=\"shop-grid\">\(tiles.map { "<li>\($0.html(level: level))</li>" })</ul>"
  }

  /// The tile, a link.
  private func html(level: Int) -> HTML {
    let pictures = goods.map { card -> HTML in
      Picture.orPlaceholder(card.picture?.decorative, title: card.title, sizes: "140px")
    }
    return """
      <article class="shop-tile"><div class="shop-tile__goods" aria-hidden="true">\(pictures)</div>\
      <div class="shop-tile__body">\(Card.avatar(shop.name, picture: avatar))\
      <div><h\(level) class="shop-tile__name"><a class="shop-tile__link" href="\(Paths.shop(shop.slug))" dir="auto">\
      \(shop.name)</a></h\(level)><p class="muted small">\(CountryNames.name(shop.country))</p></div>\
      <p class="shop-tile__text" dir="auto">\(text)</p></div></article>
      """
  }

  private var text: String {
    let words = shop.description.split(whereSeparator: \.isNewline).joined(separator: " ")
    return words.count <= shownDescriptionLength ? words : words.prefix(shownDescriptionLength) + "…"
  }
}

extension Storefront {
  /// The shops with some goods each.
  func shopTiles(_ shops: [Shop]) async throws -> [ShopTile] {
    var tiles: [ShopTile] = []
    for shop in shops {
      let query = ListingQuery(
        filter: ListingFilter(shops: [shop.id.description]), sort: .bestSelling,
        page: PageRequest(limit: shownGoods))
      tiles.append(
        ShopTile(
          shop: shop.told(in: .current), avatar: catalog.avatar(shop.avatarKey),
          goods: try await catalog.products(query).items.map(catalog.cardData)))
    }
    return tiles
  }
}

extension Shop {
  /// Where it is and since when, as "Germany, here since 3 Nov 2026".
  var facts: HTML {
    let since = approvedAt ?? createdAt
    return "\(say: "\(country: country), here since \(part: 1)", since.dateHTML)"
  }
}
