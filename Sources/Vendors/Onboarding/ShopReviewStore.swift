import Identity
import Kernel
import Persistence

/// A shop with who owns it, as administrators see it.
package struct ReviewedShop: RowDecodable, Sendable {
  package let shop: Shop
  package let ownerName: String
  package let ownerEmail: String
  /// Where a question to the vendor stands, if there is one.
  package let question: QuestionState?

  package init(row: inout Row) throws {
    shop = try Shop(row: &row)
    ownerName = try row.next("a.name")
    ownerEmail = try row.next("a.email")
    let askedAt: Timestamp? = try row.next("q.asked_at")
    let answeredAt: Timestamp? = try row.next("q.answered_at")
    question = askedAt == nil ? nil : answeredAt == nil ? .asked : .answered
  }
}

/// A shop with what a decision about it needs.
package struct ShopUnderReview: Sendable {
  package let reviewed: ReviewedShop
  package let checklist: Checklist
  /// What the decision names, so that it does not stand against one made meanwhile.
  package let version: Int
}

/// Reads for administrators. Joins accounts, which Identity owns, for reading only.
enum ShopReviewStore {
  private static let source: SQL = """
    SELECT \(fragment: SQL.columns(of: ReviewedShop.self))
    FROM shops s JOIN accounts a ON a.id = s.owner_id
    LEFT JOIN shop_applications q ON q.shop_id = s.id
    """

  static func page(_ filter: ShopFilter, _ page: PageRequest, _ snapshot: Snapshot) throws -> Page<
    ReviewedShop
  > {
    var conditions = try conditions(filter, snapshot)
    if let place = page.cursor?.values { conditions.append(behind(place, filter.sort)) }
    let rows: [ReviewedShop] = try snapshot.all(
      """
      \(fragment: source) WHERE \(fragment: .join(conditions, " AND "))
      ORDER BY \(fragment: order(filter.sort)) LIMIT \(page.limit + 1)
      """)
    return Page(fetched: rows, limit: page.limit) { row in
      let id = row.shop.id.description
      return Cursor(filter.sort.isByName ? [ShopStore.folded(row.shop.name), id] : [id])
    }
  }

  static func find(_ reference: String, _ snapshot: Snapshot) throws -> ReviewedShop? {
    try snapshot.first("\(fragment: source) WHERE \(fragment: ShopStore.matching(reference))")
  }

  static func find(_ ids: [ShopID], _ snapshot: Snapshot) throws -> [ReviewedShop] {
    try snapshot.all("\(fragment: source) WHERE s.id IN \(list: ids) ORDER BY s.folded_name, s.id")
  }

  /// How many waiting shops there are by whose turn it is.
  static func questionCounts(_ snapshot: Snapshot) throws -> [QuestionFilter: Int] {
    func count(_ rule: SQL) throws -> Int {
      try snapshot.value(
        """
        SELECT COUNT(*) FROM shops s LEFT JOIN shop_applications q ON q.shop_id = s.id
        WHERE s.deleted_at IS NULL AND s.status = \(ShopStatus.pending) AND (\(fragment: rule))
        """) ?? 0
    }
    return Dictionary(
      uniqueKeysWithValues: try QuestionFilter.allCases.map { ($0, try count(rule($0))) })
  }

  private static func conditions(_ filter: ShopFilter, _ snapshot: Snapshot) throws -> [SQL] {
    var conditions: [SQL] = [
      filter.status.map { "s.status = \($0)" } ?? "s.status <> \(ShopStatus.closed)"
    ]
    if let question = filter.question {
      conditions.append("s.status = \(ShopStatus.pending) AND (\(fragment: rule(question)))")
    }
    if let text = filter.text {
      conditions.append(try isFound(text, snapshot))
    }
    return conditions
  }

  /// Found by its own name or by its owner. By an index where that leads to few; then the two ways are apart, as no
  /// index leads to either.
  private static func isFound(_ text: String, _ snapshot: Snapshot) throws -> SQL {
    let names = try ShopNames.index.match(text, on: "f.id", snapshot)
    let owners = try AccountNames.match(text, on: "f.owner_id", snapshot)
    if names.leadsToFew && owners.leadsToFew {
      return """
        s.id IN (SELECT f.id FROM shops f WHERE \(fragment: names.condition)
          UNION ALL SELECT f.id FROM shops f WHERE \(fragment: owners.condition))
        """
    }
    let name = try ShopNames.index.condition(text, on: "s.id", snapshot)
    let owner = try AccountNames.match(text, on: "s.owner_id", snapshot).condition
    return "(\(fragment: name) OR \(fragment: owner))"
  }

  private static func rule(_ question: QuestionFilter) -> SQL {
    switch question {
    case .due: "q.asked_at IS NULL OR q.answered_at IS NOT NULL"
    case .asked: "q.asked_at IS NOT NULL AND q.answered_at IS NULL"
    case .answered: "q.answered_at IS NOT NULL"
    }
  }

  private static func order(_ sort: ShopSort) -> SQL {
    switch sort {
    case .newest: "s.id DESC"
    case .oldest: "s.id"
    case .name: "s.folded_name, s.id"
    case .nameBackwards: "s.folded_name DESC, s.id DESC"
    }
  }

  private static func behind(_ place: [String], _ sort: ShopSort) -> SQL {
    guard let last = place.last.flatMap({ ShopID($0) }) else { return "1 = 1" }
    switch sort {
    case .newest: return "s.id < \(last)"
    case .oldest: return "s.id > \(last)"
    case .name:
      return place.count == 2 ? "(s.folded_name, s.id) > (\(place[0]), \(last))" : "1 = 1"
    case .nameBackwards:
      return place.count == 2 ? "(s.folded_name, s.id) < (\(place[0]), \(last))" : "1 = 1"
    }
  }
}

extension Vendors {
  /// A page of shops for administrators; closed ones only when asked for.
  package func shopsForReview(
    _ filter: ShopFilter = ShopFilter(), _ page: PageRequest
  ) async throws -> Page<ReviewedShop> {
    try await database.read { try ShopReviewStore.page(filter, page, $0) }
  }

  /// A shop for administrators by id or slug, closed ones too. Throws `Problem(.notFound)`.
  package func shopForReview(_ reference: String) async throws -> ReviewedShop {
    let found = try await database.read { try ShopReviewStore.find(reference, $0) }
    guard let found else { throw Problem(.notFound) }
    return found
  }

  /// Several shops with what each lacks, by name, for decisions about all of them at once.
  package func shopsForReview(_ ids: [ShopID]) async throws -> [ShopUnderReview] {
    try await database.read { snapshot in
      guard !ids.isEmpty else { return [] }
      return try ShopReviewStore.find(ids, snapshot).map { reviewed in
        let stored = try ApplicationStore.find(reviewed.shop.id, snapshot)
        return ShopUnderReview(
          reviewed: reviewed, checklist: try checklist(of: reviewed.shop, stored, snapshot),
          version: try HistoryStore.version(of: reviewed.shop.id, snapshot))
      }
    }
  }

  /// How many shops there are in each state.
  package func shopCounts() async throws -> [ShopStatus: Int] {
    try await database.read { try ShopStore.counts($0) }
  }

  /// How many waiting shops there are by whose turn it is.
  package func questionCounts() async throws -> [QuestionFilter: Int] {
    try await database.read { try ShopReviewStore.questionCounts($0) }
  }
}
