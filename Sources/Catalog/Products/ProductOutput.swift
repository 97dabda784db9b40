import Gateways
import Kernel
import Vendors
import Web

/// A product as the API shows it.
package struct ProductOutput: Output {
  let product: Product
  let images: [ProductImageOutput]
  let variants: [ProductVariantOutput]
  let descriptionHTML: String
  /// `nil` in what everybody reads, who get what was made of it: HTML within what a vendor typed as Markdown is not safe.
  private let markdown: String?

  /// The view of a product, as those see it who manage it, or as everybody does; `catalog` knows where its pictures are.
  package init(_ product: Product, _ catalog: Catalog, isForReaders: Bool = false) {
    self.product = product
    markdown = isForReaders ? nil : product.text.markdown
    images = product.images.compactMap { ProductImageOutput($0, catalog) }
    variants = product.variants.map { ProductVariantOutput($0, of: product) }
    descriptionHTML = product.text.html
  }

  package static let fields: [OutputField<Self>] = [
    .init("id") { $0.product.id },
    .init("slug") { $0.product.slug },
    .init("title") { $0.product.title },
    .init("description") { $0.markdown ?? $0.product.text.text },
    .init("descriptionFormat") { $0.markdown == nil ? DescriptionFormat.text : .markdown },
    .init("descriptionHTML") { $0.descriptionHTML },
    .init("seoTitle") { $0.product.pageText.title },
    .init("seoDescription") { $0.product.pageText.description },
    .init("language") { $0.product.language },
    .init("translations") { ProductTranslationOutput.all($0.product.translations) },
    .init("status") { $0.product.status },
    .init("publishAt") { $0.product.publishAt },
    .init("isListed") { $0.product.isListed },
    .init("hiding") { $0.product.hiding.map { ProductHidingOutput(hiding: $0) } },
    .init("shop") { ShopSummaryOutput($0.product.shop) },
    .init("category") { $0.product.category.map { CategorySummaryOutput(summary: $0) } },
    .init("tags") { $0.product.tags },
    .init("brand") { $0.product.brand },
    .init("attributes") { view in
      let free = Dictionary(view.product.attributes.map { ($0.name, $0.value) }) { $1 }
      return free.merging(view.product.values.bySlug) { $1 }
    },
    .init("video") { $0.product.extras.video?.address },
    .init("warrantyMonths") { $0.product.extras.warranty.months },
    .init("warrantyText") { $0.product.extras.warranty.text },
    .init("takesCashOnDelivery") { $0.product.extras.takesCash },
    .init("price") { $0.product.price },
    .init("highestPrice") { $0.product.highestPrice },
    .init("compareAtPrice") { $0.product.compareAtPrice },
    .init("stock") { $0.product.stock },
    .init("inStock") { $0.product.isInStock },
    .init("sold") { $0.product.sold },
    .init("options") { $0.product.options.map { ProductOptionOutput(option: $0) } },
    .init("variants") { $0.variants },
    .init("images") { $0.images },
    .init("rating") { $0.product.rating.average },
    .init("reviewCount") { $0.product.rating.count },
    .init("createdAt") { $0.product.createdAt },
    .init("updatedAt") { $0.product.updatedAt },
    .init("deletedAt") { $0.product.deletedAt },
  ]
}

/// A variant as the API shows it.
struct ProductVariantOutput: Output {
  let variant: Variant
  /// By the names of the options.
  let options: [String: String]

  init(_ variant: Variant, of product: Product) {
    self.variant = variant
    options = Dictionary(zip(product.options.map(\.name), variant.options)) { first, _ in first }
  }

  static let fields: [OutputField<Self>] = [
    .init("id") { $0.variant.id },
    .init("title") { $0.variant.title },
    .init("options") { $0.options },
    .init("sku") { $0.variant.sku },
    .init("price") { $0.variant.price },
    .init("compareAtPrice") { $0.variant.compareAtPrice },
    .init("stock") { $0.variant.stock },
    .init("tracksStock") { $0.variant.tracksStock },
    .init("sellsOn") { $0.variant.sellsOn },
    .init("inStock") { $0.variant.available > 0 },
    .init("sold") { $0.variant.sold },
    .init("barcode") { $0.variant.barcode },
    .init("weightGrams") { $0.variant.weightGrams },
    .init("image") { $0.variant.image },
  ]
}

/// An option with its values.
struct ProductOptionOutput: Output {
  let option: ProductOption

  static let fields: [OutputField<Self>] = [
    .init("name") { $0.option.name },
    .init("values") { $0.option.values },
  ]
}

/// A picture with the addresses of its sizes.
package struct ProductImageOutput: Output {
  let image: ProductImage
  let thumbnail: String
  let card: String
  let zoom: String

  /// The view of a picture; `nil` while it was not fetched.
  package init?(_ image: ProductImage, _ catalog: Catalog) {
    guard let key = image.key else { return nil }
    self.image = image
    thumbnail = catalog.imagePath(key, .thumbnail)
    card = catalog.imagePath(key, .card)
    zoom = catalog.imagePath(key, .zoom)
  }

  package static let fields: [OutputField<Self>] = [
    .init("id") { $0.image.id },
    .init("url") { $0.zoom },
    .init("thumbnail") { $0.thumbnail },
    .init("card") { $0.card },
    .init("zoom") { $0.zoom },
    .init("alt") { $0.image.alt },
    .init("width") { $0.image.width },
    .init("height") { $0.image.height },
  ]
}
