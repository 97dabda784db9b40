import Kernel
import Persistence

private let rowsPerInsert = 50

/// A row of product_images on its way into the table.
struct ImageRow {
  let id: ImageID
  let product: ProductID
  let position: Int
  let key: String?
  let sourceURL: String?
  let alt: String
  let width: Int
  let height: Int

  /// A picture that a file names and that is stored here, or still to be fetched.
  init(product: ProductID, _ position: Int, _ draft: ImageDraft) {
    id = draft.id
    self.product = product
    self.position = position
    key = draft.stored?.folder
    sourceURL = draft.sourceURL
    alt = draft.alt
    width = draft.stored?.width ?? 0
    height = draft.stored?.height ?? 0
  }
}

/// The rows of pictures. A picture that is not fetched yet has no key.
package enum ImageStore {
  private static let columns = SQL.columns { try image(&$0) }

  /// Stores what `StoredPicture` says for a picture that an import named, and shows it. False when it is
  /// gone.
  package static func fill(
    _ image: ImageID, with picture: StoredPicture, _ changes: CatalogChanges, _ tx: Transaction
  ) throws -> Bool {
    let product: ProductID? = try tx.value(
      """
      UPDATE product_images SET storage_key = \(picture.folder), width = \(picture.width),
        height = \(picture.height) WHERE id = \(image) RETURNING product_id
      """)
    guard let product else { return false }
    try showFirst(product, tx)
    changes.look(after: tx)
    return true
  }

  static func of(_ products: [ProductID], _ snapshot: Snapshot) throws -> [ProductID: [ProductImage]] {
    let rows = try snapshot.all(
      """
      SELECT \(fragment: columns) FROM product_images i
      LEFT JOIN stored_pictures s ON s.storage_key = i.storage_key
      WHERE i.product_id IN \(list: products) ORDER BY i.position, i.id
      """
    ) { try image(&$0) }
    return Dictionary(grouping: rows, by: \.product).mapValues { $0.map(\.image) }
  }

  private static func image(_ row: inout Row) throws -> (product: ProductID, image: ProductImage) {
    let product: ProductID = try row.next("i.product_id")
    var image = ProductImage(
      id: try row.next("i.id"), key: try row.next("i.storage_key"), sourceURL: try row.next("i.source_url"),
      alt: try row.next("i.alt"), width: try row.next("i.width"), height: try row.next("i.height"))
    let sizes: Int? = try row.next("s.sizes")
    let original: String? = try row.next("i.original_key")
    let width: Int? = try row.next("i.original_width")
    let height: Int? = try row.next("i.original_height")
    image.original = original.map { StoredPicture(folder: $0, width: width ?? 0, height: height ?? 0) }
    image.look = PictureLook(sizes: sizes ?? 0, placeholder: try row.next("s.placeholder"))
    return (product, image)
  }

  static func insert(_ rows: [ImageRow], _ tx: Transaction) throws {
    for chunk in rows.chunks(of: rowsPerInsert) {
      let values = chunk.map { row -> NamedValues in
        [
          "id": row.id, "product_id": row.product, "position": row.position, "storage_key": row.key,
          "source_url": row.sourceURL, "alt": row.alt, "width": row.width, "height": row.height,
          "created_at": tx.now,
        ]
      }
      try tx.run("INSERT INTO product_images \(values: values)")
    }
    try PictureFetchStore.insert(rows.filter { $0.key == nil && $0.sourceURL != nil }.map(\.id), tx)
  }

  /// Those of the keys below which pictures of products are stored.
  static func stored(_ keys: [String], _ snapshot: Snapshot) throws -> [String: StoredPicture] {
    guard !keys.isEmpty else { return [:] }
    let pictures = try snapshot.all(
      """
      SELECT storage_key, MAX(width), MAX(height) FROM product_images WHERE storage_key IN \(list: keys)
      GROUP BY storage_key
      """
    ) { row in StoredPicture(folder: try row.next(), width: try row.next(), height: try row.next()) }
    return Dictionary(pictures.map { ($0.folder, $0) }) { $1 }
  }

  /// Adds an uploaded picture behind the others.
  static func append(
    _ picture: StoredPicture, alt: String, to product: ProductID, _ tx: Transaction
  ) throws -> ProductImage {
    let last: Int? = try tx.value("SELECT MAX(position) FROM product_images WHERE product_id = \(product)")
    let image = ProductImage(
      id: ImageID(at: tx.now), key: picture.folder, sourceURL: nil, alt: alt, width: picture.width,
      height: picture.height)
    let row: NamedValues = [
      "id": image.id, "product_id": product, "position": (last ?? -1) + 1, "storage_key": image.key,
      "alt": alt, "width": image.width, "height": image.height, "created_at": tx.now,
    ]
    try tx.run("INSERT INTO product_images \(values: row)")
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

  /// What is to be done with the pictures of a product.
  private struct Arrangement {
    let gone: [ProductImage]
    let order: [ImageID]
    let described: [ImageDraft]
    let isSame: Bool

    init(_ drafts: [ImageDraft], _ product: Product) {
      let known = Dictionary(product.images.map { ($0.id, $0) }) { first, _ in first }
      let wanted = Set(drafts.map(\.id))
      gone = product.images.filter { $0.sourceURL != nil && !wanted.contains($0.id) }
      let behind = product.images.filter { $0.sourceURL == nil && !wanted.contains($0.id) }
      order = drafts.map(\.id) + behind.map(\.id)
      described = drafts.filter { draft in known[draft.id].map { $0.alt != draft.alt } ?? false }
      isSame = order == product.images.map(\.id) && described.isEmpty
    }
  }

  /// Whether the pictures that a file names are others than those of the product, or stand otherwise.
  static func changes(_ product: Product, to drafts: [ImageDraft]) -> Bool {
    !Arrangement(drafts, product).isSame
  }

  /// Makes the pictures that a file names those of the product, in its order; uploaded ones stay behind them.
  /// Answers whether anything changed.
  static func synchronise(_ drafts: [ImageDraft], _ product: Product, _ tx: Transaction) throws -> Bool {
    let plan = Arrangement(drafts, product)
    if plan.isSame { return false }
    let known = Set(product.images.map(\.id))
    for draft in plan.described { try describe(draft.id, alt: draft.alt, tx) }
    try delete(plan.gone.map(\.id), tx)
    try insert(
      drafts.enumerated().filter { !known.contains($1.id) }.map { ImageRow(product: product.id, $0, $1) }, tx)
    try arrange(plan.order, tx)
    try showFirst(product.id, tx)
    try RemoveMedia.enqueue(plan.gone.flatMap(\.keys), tx)
    return true
  }

  /// Shows the first picture that is there on the product's card.
  static func showFirst(_ product: ProductID, _ tx: Transaction) throws {
    let first = try of([product], tx)[product]?.first { $0.key != nil }
    try tx.run(
      """
      UPDATE products SET image_key = \(first?.key), image_width = \(first?.width ?? 0),
        image_height = \(first?.height ?? 0), image_alt = \(first?.alt ?? ""),
        image_sizes = \(first?.look.sizes ?? 0), image_placeholder = \(first?.look.placeholder),
        updated_at = \(tx.now)
      WHERE id = \(product)
      """)
  }

  /// Whether anything still shows a picture stored below this key.
  static func isUsed(_ key: String, _ snapshot: Snapshot) throws -> Bool {
    let found: Int64? = try snapshot.value(
      """
      SELECT 1 WHERE EXISTS (SELECT 1 FROM product_images WHERE storage_key = \(key))
        OR EXISTS (SELECT 1 FROM product_images WHERE original_key = \(key))
        OR EXISTS (SELECT 1 FROM site_settings WHERE logo_key = \(key))
        OR EXISTS (SELECT 1 FROM home_pictures WHERE storage_key = \(key))
        OR EXISTS (SELECT 1 FROM shops WHERE avatar_key = \(key) OR banner_key = \(key))
      """)
    return found != nil
  }
}
