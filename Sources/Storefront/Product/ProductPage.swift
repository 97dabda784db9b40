import Catalog
import Kernel
import Ordering
import Presentation
import Vendors
import Web

private let relatedCount = 12
private let enoughRelated = 4
/// How many of a category are looked at to find some of other shops.
private let relatedPool = 80

/// A product with everything that its page shows.
struct ProductPage: Sendable {
  let product: Product
  let shop: Shop
  let avatar: Picture?
  /// The vendor's words as safe markup.
  let description: HTML
  /// From the top of the range down to the product's category.
  let categories: [Category]
  let pictures: [Picture]
  /// The largest size of each picture.
  let zoomPaths: [String]
  /// For each variant the number of its picture, 0 first.
  let pictureNumbers: [VariantID: Int]
  let delivery: [ShippingOption]
  /// The like from other shops.
  let related: [ProductCardData]
  let moreOfShop: [ProductCardData]

  /// The page's address with a variant chosen.
  func path(variant: String?) -> String {
    Paths.product(product.slug, variant: variant.flatMap { VariantID($0) })
  }
}

/// What a product's page shows of its shop.
struct ShopFront: Sendable {
  let shop: Shop
  let delivery: [ShippingOption]
  /// What it sells best.
  let goods: [ProductCard]
}

extension Storefront {
  func showProduct(_ request: Request) async throws -> Response {
    let reference = try request.parameter("product")
    let variant = request.query["variant"]
    let kept = try await product(reference, for: request.viewer)
    let page = kept.value
    if page.product.slug != reference { return .moved(to: page.path(variant: variant)) }
    // Under a shop's own name only its own goods are shown.
    if let hosted = request.hosted, hosted.id != page.product.shop.id {
      return .redirect(external: absolute(page.path(variant: variant)))
    }
    let frame = try await frame(request)
    let address = await absolute(page.path(variant: nil), of: page.product.shop.id)
    let head = page.head(siteName: frame.siteName, address: address, absolute: absolute)
    let waiting = try await waitingCheckouts(request)
    let isHeld = page.product.variants.contains { waiting.pieces(of: $0.id) > 0 }
    var response = Response.html(
      page.html(head: head, frame: frame, flash: request.flash, variant: variant, isHeld: isHeld)
    ).kept(while: kept.tags)
    response.sources = page.playerSource.map { [$0] } ?? []
    return response
  }

  /// The product's page; owners and administrators also see products that are not listed, which nobody else gets from
  /// memory. Throws `.notFound`.
  func product(_ reference: String, for viewer: Viewer?) async throws -> Kept<ProductPage> {
    do {
      return try await kept(memory.products, reference) {
        try await read(try await catalog.product(reference, for: nil).told(in: .current))
      }
    } catch let problem as Problem where problem.kind == .notFound && viewer != nil {
      return try await read(try await catalog.product(reference, for: viewer).told(in: .current))
    }
  }

  private func read(_ product: Product) async throws -> Kept<ProductPage> {
    let front = try await front(of: product.shop.id)
    let tree = try await site().tree
    let categories = product.category.map { tree.path(to: $0.id) } ?? []
    let stored = product.images.compactMap { image in image.key.map { (image: image, key: $0) } }
    var numbers: [VariantID: Int] = [:]
    for variant in product.variants {
      numbers[variant.id] = variant.image.flatMap { id in stored.firstIndex { $0.image.id == id } }
    }
    let page = ProductPage(
      product: product, shop: front.shop, avatar: catalog.avatar(front.shop.avatarKey),
      description: HTML(trustedMarkup: product.text.html),
      categories: categories,
      pictures: stored.map { image, key in
        let text = image.alt.isEmpty ? product.title : image.alt
        return catalog.picture(
          key, width: image.width, height: image.height, alternative: text, look: image.look)
      },
      zoomPaths: stored.map { catalog.imagePath($0.key, .zoom) }, pictureNumbers: numbers,
      delivery: front.delivery.compactMap { $0.offered(in: product.currency, at: .current) },
      related: try await related(categories, product),
      moreOfShop: front.goods.filter { $0.id != product.id }.prefix(relatedCount).map(catalog.cardData))
    let own = [CatalogSubject.product(product.id).tag, CatalogSubject.shop(product.shop.id).tag]
    return Kept(page, while: Storefront.frameTags.union(own))
  }

  private func front(of shop: ShopID) async throws -> ShopFront {
    try await kept(memory.shopFronts, shop) {
      let goods = ListingQuery(
        filter: ListingFilter(shops: [shop.description]), sort: .bestSelling,
        page: PageRequest(limit: relatedCount + 1))
      let front = ShopFront(
        shop: try await vendors.shop(shop).told(in: .current),
        delivery: try await ordering.shippingOptions(of: shop),
        goods: try await catalog.products(goods).items)
      return Kept(front, while: [CatalogSubject.shop(shop).tag])
    }.value
  }

  /// Goods of other shops in the same category, or in the nearest one above it that has enough of them.
  private func related(_ categories: [Category], _ product: Product) async throws -> [ProductCardData] {
    var best: [ProductCard] = []
    for category in categories.reversed() where best.count < enoughRelated {
      best = try await popular(in: category.id).filter { $0.shop.id != product.shop.id }
    }
    return HomePage.mixed(best).prefix(relatedCount).map(catalog.cardData)
  }

  private func popular(in category: CategoryID) async throws -> [ProductCard] {
    try await kept(memory.bestSellers, category) {
      let query = ListingQuery(
        filter: ListingFilter(category: category.description), sort: .bestSelling,
        page: PageRequest(limit: relatedPool))
      return Kept(try await catalog.products(query).items, while: [CatalogSubject.categories.tag])
    }.value
  }
}
