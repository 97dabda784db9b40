import Foundation

/// Values that a column keeps as JSON.
package enum StoredJSON {
  /// The value as a text, its keys in one order.
  package static func parameter(_ value: some Encodable) -> SQLParameter {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    // Text, numbers and lists of them can always be encoded; a column that must not be empty refuses the rest.
    guard let bytes = try? encoder.encode(value) else { return .null }
    return .text(String(decoding: bytes, as: UTF8.self))
  }

  /// Reads it back. Throws `DatabaseError.decoding` for a column of another type, `DecodingError` for another text.
  package static func read<Value: Decodable>(_ column: SQLColumn) throws -> Value {
    try JSONDecoder().decode(Value.self, from: Data(column.text().utf8))
  }
}
