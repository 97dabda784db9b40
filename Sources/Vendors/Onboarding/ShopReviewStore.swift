import Identity
import Kernel
import Persistence

/// A shop with who owns it, as administrators see it.
package struct ReviewedShop: RowDecodable, Sendable {
  package let shop: Shop
  package let ownerName: String
  package let ownerEmail: String

  package init(row: inout Row) throws {
    shop = try Shop(row: &row)
    ownerName = try row.next()
    ownerEmail = try row.next()
  }
}

/// Reads for administrators. Joins accounts, which Identity owns, for reading only.
enum ShopReviewStore {
  private static let source: SQL = """
    SELECT \(fragment: ShopStore.columns), a.name, a.email
    FROM shops s JOIN accounts a ON a.id = s.owner_id
    """

  static func page(
    status: ShopStatus?, matching text: String?, _ page: PageRequest, _ snapshot: Snapshot
  ) throws -> Page<ReviewedShop> {
    var conditions: [SQL] = [status.map { "s.status = \($0)" } ?? "s.status <> \(ShopStatus.closed)"]
    if let text { conditions.append(ShopStore.nameContains(text)) }
    if let last = page.cursor?.values.first.flatMap({ ShopID($0) }) { conditions.append("s.id < \(last)") }
    let rows: [ReviewedShop] = try snapshot.all(
      """
      \(fragment: source) WHERE \(fragment: .join(conditions, " AND "))
      ORDER BY s.id DESC LIMIT \(page.limit + 1)
      """)
    return Page(fetched: rows, limit: page.limit) { Cursor([$0.shop.id.description]) }
  }

  static func find(_ reference: String, _ snapshot: Snapshot) throws -> ReviewedShop? {
    try snapshot.first("\(fragment: source) WHERE \(fragment: ShopStore.matching(reference))")
  }
}

extension Vendors {
  /// A page of shops for administrators, the newest first; closed ones only when asked for.
  package func shopsForReview(
    status: ShopStatus? = nil, matching text: String? = nil, _ page: PageRequest
  ) async throws -> Page<ReviewedShop> {
    try await database.read { try ShopReviewStore.page(status: status, matching: text, page, $0) }
  }

  /// A shop for administrators by id or slug, closed ones too. Throws `Problem(.notFound)`.
  package func shopForReview(_ reference: String) async throws -> ReviewedShop {
    let found = try await database.read { try ShopReviewStore.find(reference, $0) }
    guard let found else { throw Problem(.notFound) }
    return found
  }

  /// How many shops there are in each state.
  package func shopCounts() async throws -> [ShopStatus: Int] {
    try await database.read { try ShopStore.counts($0) }
  }
}
