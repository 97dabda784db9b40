import Kernel
import Persistence
import Web

package enum StockCountEntity: Entity { package static let idPrefix = "count" }
/// Names a stocktake.
package typealias StockCountID = ID<StockCountEntity>

/// Where a stocktake stands.
package enum StockCountStatus: String, CaseIterable, Codable, Sendable, SQLValue, JSONWritable {
  /// Numbers are being typed.
  case open
  /// Its differences are in the stock.
  case booked
  /// Given up; it changed nothing.
  case discarded
}

/// A stocktake: what lay in a shop by its records when it was counted, beside what was counted.
package struct StockCount: Sendable {
  /// How many variants one takes.
  package static let mostLines = 5_000

  package let id: StockCountID
  package let shop: ShopID
  /// Who began it; `nil` when the account was closed.
  package let accountName: String?
  package let name: String
  /// Where it counts; `nil` in a shop without locations.
  package let location: StockLocationID?
  package let locationName: String?
  package internal(set) var status: StockCountStatus
  package let startedAt: Timestamp
  package internal(set) var endedAt: Timestamp?
  /// How many variants it is about.
  package let lines: Int
  /// How many of them have a number.
  package let counted: Int
}

/// One variant of a stocktake.
package struct StockCountLine: Sendable {
  package let variant: VariantID
  package let product: ProductID
  package let productTitle: String
  package let variantTitle: String
  package let sku: String?
  /// What lay there by the records when it was counted; while nobody has, when the stocktake began.
  package let expected: Int64
  /// What goods moved since then: below zero where more were sold and damaged than came.
  package let moved: Int64
  /// What lies there by the records now.
  package let onHand: Int64
  /// What was counted; `nil` while nobody has.
  package let counted: Int64?
  /// By how many pieces the booking changed the stock; `nil` before it.
  package let booked: Int64?

  /// By how many pieces the booking changes the stock, or did: what was counted and moved since, against the records.
  package var difference: Int64? { booked ?? counted.map { $0 + moved - onHand } }
}

/// Which lines of a stocktake somebody wants to see.
package enum StockCountFilter: String, CaseIterable, Sendable {
  case all
  /// Without a number.
  case open
  /// Where the number is another one than that of the records.
  case differences
}

/// A new stocktake.
package struct StockCountInput: Input {
  private static let nameLength = 1...100

  package let name: String
  /// The id or slug of a category to which it is limited.
  package let category: String?
  /// Where it counts; `nil` for the main location, or a shop without any.
  package let location: StockLocationID?

  package init(from input: inout InputReader) throws {
    name = input.required("name", .text(Self.nameLength))
    category = input.optional("category", .text(1...100)).flatMap { $0.isEmpty ? nil : $0 }
    location = input.optional("location", .id(StockLocationID.self))
  }

  /// A stocktake from code.
  package init(name: String, category: String? = nil, location: StockLocationID? = nil) {
    self.name = name
    self.category = category
    self.location = location
  }
}

/// What was counted of a variant.
package struct CountedInput: Input {
  /// Pieces; `nil` takes the number back.
  package let counted: Int64?

  package init(from input: inout InputReader) throws {
    counted = input.optional("counted", ProductRules.stock)
  }
}

/// A number that somebody typed into the list of a stocktake.
package struct TypedCount: Hashable, Sendable {
  package let variant: VariantID
  /// `nil` takes the number back.
  package let pieces: Int64?
  /// What the list showed before.
  package let seen: Int64?

  /// So many pieces of a variant, where the list showed `seen`.
  package init(_ variant: VariantID, _ pieces: Int64?, seen: Int64?) {
    self.variant = variant
    self.pieces = pieces
    self.seen = seen
  }
}

/// Which lines are listed.
package struct StockCountLineQuery: Input {
  package let filter: StockCountFilter

  package init(from input: inout InputReader) throws {
    filter = input.optional("show", .choice(StockCountFilter.self)) ?? .all
  }
}

extension StockCount: RowDecodable {
  package init(row: inout Row) throws {
    id = try row.next("c.id")
    shop = try row.next("c.shop_id")
    accountName = try row.next("a.name")
    name = try row.next("c.name")
    location = try row.next("c.location_id")
    locationName = try row.next("w.name AS location_name")
    status = try row.next("c.status")
    startedAt = try row.next("c.started_at")
    endedAt = try row.next("c.ended_at")
    lines = try row.next("(SELECT COUNT(*) FROM stock_count_lines l WHERE l.count_id = c.id) AS lines")
    counted = try row.next(
      """
      (SELECT COUNT(*) FROM stock_count_lines l WHERE l.count_id = c.id AND l.counted IS NOT NULL) AS counted
      """)
  }
}

extension StockCountLine: RowDecodable {
  package init(row: inout Row) throws {
    variant = try row.next("l.variant_id")
    product = try row.next("v.product_id")
    productTitle = try row.next("p.title")
    variantTitle = try row.next("v.title")
    sku = try row.next("v.sku")
    expected = try row.next("l.expected")
    moved = try row.next(of: StockMovementStore.movedSince)
    onHand = try row.next(of: StockCountStore.onHand)
    counted = try row.next("l.counted")
    booked = try row.next("l.booked")
  }
}
