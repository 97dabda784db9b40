import Kernel
import Persistence
import Vendors

/// A product in a list.
package struct ProductCard: Hashable, Sendable {
  package let id: ProductID
  package let slug: String
  package internal(set) var title: String
  package let brand: String?
  /// The price of the cheapest variant.
  package internal(set) var price: Money
  /// The price of the dearest variant.
  package internal(set) var highestPrice: Money
  /// The former price of the cheapest variant.
  package internal(set) var compareAtPrice: Money?
  /// Whether anything of it can be bought.
  package let inStock: Bool
  package let image: ProductImageSummary?
  package let rating: Rating
  /// How many were handed over.
  package let sold: Int64
  /// When it was first listed.
  package let listedAt: Timestamp
  package let shop: ShopSummary

  /// Variants cost differently, and `price` is the lowest.
  package var isFrom: Bool { highestPrice.amount > price.amount }
}

/// The first picture of a product.
package struct ProductImageSummary: Hashable, Sendable {
  /// Below which key its sizes are stored.
  package let key: String
  /// Pixels across of the largest size.
  package let width: Int
  /// Pixels down of the largest size.
  package let height: Int
  package let alt: String
  /// What was made of it since it was stored.
  package internal(set) var look = PictureLook.first
}

extension ProductCard: RowDecodable {
  /// The columns over products `p` and shops `s`.
  static let columns = SQL.columns(of: ProductCard.self)

  package init(row: inout Row) throws {
    id = try row.next("p.id")
    slug = try row.next("p.slug")
    title = try row.next("p.title")
    brand = try row.next("p.brand")
    let lowest: Int64 = try row.next("p.price")
    let highest: Int64 = try row.next("p.price_max")
    let before: Int64? = try row.next("p.compare_at_price")
    let currency: Currency = try row.next("p.currency")
    price = Money(lowest, currency)
    highestPrice = Money(highest, currency)
    compareAtPrice = before.map { Money($0, currency) }
    inStock = try row.next("p.in_stock")
    let key: String? = try row.next("p.image_key")
    let width: Int = try row.next("p.image_width")
    let height: Int = try row.next("p.image_height")
    let alt: String = try row.next("p.image_alt")
    let look = PictureLook(
      sizes: try row.next("p.image_sizes"), placeholder: try row.next("p.image_placeholder"))
    image = key.map { ProductImageSummary(key: $0, width: width, height: height, alt: alt, look: look) }
    rating = Rating(sum: try row.next("p.rating_sum"), count: try row.next("p.rating_count"))
    sold = try row.next("p.sold")
    listedAt = try row.next("p.listed_at")
    shop = ShopSummary(id: try row.next("s.id"), slug: try row.next("s.slug"), name: try row.next("s.name"))
  }
}
