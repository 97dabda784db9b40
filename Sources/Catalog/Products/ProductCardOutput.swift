import Gateways
import Kernel
import Vendors
import Web

/// A product in a list, as the API shows it.
package struct ProductCardOutput: Output {
  let card: ProductCard
  let image: CardImageOutput?

  /// The view of a card; `catalog` knows where its picture is.
  package init(_ card: ProductCard, _ catalog: Catalog) {
    self.card = card
    image = card.image.map { CardImageOutput($0, catalog) }
  }

  package static let fields: [OutputField<Self>] = [
    .init("id") { $0.card.id },
    .init("slug") { $0.card.slug },
    .init("title") { $0.card.title },
    .init("brand") { $0.card.brand },
    .init("price") { $0.card.price },
    .init("highestPrice") { $0.card.highestPrice },
    .init("compareAtPrice") { $0.card.compareAtPrice },
    .init("inStock") { $0.card.inStock },
    .init("image") { $0.image },
    .init("rating") { $0.card.rating.average },
    .init("reviewCount") { $0.card.rating.count },
    .init("sold") { $0.card.sold },
    .init("shop") { ShopSummaryOutput($0.card.shop) },
    .init("listedAt") { $0.card.listedAt },
  ]
}

/// The picture of a card.
struct CardImageOutput: Output {
  let url: String
  let thumbnail: String
  let image: ProductImageSummary

  init(_ image: ProductImageSummary, _ catalog: Catalog) {
    self.image = image
    url = catalog.imagePath(image.key, .card)
    thumbnail = catalog.imagePath(image.key, .thumbnail)
  }

  static let fields: [OutputField<Self>] = [
    .init("url") { $0.url },
    .init("thumbnail") { $0.thumbnail },
    .init("alt") { $0.image.alt },
    .init("width") { $0.image.width },
    .init("height") { $0.image.height },
  ]
}

/// A product in its vendor's list, as the API shows it.
struct ShopProductOutput: Output {
  let product: ShopProduct
  let image: CardImageOutput?

  init(_ product: ShopProduct, _ catalog: Catalog) {
    self.product = product
    image = product.card.image.map { CardImageOutput($0, catalog) }
  }

  static let fields: [OutputField<Self>] = [
    .init("id") { $0.product.card.id },
    .init("slug") { $0.product.card.slug },
    .init("title") { $0.product.card.title },
    .init("status") { $0.product.status },
    .init("publishAt") { $0.product.publishAt },
    .init("isListed") { $0.product.isListed },
    .init("hiding") { $0.product.hiding.map { ProductHidingOutput(hiding: $0) } },
    .init("brand") { $0.product.card.brand },
    .init("price") { $0.product.card.price },
    .init("highestPrice") { $0.product.card.highestPrice },
    .init("compareAtPrice") { $0.product.card.compareAtPrice },
    .init("stock") { $0.product.stock },
    .init("inStock") { $0.product.card.inStock },
    .init("sold") { $0.product.card.sold },
    .init("variantCount") { $0.product.variantCount },
    .init("sku") { $0.product.sku },
    .init("image") { $0.image },
    .init("rating") { $0.product.card.rating.average },
    .init("reviewCount") { $0.product.card.rating.count },
    .init("shop") { ShopSummaryOutput($0.product.card.shop) },
    .init("createdAt") { $0.product.card.id.madeAt },
    .init("updatedAt") { $0.product.updatedAt },
    .init("deletedAt") { $0.product.deletedAt },
  ]
}
