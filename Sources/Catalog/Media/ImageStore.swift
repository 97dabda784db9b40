import Kernel
import Persistence

private let rowsPerInsert = 50

/// A row of product_images on its way into the table.
struct ImageRow {
  let id: ImageID
  let product: ProductID
  let position: Int
  let key: String?
  let sourceURL: String
  let alt: String
  let width: Int
  let height: Int

  /// A picture that a file names and that is still to be fetched.
  init(product: ProductID, _ position: Int, _ draft: ImageDraft) {
    id = ImageID()
    self.product = product
    self.position = position
    key = nil
    sourceURL = draft.sourceURL
    alt = draft.alt
    width = 0
    height = 0
  }
}

/// The rows of pictures. A picture that is not fetched yet has no key.
package enum ImageStore {
  private static let columns = SQL.columns { try image(&$0) }

  /// Stores what `StoredPicture` says for a picture that an import named, and shows it. False when it is
  /// gone.
  package static func fill(
    _ image: ImageID, with picture: StoredPicture, _ generation: CatalogGeneration, _ tx: Transaction
  ) throws -> Bool {
    let product: ProductID? = try tx.value(
      """
      UPDATE product_images SET storage_key = \(picture.folder), width = \(picture.width),
        height = \(picture.height) WHERE id = \(image) RETURNING product_id
      """)
    guard let product else { return false }
    try showFirst(product, tx)
    generation.advance(after: tx)
    return true
  }

  /// Pictures that an import named and nobody has fetched yet, after `image` in the order of their ids.
  package static func pending(
    after image: ImageID?, limit: Int, _ snapshot: Snapshot
  ) throws -> [(image: ImageID, sourceURL: String)] {
    var rule: SQL = "storage_key IS NULL AND source_url IS NOT NULL"
    if let image { rule += " AND id > \(image)" }
    return try snapshot.all(
      "SELECT id, source_url FROM product_images WHERE \(fragment: rule) ORDER BY id LIMIT \(limit)"
    ) { row in (image: try row.next(), sourceURL: try row.next()) }
  }

  static func of(_ products: [ProductID], _ snapshot: Snapshot) throws -> [ProductID: [ProductImage]] {
    let rows = try snapshot.all(
      """
      SELECT \(fragment: columns) FROM product_images
      WHERE product_id IN \(list: products) ORDER BY position, id
      """
    ) { try image(&$0) }
    return Dictionary(grouping: rows, by: \.product).mapValues { $0.map(\.image) }
  }

  private static func image(_ row: inout Row) throws -> (product: ProductID, image: ProductImage) {
    let product: ProductID = try row.next("product_id")
    let image = ProductImage(
      id: try row.next("id"), key: try row.next("storage_key"), sourceURL: try row.next("source_url"),
      alt: try row.next("alt"), width: try row.next("width"), height: try row.next("height"))
    return (product, image)
  }

  static func insert(_ rows: [ImageRow], _ tx: Transaction) throws {
    for chunk in rows.chunks(of: rowsPerInsert) {
      let values = chunk.map { row -> SQL in
        """
        (\(row.id), \(row.product), \(row.position), \(row.key), \(row.sourceURL), \(row.alt), \(row.width),
        \(row.height), \(tx.now))
        """
      }
      try tx.run(
        """
        INSERT INTO product_images
          (id, product_id, position, storage_key, source_url, alt, width, height, created_at)
        VALUES \(fragment: SQL.join(values, ", "))
        """)
    }
  }

  /// Adds an uploaded picture behind the others.
  static func append(
    _ picture: StoredPicture, alt: String, to product: ProductID, _ tx: Transaction
  ) throws -> ProductImage {
    let last: Int? = try tx.value("SELECT MAX(position) FROM product_images WHERE product_id = \(product)")
    let image = ProductImage(
      id: ImageID(at: tx.now), key: picture.folder, sourceURL: nil, alt: alt, width: picture.width,
      height: picture.height)
    try tx.run(
      """
      INSERT INTO product_images
        (id, product_id, position, storage_key, source_url, alt, width, height, created_at)
      VALUES (\(image.id), \(product), \((last ?? -1) + 1), \(image.key), NULL, \(alt), \(image.width),
        \(image.height), \(tx.now))
      """)
    return image
  }

  /// Puts the pictures into this order, which names each of them once.
  static func arrange(_ images: [ImageID], _ tx: Transaction) throws {
    for (position, image) in images.enumerated() {
      try tx.run(
        "UPDATE product_images SET position = \(position) WHERE id = \(image) AND position <> \(position)")
    }
  }

  static func describe(_ image: ImageID, alt: String, _ tx: Transaction) throws {
    try tx.run("UPDATE product_images SET alt = \(alt) WHERE id = \(image)")
  }

  static func delete(_ images: [ImageID], _ tx: Transaction) throws {
    guard !images.isEmpty else { return }
    try tx.run("UPDATE variants SET image_id = NULL WHERE image_id IN \(list: images)")
    try tx.run("DELETE FROM product_images WHERE id IN \(list: images)")
  }

  /// Makes the pictures that a file names those of the product, in its order; uploaded ones stay behind them.
  /// Answers whether anything changed.
  static func synchronise(_ drafts: [ImageDraft], _ product: Product, _ tx: Transaction) throws -> Bool {
    let named = product.images.filter { $0.sourceURL != nil }
    if named.map({ ImageDraft(sourceURL: $0.sourceURL ?? "", alt: $0.alt) }) == drafts { return false }
    let bySource = Dictionary(named.map { ($0.sourceURL ?? "", $0) }) { first, _ in first }
    let wanted = Set(drafts.map(\.sourceURL))
    var order: [ImageID] = []
    var added: [ImageRow] = []
    for (position, draft) in drafts.enumerated() {
      if let old = bySource[draft.sourceURL], !order.contains(old.id) {
        if old.alt != draft.alt { try describe(old.id, alt: draft.alt, tx) }
        order.append(old.id)
      } else {
        let row = ImageRow(product: product.id, position, draft)
        added.append(row)
        order.append(row.id)
      }
    }
    let kept = Set(order)
    let gone = named.filter { !wanted.contains($0.sourceURL ?? "") || !kept.contains($0.id) }
    try delete(gone.map(\.id), tx)
    try insert(added, tx)
    try arrange(order + product.images.filter { $0.sourceURL == nil }.map(\.id), tx)
    try showFirst(product.id, tx)
    try RemoveMedia.enqueue(gone.compactMap(\.key), tx)
    return true
  }

  /// Shows the first picture that is there on the product's card.
  static func showFirst(_ product: ProductID, _ tx: Transaction) throws {
    let first = try of([product], tx)[product]?.first { $0.key != nil }
    try tx.run(
      """
      UPDATE products SET image_key = \(first?.key), image_width = \(first?.width ?? 0),
        image_height = \(first?.height ?? 0), image_alt = \(first?.alt ?? ""), updated_at = \(tx.now)
      WHERE id = \(product)
      """)
  }

  /// Whether anything still shows a picture stored below this key.
  static func isUsed(_ key: String, _ snapshot: Snapshot) throws -> Bool {
    let found: Int64? = try snapshot.value(
      """
      SELECT 1 WHERE EXISTS (SELECT 1 FROM product_images WHERE storage_key = \(key))
        OR EXISTS (SELECT 1 FROM site_settings WHERE logo_key = \(key) OR banner_key = \(key))
        OR EXISTS (SELECT 1 FROM shops WHERE avatar_key = \(key) OR banner_key = \(key))
      """)
    return found != nil
  }
}
