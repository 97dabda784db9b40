import Kernel
import Persistence
import Vendors

/// What more products than these fulfil is no way to go to a few of them.
private let fewProducts = 2_000
/// So many shops whose names fit are asked one after the other.
private let fewShops = 40

/// Reads the products of all shops for administrators, the newest first. The list goes by `number`, in the order in which
/// products were made: both engines walk it without sorting, and the words' index of SQLite has it. Reads Vendors' tables
/// for shops.
enum DeskStore {
  private static let source: SQL = """
    SELECT \(fragment: SQL.columns(of: DeskProduct.self)) FROM products p
    JOIN shops s ON s.id = p.shop_id \(fragment: HidingStore.join)
    LEFT JOIN categories c ON c.id = p.category_id
    """

  static func page(
    _ filter: DeskFilter, _ page: PageRequest, _ snapshot: Snapshot
  ) throws -> Page<DeskProduct> {
    let walk = DeskWalk(
      rules: try rules(filter, snapshot), behind: try number(page.cursor), limit: page.limit + 1,
      snapshot: snapshot)
    let numbers =
      if let text = filter.text { try found(text, walk, besideShops: filter.shop == nil) } else {
        try walk.numbers("1 = 1")
      }
    return Page(fetched: try rows(numbers, snapshot), limit: page.limit) { Cursor([String($0.number)]) }
  }

  static func find(_ ids: [ProductID], _ snapshot: Snapshot) throws -> [DeskProduct] {
    guard !ids.isEmpty else { return [] }
    return try snapshot.all("\(fragment: source) WHERE p.id IN \(filled: ids) ORDER BY p.number DESC")
  }

  private static func rows(_ numbers: [Int64], _ snapshot: Snapshot) throws -> [DeskProduct] {
    guard !numbers.isEmpty else { return [] }
    return try snapshot.all(
      "\(fragment: source) WHERE p.number IN \(filled: numbers) ORDER BY p.number DESC")
  }

  private static func number(_ cursor: Cursor?) throws -> Int64? {
    guard let cursor else { return nil }
    guard cursor.values.count == 1, let number = Int64(cursor.values[0]) else {
      throw Problem.invalid("cursor", "invalid", "This cursor is not one of this list.")
    }
    return number
  }

  /// The filter as conditions on products `p`.
  private static func rules(_ filter: DeskFilter, _ snapshot: Snapshot) throws -> [SQL] {
    var rules: [SQL] = []
    var narrow: [SQL] = []
    switch filter.state {
    case .draft: narrow.append("p.status = \(ProductStatus.draft)")
    case .active: narrow.append("p.status = \(ProductStatus.active)")
    case .archived: narrow.append("p.status = \(ProductStatus.archived)")
    case .scheduled: narrow.append("p.publish_at IS NOT NULL")
    case .deleted: narrow.append("p.deleted_at IS NOT NULL")
    case nil: break
    }
    if filter.state != .deleted { rules.append("p.deleted_at IS NULL") }
    switch filter.hidden {
    case .yes: narrow.append("p.hidden_at IS NOT NULL")
    case .answered: narrow.append(HidingStore.answered)
    case .no: rules.append("p.hidden_at IS NULL")
    case nil: break
    }
    if let category = filter.category { narrow.append(CategoryStore.holds(category)) }
    if let shop = filter.shop { rules.append("p.shop_id = \(try self.shop(shop, snapshot))") }
    return try rules + waysAndTests(narrow, snapshot)
  }

  /// What the fewest products fulfil leads to them, if these are few; what else is asked is looked at product by product,
  /// so that no index of many is read from one end to the other.
  private static func waysAndTests(_ narrow: [SQL], _ snapshot: Snapshot) throws -> [SQL] {
    var fewest = fewProducts
    var way: Int?
    for (index, rule) in narrow.enumerated() {
      let count: Int? = try snapshot.value(
        """
        SELECT COUNT(*) FROM (
          SELECT p.number FROM products p WHERE \(fragment: rule) LIMIT \(fewProducts)) AS found
        """)
      if let count, count < fewest { (fewest, way) = (count, index) }
    }
    return narrow.enumerated().map { index, rule in
      index == way
        ? "p.number IN (SELECT p.number FROM products p WHERE \(fragment: rule))" : DeskWalk.test(rule)
    }
  }

