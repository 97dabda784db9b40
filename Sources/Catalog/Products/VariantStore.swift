import Kernel
import Persistence

/// A variant as carts and checkouts need it: what it is called, what it costs and whether it can be bought
/// now.
package struct PurchasableVariant: Hashable, Sendable {
  package let variant: VariantID
  package let product: ProductID
  package let shop: ShopID
  package let shopSlug: String
  package let shopName: String
  /// The product's title.
  package let title: String
  /// The variant's values, as "Red / M".
  package let variantTitle: String
  /// The product's slug.
  package let slug: String
  /// Below which key the sizes of its picture are stored.
  package let imageKey: String?
  package let sku: String?
  package let price: Money
  package let compareAtPrice: Money?
  /// How many can be bought.
  package let available: Int64
  /// Whether it is for sale: not removed, its product active and not deleted, its shop approved.
  package let isForSale: Bool
  package let categoryID: CategoryID?
}

/// Reads variants.
package enum VariantStore {
  /// What carts and checkouts need to know of these variants, in one query and no order. Unknown ids are left
  /// out.
  package static func purchasable(_ ids: [VariantID], _ snapshot: Snapshot) throws -> [PurchasableVariant] {
    guard !ids.isEmpty else { return [] }
    return try snapshot.all(
      """
      SELECT v.id, p.id, s.id, s.slug, s.name, p.title, v.title, p.slug, COALESCE(i.storage_key, p.image_key),
        v.sku, v.price, v.compare_at_price, p.currency, \(fragment: StockStore.available),
        p.is_listed = TRUE AND v.deleted_at IS NULL, p.category_id
      FROM variants v
      JOIN products p ON p.id = v.product_id
      JOIN shops s ON s.id = v.shop_id
      LEFT JOIN product_images i ON i.id = v.image_id
      WHERE v.id IN \(list: ids)
      """)
  }

  /// Whether a variant of another product of the shop has one of these SKUs; answers the first such SKU.
  static func takenSKU(
    _ skus: [String], in shop: ShopID, besides product: ProductID?, _ snapshot: Snapshot
  ) throws -> String? {
    guard !skus.isEmpty else { return nil }
    return try takenSKUs(skus, in: shop, besides: product, snapshot).min()
  }

  /// Those of the SKUs that variants of other products of the shop have. A product in the bin leaves its SKUs free.
  static func takenSKUs(
    _ skus: [String], in shop: ShopID, besides product: ProductID?, _ snapshot: Snapshot
  ) throws -> [String] {
    guard !skus.isEmpty else { return [] }
    var rule: SQL = "v.shop_id = \(shop) AND v.sku IN \(list: skus) AND v.deleted_at IS NULL"
    if let product { rule += " AND v.product_id <> \(product)" }
    return try snapshot.values(
      """
      SELECT v.sku FROM variants v JOIN products p ON p.id = v.product_id
      WHERE \(fragment: rule) AND p.deleted_at IS NULL
      """)
  }

  /// Which products of the shop have variants with these SKUs, those in the bin left out.
  static func owners(
    of skus: [String], in shop: ShopID, _ snapshot: Snapshot
  ) throws -> [String: Set<ProductID>] {
    var owners: [String: Set<ProductID>] = [:]
    for chunk in skus.chunks(of: 500) {
      let rows = try snapshot.all(
        """
        SELECT v.sku, v.product_id FROM variants v JOIN products p ON p.id = v.product_id
        WHERE v.shop_id = \(shop) AND v.sku IN \(list: Array(chunk)) AND v.deleted_at IS NULL
          AND p.deleted_at IS NULL
        """
      ) { row -> (sku: String, product: ProductID) in (sku: try row.next(), product: try row.next()) }
      for row in rows { owners[row.sku, default: []].insert(row.product) }
    }
    return owners
  }

  static func of(_ heads: [ProductHead], _ snapshot: Snapshot) throws -> [ProductID: [Variant]] {
    let currencies = Dictionary(heads.map { ($0.id, $0.currency) }) { $1 }
    let rows = try snapshot.all(
      """
      SELECT product_id, id, title, options, sku, price, compare_at_price, on_hand, reserved, allocated, sold,
        barcode, weight_grams, image_id, tracks_stock, sells_on, owed
      FROM variants WHERE product_id IN \(list: heads.map(\.id)) AND deleted_at IS NULL ORDER BY position, id
      """
    ) { row -> (product: ProductID, variant: Variant) in
      let product: ProductID = try row.next()
      return (product, try Variant(row: &row, currency: currencies[product] ?? .eur))
    }
    return Dictionary(grouping: rows, by: \.product).mapValues { $0.map(\.variant) }
  }
}

extension Variant {
  init(row: inout Row, currency: Currency) throws {
    id = try row.next()
    title = try row.next()
    options = ListText.read(try row.next())
    sku = try row.next()
    price = Money(try row.next(), currency)
    let before: Int64? = try row.next()
    compareAtPrice = before.map { Money($0, currency) }
    onHand = try row.next()
    reserved = try row.next()
    allocated = try row.next()
    sold = try row.next()
    barcode = try row.next()
    weightGrams = try row.next()
    image = try row.next()
    tracksStock = try row.next()
    sellsOn = try row.next()
    owed = try row.next()
  }
}

extension PurchasableVariant: RowDecodable {
  package init(row: inout Row) throws {
    variant = try row.next()
    product = try row.next()
    shop = try row.next()
    shopSlug = try row.next()
    shopName = try row.next()
    title = try row.next()
    variantTitle = try row.next()
    slug = try row.next()
    imageKey = try row.next()
    sku = try row.next()
    let amount: Int64 = try row.next()
    let before: Int64? = try row.next()
    let currency: Currency = try row.next()
    price = Money(amount, currency)
    compareAtPrice = before.map { Money($0, currency) }
    available = try row.next()
    isForSale = try row.next()
    categoryID = try row.next()
  }
}
