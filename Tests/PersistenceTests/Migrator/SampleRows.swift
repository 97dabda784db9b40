import Foundation

@testable import Persistence

/// Makes rows of tables that it knows nothing of but what SQLite says of them, so that a new table needs no new code
/// here: references lead to the newest row of the other table, `CHECK (… IN …)` gives the first word, and everything
/// else is made from the type.
struct SampleRows {
  /// What conditions over several columns ask for; a new `CHECK` of that kind adds a line.
  private static let fixed: [String: SQLParameter] = [
    "barred_address_keys.id": .integer(1), "home_page.id": .integer(1), "site_settings.id": .integer(1),
    "checkouts.total": .integer(2),
    "orders.total": .integer(2), "order_settlements.net": .integer(0),
    "variants.reserved": .integer(0), "variants.allocated": .integer(0),
    "stock_transfer_lines.quantity": .integer(2),
  ]

  struct Column: Sendable {
    let name: String
    let type: String
    let isKey: Bool
    /// The table and column that it refers to.
    let target: (table: String, column: String)?
    /// The first word that it may hold.
    let choice: String?
  }

  /// A row on its way into a table.
  struct Row: Sendable {
    let table: String
    let values: [(String, SQLParameter)]
  }

  private var newest: [String: [String: SQLParameter]] = [:]
  private var count: Int64 = 100

  /// A new row for each table, those that are referred to first.
  mutating func round(_ tables: [String: [Column]]) -> [Row] {
    var rows: [Row] = []
    var done: Set<String> = []
    func visit(_ table: String) {
      guard done.insert(table).inserted, let columns = tables[table] else { return }
      for column in columns { if let target = column.target { visit(target.table) } }
      rows.append(Row(table: table, values: row(of: table, columns)))
    }
    for table in tables.keys.sorted() { visit(table) }
    return rows
  }

  private mutating func row(of table: String, _ columns: [Column]) -> [(String, SQLParameter)] {
    count += 1
    let values = columns.map { column in (column.name, value(of: column, in: table)) }
    newest[table] = Dictionary(values) { first, _ in first }
    return values
  }

  private func value(of column: Column, in table: String) -> SQLParameter {
    if let fixed = SampleRows.fixed["\(table).\(column.name)"] { return fixed }
    if let target = column.target { return newest[target.table]?[target.column] ?? .null }
    if let choice = column.choice { return .text(choice) }
    switch column.type {
    case "UUID": return .uuid(high: UInt64.random(in: 0...UInt64.max), low: UInt64(bitPattern: count))
    case "BIGINT", "INTEGER": return .integer(column.isKey ? count : 1)
    case "BOOLEAN": return .boolean(true)
    case "BYTEA": return .bytes(Array("\(count)".utf8))
    default: return .text("\(column.name) \(count)")
    }
  }
}

extension SampleRows {
  /// The tables of a database on SQLite, without those of indexes for words.
  static func tables(_ snapshot: Snapshot) throws -> [String: [Column]] {
    let names: [String] = try snapshot.values(
      """
      SELECT name FROM pragma_table_list
      WHERE schema = 'main' AND type = 'table' AND name NOT LIKE 'sqlite!_%' ESCAPE '!' AND name <> 'migrations'
      """)
    return try Dictionary(uniqueKeysWithValues: names.map { ($0, try columns(of: $0, snapshot)) })
  }

  private static func columns(of table: String, _ snapshot: Snapshot) throws -> [Column] {
    let text: String = try snapshot.value("SELECT sql FROM sqlite_master WHERE name = \(table)") ?? ""
    let targets = try snapshot.all(
      "SELECT \"from\", \"table\", \"to\" FROM pragma_foreign_key_list(\(table))"
    ) {
      (try $0.next(String.self), (table: try $0.next(String.self), column: try $0.next(String?.self) ?? "id"))
    }
    let targetOf = Dictionary(targets) { first, _ in first }
    return try snapshot.all("SELECT name, type, pk FROM pragma_table_info(\(table))") { row in
      let name: String = try row.next()
      return Column(
        name: name, type: try row.next(), isKey: try row.next(Int.self) > 0, target: targetOf[name],
        choice: choice(of: name, text))
    }
  }

  /// The first word of `CHECK (name IN ('word', …))`.
  private static func choice(of column: String, _ text: String) -> String? {
    guard let start = text.range(of: "CHECK (\(column) IN ('") else { return nil }
    return text[start.upperBound...].split(separator: "'", maxSplits: 1).first.map(String.init)
  }
}

extension Transaction {
  /// Inserts a row; nothing happens where it would be a second one of what there is one of.
  func insert(_ table: String, _ values: [(String, SQLParameter)]) throws {
    let names = values.map(\.0).joined(separator: ", ")
    let marks = values.map { _ in "\u{1}" }.joined(separator: ", ")
    try run(
      SQL(
        text: "INSERT INTO \(table) (\(names)) VALUES (\(marks)) ON CONFLICT DO NOTHING",
        parameters: values.map(\.1)))
  }
}

extension Snapshot {
  func rowCount(_ table: String) throws -> Int {
    try value(SQL(text: "SELECT COUNT(*) FROM \(table)", parameters: [])) ?? 0
  }

  /// The columns of a table on this engine; empty when there is no such table.
  func columnNames(_ table: String) throws -> Set<String> {
    switch engine {
    case .sqlite: Set(try values("SELECT name FROM pragma_table_info(\(table))"))
    case .postgres:
      Set(
        try values(
          """
          SELECT CAST(column_name AS TEXT) FROM information_schema.columns
          WHERE table_schema = 'public' AND table_name = \(table)
          """))
    }
  }
}
