import Kernel
import Web

@testable import Catalog
@testable import Ordering
@testable import Storefront
@testable import Vendors

/// Things to show.
enum Samples {
  static let hostile = "<script>alert(\"x\")</script> & Söhne"
  static let shopID = ShopID(high: 1, low: 1)
  static let now = Timestamp(milliseconds: 1_780_000_000_000)

  static func variant(_ title: String = "Standard", price: Int64 = 2400, stock: Int64 = 3) -> Variant {
    Variant(
      id: VariantID(), title: title, options: title == "Standard" ? [] : [title], sku: nil,
      price: Money(price, .eur), compareAtPrice: nil, onHand: stock, reserved: 0, allocated: 0, sold: 0,
      barcode: nil, weightGrams: nil, image: nil, tracksStock: true, sellsOn: false, owed: 0,
      lowStockThreshold: nil)
  }

  static func product(
    title: String = "Mug", text: String = "", options: [ProductOption] = [],
    variants: [Variant] = [variant()],
    isListed: Bool = true
  ) -> Product {
    Product(
      id: ProductID(), shop: ShopSummary(id: shopID, slug: "kiln", name: "Kiln & Clay"), slug: "mug",
      title: title,
      text: ProductText(untrusted: text), status: .active, isListed: isListed, category: nil, brand: nil,
      tags: ["gift"], options: options, attributes: [ProductAttribute(name: "Material", value: hostile)],
      currency: .eur, rating: Rating(sum: 0, count: 0), sold: 0, sourceHandle: nil, createdAt: now,
      updatedAt: now, deletedAt: nil, variants: variants, images: [])
  }

  static func shop(name: String = "Kiln & Clay", returns: String = "") -> Shop {
    Shop(
      id: shopID, owner: AccountID(), slug: "kiln", name: name, description: "", country: "DE",
      currency: .eur,
      status: .approved, statusReason: nil, vendorAnswer: nil, avatarKey: nil, bannerKey: nil,
      shippingPolicy: "", returnPolicy: returns, lowStockThreshold: 3, createdAt: now, approvedAt: now)
  }

  static func productPage(_ product: Product, delivery: [ShippingOption] = [.standard(.eur)]) -> ProductPage {
    ProductPage(
      product: product, shop: shop(), avatar: nil, description: HTML(trustedMarkup: product.text.html),
      categories: [], pictures: [], zoomPaths: [], pictureNumbers: [:], delivery: delivery, related: [],
      moreOfShop: [])
  }

  static func listing(
    _ subject: ListingSubject, _ query: [(String, String)] = [], cards: [ProductCardData] = [],
    total: Int = 0,
    correctedText: String? = nil, path: String = "/search", instead: [ProductCardData] = [],
    currencies: [FacetCount] = []
  ) -> ListingPage {
    ListingPage(
      subject: subject, state: ListingState(path: path, Parameters(query)), tree: CategoryTree([]),
      cards: cards, total: total,
      facets: Facets(
        total: total, categories: [], colors: [FacetCount(value: "Red", label: "Red", count: 2)], sizes: [],
        tags: [], brands: [], shops: [], currencies: currencies, prices: [], ratings: []),
      inStockCount: total, correctedText: correctedText, categories: [], shops: [], instead: instead,
      currency: .eur)
  }

  static func card(_ title: String, shop: String = "Kiln") -> ProductCardData {
    ProductCardData(
      path: "/products/mug", title: title, picture: nil, shopName: shop, price: Money(2400, .eur))
  }
}

extension ProductPage {
  /// The page as a visitor gets it.
  var text: String {
    html(
      head: head(siteName: "Souk", address: "https://souk.example/products/\(product.slug)") {
        "https://souk.example" + $0
      }, frame: StorefrontFrame(), flash: nil, variant: nil
    ).string
  }
}

extension ListingPage {
  /// The page as a visitor gets it.
  var text: String { html(head: DocumentHead(title: title), frame: StorefrontFrame(), flash: nil).string }
}
