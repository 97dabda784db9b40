/// A value on its way into a statement, as the engines know values.
package enum SQLParameter: Sendable, Hashable {
  case null
  case integer(Int64)
  case double(Double)
  case boolean(Bool)
  /// Must not hold U+0000, which PostgreSQL has no room for; such a text is refused on both engines.
  case text(String)
  case bytes([UInt8])
  /// 128 bits: BLOB(16) on SQLite, `uuid` on PostgreSQL.
  case uuid(high: UInt64, low: UInt64)
}
