import Catalog
import Kernel
import Presentation
import Web

private let shopBannerWidthPixels = 1600
private let shopBannerHeightPixels = 400

extension Catalog {
  /// A stored picture in its sizes; `width` and `height` are those of the largest.
  func picture(
    _ key: String, width: Int, height: Int, alternative: String, look: PictureLook = .first
  ) -> Picture {
    let largest = max(1, width)
    return Picture(
      path: imagePath(key, .card),
      sources: imageSizes(key, largest: largest, look).map { Picture.Source($0.path, width: $0.width) },
      width: largest, height: max(1, height), alternative: alternative,
      smallest: smallestImageSizes(key, largest: largest, look).map {
        Picture.Source($0.path, width: $0.width)
      },
      placeholder: look.placeholder)
  }

  /// The wide picture at the top of a shop.
  func shopBanner(_ key: String?) -> Picture? {
    key.map { key in
      picture(key, width: shopBannerWidthPixels, height: shopBannerHeightPixels, alternative: "")
    }
  }

  /// A product in a grid or a row.
  func cardData(_ card: ProductCard) -> ProductCardData {
    ProductCardData(
      path: card.path, title: card.title,
      picture: card.image.map { image in
        picture(
          image.key, width: image.width, height: image.height, alternative: image.alt, look: image.look)
      },
      shopName: card.shop.name, rating: card.rating.average, reviewCount: Int(card.rating.count),
      price: card.price, compareAt: card.compareAtPrice, isFrom: card.isFrom, isSoldOut: !card.inStock)
  }
}

extension ProductCard {
  /// The product's page.
  var path: String { Paths.product(slug) }
}
