import Kernel
import Persistence

/// A product in a list.
package struct ProductCard: Hashable, Sendable {
  package let id: ProductID
  package let slug: String
  package let title: String
  package let brand: String?
  /// The price of the cheapest variant.
  package let price: Money
  /// The price of the dearest variant.
  package let highestPrice: Money
  /// The former price of the cheapest variant.
  package let compareAtPrice: Money?
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
}

extension ProductCard: RowDecodable {
  /// The columns over products `p` and shops `s`.
  static let columns: SQL = """
    p.id, p.slug, p.title, p.brand, p.price, p.price_max, p.compare_at_price, p.currency, p.in_stock,
    p.image_key, p.image_width, p.image_height, p.image_alt, p.rating_sum, p.rating_count, p.sold,
    p.listed_at, s.id, s.slug, s.name
    """

  package init(row: inout Row) throws {
    id = try row.next()
    slug = try row.next()
    title = try row.next()
    brand = try row.next()
    let lowest: Int64 = try row.next()
    let highest: Int64 = try row.next()
    let before: Int64? = try row.next()
    let currency: Currency = try row.next()
    price = Money(lowest, currency)
    highestPrice = Money(highest, currency)
    compareAtPrice = before.map { Money($0, currency) }
    inStock = try row.next()
    let key: String? = try row.next()
    if let key {
      image = ProductImageSummary(
        key: key, width: try row.next(), height: try row.next(), alt: try row.next())
    } else {
      image = nil
      row.skip(3)
    }
    rating = Rating(sum: try row.next(), count: try row.next())
    sold = try row.next()
    listedAt = try row.next()
    shop = ShopSummary(id: try row.next(), slug: try row.next(), name: try row.next())
  }
}
