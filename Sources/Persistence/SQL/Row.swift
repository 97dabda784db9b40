/// The row a statement stands on. Columns are read once each, in the order of the SELECT.
package struct Row {
  private let content: RowContent
  private var index: Int32 = 0

  init(_ source: RowSource) { content = .columns(source) }

  /// No row, but a decoder's names of what it reads; see `SQL.columns`.
  init(naming names: ColumnNames) { content = .names(names) }

  /// The next column, which the statement selects as `name`: `s.owner_id`, or an expression with a name of its own as
  /// `COUNT(*) AS members`. This is where a column's name stands: `SQL.columns(of:)` gives the list to the SELECT, and
  /// builds for tests refuse a row whose columns have other names. Throws as the function without a name.
  package mutating func next<T: SQLValue>(_ name: StaticString) throws -> T {
    switch content {
    case .names(let names):
      names.add(name)
      return T.sample
    case .columns(let source): return try T.decode(nextColumn(source, name))
    }
  }

  /// The next column by its name, of a type that the context does not tell.
  package mutating func next<T: SQLValue>(_ name: StaticString, _ type: T.Type) throws -> T { try next(name) }

  /// The next column, for rows of few columns that are read right beside their statement. Throws
  /// `DatabaseError.decoding` when it holds another type, NULL for a type that is not optional, or when there is none
  /// left.
  package mutating func next<T: SQLValue>() throws -> T { try T.decode(nextColumn()) }

  /// The next column, of an expression without values that other statements hold, too.
  package mutating func next<T: SQLValue>(of expression: SQL) throws -> T {
    switch content {
    case .names(let names):
      names.add(expression)
      return T.sample
    case .columns(let source): return try T.decode(nextColumn(source))
    }
  }

  /// The next column, of a type that the context does not tell.
  package mutating func next<T: SQLValue>(_ type: T.Type) throws -> T { try T.decode(nextColumn()) }

  /// The next column as a `SUM` of whole numbers, exact beyond 64 bits on both engines; 0 for NULL, which is the sum of
  /// no rows. Throws `DatabaseError.decoding` when it holds anything else.
  package mutating func nextSum() throws -> Int128 {
    try Row.sum(nextColumn())
  }

  /// The next column as such a sum, by its name.
  package mutating func nextSum(_ name: StaticString) throws -> Int128 {
    switch content {
    case .names(let names):
      names.add(name)
      return 0
    case .columns(let source): return try Row.sum(nextColumn(source, name))
    }
  }

  private static func sum(_ column: SQLColumn) throws -> Int128 {
    column.isNull ? 0 : try column.wideInteger()
  }

  private mutating func nextColumn() throws -> SQLColumn {
    guard case .columns(let source) = content else {
      throw DatabaseError.decoding("a column that is listed needs a name")
    }
    return try nextColumn(source)
  }

  private mutating func nextColumn(_ source: RowSource, _ name: StaticString) throws -> SQLColumn {
    let column = try nextColumn(source)
    #if DEBUG
      try ColumnNames.check(column, name)
    #endif
    return column
  }

  private mutating func nextColumn(_ source: RowSource) throws -> SQLColumn {
    guard index < source.columnCount else {
      throw DatabaseError.decoding("the row has \(source.columnCount) columns; one more was read")
    }
    let column = SQLColumn(source: source, index: index)
    index += 1
    return column
  }
}

/// A type that is read from a row, column after column.
package protocol RowDecodable {
  /// Reads the columns in SELECT order.
  init(row: inout Row) throws
}

private enum RowContent {
  case columns(RowSource)
  case names(ColumnNames)
}

/// Where a row's columns come from.
enum RowSource {
  case sqlite(SQLiteRow)
  case postgres(PostgresRow)

  var columnCount: Int32 {
    switch self {
    case .sqlite(let row): row.columnCount
    case .postgres(let row): row.columnCount
    }
  }

  /// What the statement calls a column.
  func name(_ index: Int32) -> String? {
    switch self {
    case .sqlite(let row): row.name(index)
    case .postgres(let row): row.name(index)
    }
  }
}