  private static func shop(_ reference: String, _ snapshot: Snapshot) throws -> ShopID {
    let id: ShopID? = try snapshot.value(
      "SELECT s.id FROM shops s WHERE \(fragment: ShopStore.matching(reference))")
    guard let id else {
      throw Problem.invalid("shop", "unknown", "There is no shop with this address or id.")
    }
    return id
  }

  /// The first products that a text means, by each way to them on its own, as no index leads to all.
  private static func found(_ text: String, _ walk: DeskWalk, besideShops: Bool) throws -> [Int64] {
    var numbers = Set(try walk.numbers(ofWords: text))
    numbers.formUnion(
      try walk.numbers(
        """
        p.id IN (SELECT v.product_id FROM variants v WHERE v.sku = \(text.trimmed) AND v.deleted_at IS NULL)
        """))
    if let id = ProductID(text.trimmed) { numbers.formUnion(try walk.numbers("p.id = \(id)")) }
    if besideShops { numbers.formUnion(try ofShops(called: text, walk)) }
    return Array(numbers.sorted(by: >).prefix(walk.limit))
  }

  private static func ofShops(called text: String, _ walk: DeskWalk) throws -> [Int64] {
    let name = try ShopStore.called(text, walk.snapshot)
    let shops: [ShopID] = try walk.snapshot.values(
      "SELECT s.id FROM shops s WHERE \(fragment: name) ORDER BY s.id LIMIT \(fewShops + 1)")
    guard shops.count > fewShops else {
      return try shops.flatMap { try walk.numbers("p.shop_id = \($0)") }
    }
    return try walk.numbers(
      DeskWalk.test("p.shop_id IN (SELECT s.id FROM shops s WHERE \(fragment: name))"))
  }
}

/// Looks for the first numbers of products, from the newest on.
struct DeskWalk {
  /// What all of them fulfil.
  let rules: [SQL]
  /// The last number that was shown.
  let behind: Int64?
  let limit: Int
  let snapshot: Snapshot

  /// A condition that is looked at product by product, and that no index is gone through for.
  static func test(_ rule: SQL) -> SQL { "(\(fragment: rule) OR 1 = 0)" }

  /// What all fulfil whose number this expression is.
  private func all(_ number: SQL, _ others: [SQL]) -> SQL {
    .join(others + rules + (behind.map { ["\(fragment: number) < \($0)"] } ?? []), " AND ")
  }

  /// Those that fulfil this one, too.
  func numbers(_ rule: SQL) throws -> [Int64] {
    try snapshot.values(
      """
      SELECT p.number FROM products p WHERE \(fragment: all("p.number", [rule]))
      ORDER BY p.number DESC LIMIT \(limit)
      """)
  }

  /// Those that have all words of a text, the last one as the beginning of a word.
  func numbers(ofWords text: String) throws -> [Int64] {
    let groups = SearchWords.query(text)
    guard !groups.isEmpty else { return [] }
    let expression = SearchExpression(groups: groups)
    switch snapshot.engine {
    case .sqlite:
      // The index gives the newest first by itself.
      return try snapshot.values(
        """
        SELECT product_search.rowid FROM product_search
        CROSS JOIN products p ON p.number = product_search.rowid
        WHERE product_search MATCH \(expression.sqlite) AND \(fragment: all("product_search.rowid", []))
        ORDER BY product_search.rowid DESC LIMIT \(limit)
        """)
    case .postgres:
      return try snapshot.values(
        """
        SELECT p.number FROM products p JOIN product_search f ON f.product_id = p.id
        WHERE f.document @@ CAST(\(expression.postgres) AS tsquery) AND \(fragment: all("p.number", []))
        ORDER BY p.number DESC LIMIT \(limit)
        """)
    }
  }
}
