import Kernel
import Persistence
import Vendors

private let kind = "product"

/// The readable part of products' addresses.
struct ProductSlugs: Sendable {
  private static let suffixLength = 6

  let forgotten: ForgottenAddresses

  /// Gives every row a slug of its title that no other product has or had. Stays the same when the title changes.
  func choose(for rows: inout [ProductRow], _ tx: Transaction) throws {
    for index in rows.indices {
      rows[index].slug = Slug(title: rows[index].draft.title, fallback: "product").text
    }
    let hash = try forgotten.hashing(of: kind, tx)
    var taken = Set<String>()
    for chunk in rows.chunks(of: 50) {
      let slugs = chunk.map(\.slug)
      taken.formUnion(
        try tx.values("SELECT slug FROM products WHERE slug IN \(list: slugs)", as: String.self))
      guard let hash else { continue }
      let hashes = slugs.map(hash)
      let had = try tx.values(
        "SELECT hash FROM forgotten_product_slugs WHERE hash IN \(list: hashes)", as: [UInt8].self)
      taken.formUnion(zip(slugs, hashes).filter { had.contains($1) }.map { $0.0 })
    }
    for index in rows.indices where !taken.insert(rows[index].slug).inserted {
      rows[index].slug = ProductSlugs.withSuffix(rows[index])
      taken.insert(rows[index].slug)
    }
  }

  /// The slug with the random end of the id behind it.
  static func withSuffix(_ row: ProductRow) -> String {
    "\(Slug(title: row.draft.title, fallback: "product").text)-\(row.id.description.suffix(suffixLength))"
  }

  /// Keeps the slugs of products that are about to be deleted for good from every other product.
  func forget(of products: [ProductID], _ tx: Transaction) throws {
    let hash = try forgotten.madeHashing(of: kind, tx)
    let slugs = try tx.values("SELECT slug FROM products WHERE id IN \(list: products)", as: String.self)
    let rows = slugs.sorted().map { slug -> NamedValues in ["hash": hash(slug), "created_at": tx.now] }
    try tx.run(
      """
      INSERT INTO forgotten_product_slugs \(values: rows)
      ON CONFLICT (hash) DO NOTHING
      """)
  }
}
