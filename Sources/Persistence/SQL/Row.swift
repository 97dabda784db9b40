/// The row a statement stands on. Columns are read once each, in the order of the SELECT.
package struct Row {
  let source: RowSource
  private var index: Int32 = 0

  init(_ source: RowSource) { self.source = source }

  /// The next column. Throws `DatabaseError.decoding` when it holds another type, NULL for a type that is not
  /// optional, or when there is none left.
  package mutating func next<T: SQLValue>() throws -> T { try T.decode(nextColumn()) }

  /// The next column, of a type that the context does not tell.
  package mutating func next<T: SQLValue>(_ type: T.Type) throws -> T { try T.decode(nextColumn()) }

  /// The next column as a `SUM` of whole numbers, exact beyond 64 bits on both engines; 0 for NULL, which is the sum of
  /// no rows. Throws `DatabaseError.decoding` when it holds anything else.
  package mutating func nextSum() throws -> Int128 {
    let column = try nextColumn()
    return column.isNull ? 0 : try column.wideInteger()
  }

  /// Passes over columns.
  package mutating func skip(_ count: Int = 1) { index += Int32(count) }

  private mutating func nextColumn() throws -> SQLColumn {
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
}
