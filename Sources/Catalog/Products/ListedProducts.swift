import Kernel
import Persistence

/// The address of a listed product and when it last changed, for sitemaps.
package struct ListedProduct: Hashable, Sendable {
  package let slug: String
  package let updatedAt: Timestamp
}

extension Catalog {
  /// How many products are listed.
  package func listedProductCount() async throws -> Int {
    try await database.read { snapshot in
      try snapshot.value("SELECT COUNT(*) FROM products p WHERE p.is_listed = TRUE") ?? 0
    }
  }

  /// Up to `limit` of the listed products behind `count` of them, the newest first.
  package func listedProducts(behind count: Int, limit: Int) async throws -> [ListedProduct] {
    try await database.read { snapshot in
      try snapshot.all(
        """
        SELECT p.slug, p.updated_at FROM products p WHERE p.is_listed = TRUE
        ORDER BY p.listed_at DESC, p.id DESC LIMIT \(limit) OFFSET \(count)
        """
      ) { row in ListedProduct(slug: try row.next(), updatedAt: try row.next()) }
    }
  }
}
