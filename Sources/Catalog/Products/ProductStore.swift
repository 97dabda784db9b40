import Areas
import Kernel
import Persistence
import Vendors

/// Reads products. They are written by `ProductWriter`.
package enum ProductStore {
  private static let columns = SQL.columns(of: Product.self)

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
  /// else, where they were made by hand, by their slugs, else by their ids. Capitals don't count, unless there are
  /// products from files of before whose handles differ in nothing else.
  static func byFileHandles(
    _ handles: [String], in shop: ShopID, _ snapshot: Snapshot
  ) throws -> [String: Product] {
    let keys = Set(handles.map(FileHandleKey.of)).sorted()
    let imported = try select("p.shop_id = \(shop) AND p.handle_key IN \(list: keys)", snapshot)
    var found: [String: Product] = [:]
    for product in imported.sorted(by: { $0.id > $1.id }) {
      found[FileHandleKey.of(product.sourceHandle ?? "")] = product
    }
    let slugs = keys.filter { found[$0] == nil }
    if !slugs.isEmpty {
      let made = try select(
        "p.slug IN \(list: slugs) AND p.shop_id = \(shop) AND p.source_handle IS NULL", snapshot)
      for product in made { found[product.slug] = product }
    }
    let ids = slugs.compactMap { handle in found[handle] == nil ? ProductID(handle) : nil }
    if !ids.isEmpty {
      for product in try select("p.id IN \(list: ids) AND p.shop_id = \(shop)", snapshot) {
        found[product.id.description] = product
      }
    }
    let exact = Dictionary(imported.map { ($0.sourceHandle ?? "", $0) }) { $1 }
    return Dictionary(
      handles.compactMap { handle in (exact[handle] ?? found[FileHandleKey.of(handle)]).map { (handle, $0) } }
    ) { $1 }
  }

  /// Those of the slugs that products of the shop have as the handles of files, whatever capitals.
  static func sourceHandles(
    among slugs: [String], in shop: ShopID, _ snapshot: Snapshot
  ) throws -> Set<String> {
    Set(
      try snapshot.values(
        "SELECT handle_key FROM products WHERE shop_id = \(shop) AND handle_key IN \(list: slugs)",
        as: String.self))
  }

  /// What products are called, also deleted ones.
  static func titles(of ids: [ProductID], _ snapshot: Snapshot) throws -> [ProductID: String] {
    let rows = try snapshot.all("SELECT id, title FROM products WHERE id IN \(list: ids)") { row in
      (try row.next(ProductID.self), try row.next(String.self))
    }
    return Dictionary(rows) { $1 }
  }

  /// Whose products are, also deleted ones.
  static func shops(of ids: [ProductID], _ snapshot: Snapshot) throws -> [ProductID: ShopID] {
    let rows = try snapshot.all("SELECT id, shop_id FROM products WHERE id IN \(list: ids)") { row in
      (try row.next(ProductID.self), try row.next(ShopID.self))
    }
    return Dictionary(rows) { $1 }
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
    var products: [Product] = try snapshot.all(
      """
      SELECT \(fragment: columns) FROM products p
      JOIN shops s ON s.id = p.shop_id
      JOIN product_texts t ON t.product_id = p.id
      LEFT JOIN categories c ON c.id = p.category_id
      \(fragment: HidingStore.join)
      WHERE \(fragment: rule)
      """)
    guard !products.isEmpty else { return [] }
    let variants = try VariantStore.of(products, snapshot)
    let images = try ImageStore.of(products.map(\.id), snapshot)
    let values = try ProductValueStore.of(products.map(\.id), snapshot)
    let translations = try ProductTranslationStore.of(products.map(\.id), snapshot)
    for index in products.indices {
      products[index].variants = variants[products[index].id] ?? []
      products[index].images = images[products[index].id] ?? []
      products[index].values = values[products[index].id] ?? []
      products[index].translations = translations[products[index].id] ?? Translations()
    }
    return products
  }
}

extension Product: RowDecodable {
  /// The product's own row with the names beside it; variants and pictures come from their own tables.
  package init(row: inout Row) throws {
    id = try row.next("p.id")
    slug = try row.next("p.slug")
    title = try row.next("p.title")
    status = try row.next("p.status")
    publishAt = try row.next("p.publish_at")
    isListed = try row.next("p.is_listed")
    brand = try row.next("p.brand")
    tags = ListText.read(try row.next("p.tags"))
    options = ListText.options(try row.next("p.options"))
    currency = try row.next("p.currency")
    rating = Rating(sum: try row.next("p.rating_sum"), count: try row.next("p.rating_count"))
    sold = try row.next("p.sold")
    sourceHandle = try row.next("p.source_handle")
    createdAt = try row.next("p.created_at")
    updatedAt = try row.next("p.updated_at")
    deletedAt = try row.next("p.deleted_at")
    hiding = try ProductHiding(row: &row)
    decisions = try ProductHiding.decisions(&row)
    shop = ShopSummary(
      id: try row.next("s.id"), slug: try row.next("s.slug"), name: try row.next("s.name"))
    text = ProductText(
      text: try row.next("t.description"), isHTML: try row.next("t.is_html"),
      markdown: try row.next("t.markdown"))
    attributes = ListText.attributes(try row.next("t.attributes"))
    pageText = PageText(
      title: try row.next("t.seo_title"), description: try row.next("t.seo_description"))
    extras = try ProductExtras(row: &row)
    let categoryID: CategoryID? = try row.next("c.id")
    let categorySlug: String? = try row.next("c.slug")
    let categoryName: String? = try row.next("c.name")
    category = categoryID.map { CategorySummary(id: $0, slug: categorySlug ?? "", name: categoryName ?? "") }
  }
}
