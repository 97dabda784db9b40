import Kernel
import Persistence
import TestSupport
import Testing

@testable import Catalog

/// A variant whose movements do not tell what lies there.
struct Unexplained: Equatable {
  let variant: VariantID
  let moved, there: Int64
}

extension CatalogKit {
  /// A product of one variant with so many pieces.
  func lamp(_ pieces: Int64, _ title: String = "Lamp") async throws -> VariantID {
    let made = try await product(#"{"title": "\#(title)", "price": 100, "stock": \#(pieces)}"#)
    return try #require(made.at("variants", 0, "id").text.flatMap { VariantID($0) })
  }

  /// What there is of a variant.
  func level(_ variant: VariantID) async throws -> StockLevel {
    try await catalog.stockLevel(variant, of: shop.id)
  }

  /// The movements of a variant, the oldest first: why, and by how many pieces.
  func movements(_ variant: VariantID) async throws -> [String] {
    var filter = StockMovementFilter()
    filter.variant = variant
    let page = try await catalog.stockMovements(of: shop.id, filter, PageRequest(limit: 100))
    return page.items.reversed().map { "\($0.reason.rawValue) \($0.delta)" }
  }

  /// Every variant of which the movements do not sum to what lies there, or whose last balance is another.
  func unexplained() async throws -> [Unexplained] {
    try await database.read { snapshot in
      try snapshot.all(
        """
        SELECT v.id, CAST(COALESCE(SUM(m.delta), 0) AS BIGINT), v.on_hand - v.owed
        FROM variants v LEFT JOIN stock_movements m ON m.variant_id = v.id
        GROUP BY v.id, v.on_hand, v.owed
        HAVING COALESCE(SUM(m.delta), 0) <> v.on_hand - v.owed
          OR COALESCE((SELECT l.balance FROM stock_movements l WHERE l.variant_id = v.id
            ORDER BY l.id DESC LIMIT 1), 0) <> v.on_hand - v.owed
        """
      ) { row in Unexplained(variant: try row.next(), moved: try row.next(), there: try row.next()) }
    }
  }

  /// How many variants break the rule that more lies there than is promised.
  func broken() async throws -> Int {
    try await database.read { snapshot in
      try snapshot.value(
        """
        SELECT COUNT(*) FROM variants
        WHERE reserved < 0 OR allocated < 0 OR on_hand < reserved + allocated OR owed < 0
        """) ?? -1
    }
  }

  /// Takes the movements of a variant away, as if it were older than their table.
  func age(_ variant: VariantID) async throws {
    _ = try await database.write { try $0.run("DELETE FROM stock_movements WHERE variant_id = \(variant)") }
  }

  /// An adjustment by the vendor; answers its status.
  func adjust(_ variant: VariantID, _ delta: Int64, _ reason: StockReason) async -> TestAnswer {
    await vendor.send(
      .post, "/shops/\(shop.id)/stock/\(variant)/adjustments",
      #"{"delta": \#(delta), "reason": "\#(reason.rawValue)"}"#)
  }
}

/// Why something was refused; `nil` when it was done.
func problem(_ body: () async throws -> Void) async throws -> Problem? {
  do {
    try await body()
    return nil
  } catch let problem as Problem {
    return problem
  }
}
