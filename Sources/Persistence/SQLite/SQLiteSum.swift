import CSQLite

/// `SUM` as PostgreSQL has it: exact beyond 64 bits, where SQLite's own ends with "integer overflow". It takes the place
/// of the built-in function, so one SQL text is right on both engines and no store can forget about it.
///
/// What fits 64 bits comes back as a whole number, anything longer as its decimal digits, which `Row.nextSum` reads.
/// Digits are unequal to every number of 64 bits, as they should be, but they do not sort among numbers: a statement may
/// compare such a sum with `=` and `<>`, not order by it.
enum SQLiteSum {
  /// Throws `DatabaseError` when the connection does not take it.
  static func replace(on connection: OpaquePointer?) throws {
    let flags = SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_INNOCUOUS
    let code = sqlite3_create_window_function(
      connection, "sum", 1, flags, nil,
      { context, _, values in SQLiteSum.change(context, values) { $0.add($1) } },
      { context in SQLiteSum.answer(context) }, { context in SQLiteSum.answer(context) },
      { context, _, values in SQLiteSum.change(context, values) { $0.remove($1) } }, nil)
    guard code == SQLITE_OK else { throw DatabaseError.statement(code: "SQLite \(code)", message: "SUM") }
  }

  private static func change(
    _ context: OpaquePointer?, _ values: UnsafeMutablePointer<OpaquePointer?>?,
    _ body: (inout RunningSum, OpaquePointer) -> Void
  ) {
    guard let value = values?[0] else { return }
    guard let memory = sqlite3_aggregate_context(context, Int32(MemoryLayout<RunningSum>.size)) else {
      return sqlite3_result_error_nomem(context)
    }
    // SQLite clears the memory and aligns it to 8 bytes; all zeros is the sum of nothing.
    body(&memory.assumingMemoryBound(to: RunningSum.self).pointee, value)
  }

  private static func answer(_ context: OpaquePointer?) {
    guard let memory = sqlite3_aggregate_context(context, 0) else { return sqlite3_result_null(context) }
    let sum = memory.assumingMemoryBound(to: RunningSum.self).pointee
    if sum.count == 0 { return sqlite3_result_null(context) }
    if sum.fractions > 0 { return sqlite3_result_double(context, sum.fraction + Double(sum.whole)) }
    if let whole = Int64(exactly: sum.whole) { return sqlite3_result_int64(context, whole) }
    sqlite3_result_text(context, String(sum.whole), -1, sqliteTransient)
  }
}

/// What was added up so far. All its parts have 64 bits, as SQLite's memory is not aligned for more.
private struct RunningSum {
  private var low: UInt64
  private var high: Int64
  /// Values that were not NULL.
  private(set) var count: Int64
  /// Those among them that are no whole numbers, and their sum.
  private(set) var fractions: Int64
  private(set) var fraction: Double

  /// The whole numbers together. 128 bits hold more of them than there can be rows.
  var whole: Int128 { Int128(high) << 64 | Int128(low) }

  mutating func add(_ value: OpaquePointer) {
    switch sqlite3_value_numeric_type(value) {
    case SQLITE_NULL: return
    case SQLITE_INTEGER: set(whole &+ Int128(sqlite3_value_int64(value)))
    default:
      fraction += sqlite3_value_double(value)
      fractions += 1
    }
    count += 1
  }

  mutating func remove(_ value: OpaquePointer) {
    switch sqlite3_value_numeric_type(value) {
    case SQLITE_NULL: return
    case SQLITE_INTEGER: set(whole &- Int128(sqlite3_value_int64(value)))
    default:
      fraction -= sqlite3_value_double(value)
      fractions -= 1
    }
    count -= 1
  }

  private mutating func set(_ sum: Int128) {
    low = UInt64(truncatingIfNeeded: sum)
    high = Int64(truncatingIfNeeded: sum >> 64)
  }
}
