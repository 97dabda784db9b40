import Kernel
import Persistence

/// The readable part of products' addresses.
enum ProductSlugs {
  private static let suffixLength = 6

  /// Gives every row a slug of its title that no other product has. Stays the same when the title changes.
  static func choose(for rows: inout [ProductRow], _ tx: Transaction) throws {
    for index in rows.indices {
      rows[index].slug = Slug(title: rows[index].draft.title, fallback: "product").text
    }
    var taken = Set<String>()
    for chunk in rows.chunks(of: 50) {
      taken.formUnion(
        try tx.values("SELECT slug FROM products WHERE slug IN \(list: chunk.map(\.slug))", as: String.self))
    }
    for index in rows.indices where !taken.insert(rows[index].slug).inserted {
      rows[index].slug = withSuffix(rows[index])
      taken.insert(rows[index].slug)
    }
  }

  /// The slug with the random end of the id behind it.
  static func withSuffix(_ row: ProductRow) -> String {
    "\(Slug(title: row.draft.title, fallback: "product").text)-\(row.id.description.suffix(suffixLength))"
  }
}
