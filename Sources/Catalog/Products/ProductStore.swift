import Kernel
import Persistence

/// Reads products. They are written by `ProductWriter`.
package enum ProductStore {
  /// The product, also one that is deleted and can be restored.
  package static func find(_ id: ProductID, _ snapshot: Snapshot) throws -> Product? {
    try select("p.id = \(id)", snapshot).first
  }

  /// The product with this slug, also a deleted one.
  package static func bySlug(_ slug: String, _ snapshot: Snapshot) throws -> Product? {
    try select("p.slug = \(slug)", snapshot).first
  }

  /// The product with this id or slug, also a deleted one.
  package static func byReference(_ reference: String, _ snapshot: Snapshot) throws -> Product? {
    if let id = ProductID(reference) { return try find(id, snapshot) }
    return try bySlug(reference, snapshot)
  }

  /// The shop's product with this id or slug; `nil` for another shop's.
  package static func byReference(_ reference: String, in shop: ShopID, _ snapshot: Snapshot) throws
    -> Product?
  {
    guard let product = try byReference(reference, snapshot), product.shop.id == shop else { return nil }
    return product
  }

  /// The shop's products by what a file calls them, also deleted ones: by the handle of the file that they came from,
  /// else, where they were made by hand, by their slugs, else by their ids.
  static func byFileHandles(
    _ handles: [String], in shop: ShopID, _ snapshot: Snapshot
  ) throws -> [String: Product] {
    let imported = try select("p.shop_id = \(shop) AND p.source_handle IN \(list: handles)", snapshot)
    var found = Dictionary(imported.compactMap { product in product.sourceHandle.map { ($0, product) } }) {
      $1
    }
    let slugs = handles.filter { found[$0] == nil }
    if slugs.isEmpty { return found }
    let made = try select(
      "p.slug IN \(list: slugs) AND p.shop_id = \(shop) AND p.source_handle IS NULL", snapshot)
    for product in made { found[product.slug] = product }
    let ids = slugs.compactMap { handle in found[handle] == nil ? ProductID(handle) : nil }
    if ids.isEmpty { return found }
    for product in try select("p.id IN \(list: ids) AND p.shop_id = \(shop)", snapshot) {
      found[product.id.description] = product
    }
    return found
  }

  /// Those of the texts that products of the shop have as the handles of files.
  static func sourceHandles(
    among texts: [String], in shop: ShopID, _ snapshot: Snapshot
  ) throws -> Set<String> {
    Set(
      try snapshot.values(
        "SELECT source_handle FROM products WHERE shop_id = \(shop) AND source_handle IN \(list: texts)",
        as: String.self))
  }

  /// Products by id, in no order.
  package static func find(_ ids: [ProductID], _ snapshot: Snapshot) throws -> [Product] {
    try select("p.id IN \(list: ids)", snapshot)
  }

  /// Up to `limit` of the shop's products with everything, in the order they were made, after `id`; for
  /// exports.
  package static func of(
    _ shop: ShopID, after id: ProductID?, limit: Int, _ snapshot: Snapshot
  ) throws -> [Product] {
    var rule: SQL = "p.shop_id = \(shop) AND p.deleted_at IS NULL"
    if let id { rule += " AND p.id > \(id)" }
    let found = try select(rule + " ORDER BY p.id LIMIT \(limit)", snapshot)
    return found.sorted { $0.id < $1.id }
  }

  private static func select(_ rule: SQL, _ snapshot: Snapshot) throws -> [Product] {
    let heads: [ProductHead] = try snapshot.all(
      """
      SELECT p.id, p.slug, p.title, p.status, p.is_listed, p.brand, p.tags, p.options, p.currency,
        p.rating_sum, p.rating_count, p.sold, p.source_handle, p.created_at, p.updated_at, p.deleted_at,
        s.id, s.slug, s.name, t.description, t.is_html, t.attributes, c.id, c.slug, c.name
      FROM products p
      JOIN shops s ON s.id = p.shop_id
      JOIN product_texts t ON t.product_id = p.id
      LEFT JOIN categories c ON c.id = p.category_id
      WHERE \(fragment: rule)
      """)
    guard !heads.isEmpty else { return [] }
    let ids = heads.map(\.id)
    let variants = try VariantStore.of(heads, snapshot)
    let images = try ImageStore.of(ids, snapshot)
    return heads.map { Product(head: $0, variants: variants[$0.id] ?? [], images: images[$0.id] ?? []) }
  }
}

/// A product's own row with the names beside it.
struct ProductHead: RowDecodable {
  let id: ProductID
  let slug: String
  let title: String
  let status: ProductStatus
  let isListed: Bool
  let brand: String?
  let tags: String
  let options: String
  let currency: Currency
  let rating: Rating
  let sold: Int64
  let sourceHandle: String?
  let createdAt: Timestamp
  let updatedAt: Timestamp
  let deletedAt: Timestamp?
  let shop: ShopSummary
  let text: ProductText
  let attributes: String
  let category: CategorySummary?

  init(row: inout Row) throws {
    id = try row.next()
    slug = try row.next()
    title = try row.next()
    status = try row.next()
    isListed = try row.next()
    brand = try row.next()
    tags = try row.next()
    options = try row.next()
    currency = try row.next()
    rating = Rating(sum: try row.next(), count: try row.next())
    sold = try row.next()
    sourceHandle = try row.next()
    createdAt = try row.next()
    updatedAt = try row.next()
    deletedAt = try row.next()
    shop = ShopSummary(id: try row.next(), slug: try row.next(), name: try row.next())
    text = ProductText(text: try row.next(), isHTML: try row.next())
    attributes = try row.next()
    let categoryID: CategoryID? = try row.next()
    let categorySlug: String? = try row.next()
    let categoryName: String? = try row.next()
    category = categoryID.map { CategorySummary(id: $0, slug: categorySlug ?? "", name: categoryName ?? "") }
  }
}

extension Product {
  init(head: ProductHead, variants: [Variant], images: [ProductImage]) {
    id = head.id
    shop = head.shop
    slug = head.slug
    title = head.title
    text = head.text
    status = head.status
    isListed = head.isListed
    category = head.category
    brand = head.brand
    tags = ListText.read(head.tags)
    options = ListText.options(head.options)
    attributes = ListText.attributes(head.attributes)
    currency = head.currency
    rating = head.rating
    sold = head.sold
    sourceHandle = head.sourceHandle
    createdAt = head.createdAt
    updatedAt = head.updatedAt
    deletedAt = head.deletedAt
    self.variants = variants
    self.images = images
  }
}
