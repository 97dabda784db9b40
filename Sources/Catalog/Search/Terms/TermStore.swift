import Kernel
import Persistence

/// Reads what the memory of terms holds from the index of either engine.
enum TermStore {
  /// The numbers of products that have a word in a field, in ascending order on SQLite.
  static func numbers(_ key: TermKey, in field: SearchField, _ snapshot: Snapshot) throws -> [UInt32] {
    let statement: SQL =
      switch snapshot.engine {
      case .sqlite: "SELECT rowid FROM product_search WHERE product_search MATCH \(key.sqlite(field))"
      case .postgres:
        "SELECT number FROM product_search WHERE document @@ CAST(\(key.postgres(field)) AS tsquery)"
      }
    return try snapshot.all(statement) { row in UInt32(truncatingIfNeeded: try row.next(Int64.self)) }
  }

  /// How many words of the index title and lead have, of every product.
  static func lengths(_ snapshot: Snapshot, _ take: (UInt32, TermLengths) -> Void) throws {
    switch snapshot.engine {
    case .sqlite: try storedSizes(snapshot, take)
    case .postgres:
      try snapshot.each("SELECT number, title_words, lead_words FROM product_search") { row in
        let number: Int64 = try row.next()
        take(UInt32(truncatingIfNeeded: number), TermLengths(title: try row.next(), lead: try row.next()))
      }
    }
  }

  /// FTS5 keeps them itself.
  private static func storedSizes(_ snapshot: Snapshot, _ take: (UInt32, TermLengths) -> Void) throws {
    try snapshot.each("SELECT id, sz FROM product_search_docsize ORDER BY id") { row in
      let number: Int64 = try row.next()
      take(UInt32(truncatingIfNeeded: number), TermLengths(sizes: try row.next()))
    }
  }

  /// The numbers of these products.
  static func numbers(of ids: [ProductID], _ snapshot: Snapshot) throws -> [(
    number: UInt32, product: ProductID
  )] {
    try snapshot.all("SELECT number, id FROM products WHERE id IN \(filled: ids)") { row in
      let number: Int64 = try row.next()
      return (number: UInt32(truncatingIfNeeded: number), product: try row.next())
    }
  }

  /// Products of which a variant has this number of an article.
  static func articles(_ text: String, limit: Int, _ snapshot: Snapshot) throws -> [UInt32] {
    let numbers: [Int64] = try snapshot.values(
      """
      SELECT DISTINCT p.number FROM (
        SELECT product_id FROM variants WHERE sku = \(text) AND deleted_at IS NULL
        UNION ALL SELECT product_id FROM variants WHERE barcode = \(text) AND deleted_at IS NULL
      ) AS found JOIN products p ON p.id = found.product_id WHERE p.is_listed = TRUE
      ORDER BY p.number LIMIT \(limit)
      """)
    return numbers.map { UInt32(truncatingIfNeeded: $0) }
  }

  /// Words of the index in their order.
  static func words(_ snapshot: Snapshot, _ take: (String) -> Void) throws {
    try snapshot.each("SELECT term FROM search_words") { row in take(try row.next()) }
  }
}

/// How many words of the index title and lead have; 255 stands for more.
struct TermLengths: Sendable {
  let title: UInt8
  let lead: UInt8

  init(title: Int, lead: Int) {
    self.title = UInt8(clamping: title)
    self.lead = UInt8(clamping: lead)
  }

  /// From what FTS5 keeps of a document: a varint for each column.
  init(sizes: [UInt8]) {
    var numbers: [Int] = []
    var number = 0
    for byte in sizes {
      number = number << 7 | Int(byte & 0x7F)
      if byte & 0x80 != 0 { continue }
      numbers.append(number)
      number = 0
    }
    self.init(title: numbers.first ?? 0, lead: numbers.dropFirst().first ?? 0)
  }
}
