extension SQL {
  /// The columns that a type is read from, as its `init(row:)` names them and in its order: `s.id, s.owner_id, …`. So
  /// a column stands in one place, beside what it becomes, and no list can have another order. Goes into a `static let`,
  /// as it runs the initializer once.
  package static func columns<T: RowDecodable>(of type: T.Type) -> SQL { columns { try T(row: &$0) } }

  /// The columns that a function reads. It must name the same ones whatever they hold, and take any values.
  package static func columns<T>(_ decode: (inout Row) throws -> T) -> SQL {
    let names = ColumnNames()
    var row = Row(naming: names)
    do {
      _ = try decode(&row)
    } catch {
      preconditionFailure("\(T.self) can't name its columns: \(error)")
    }
    return SQL(text: names.text, parameters: [])
  }
}

/// Collects what a decoder calls the columns that it reads.
final class ColumnNames {
  private(set) var text = ""

  func add(_ name: StaticString) { add(SQL(stringLiteral: name)) }

  /// A list of columns holds no values, as it is made once for all statements.
  func add(_ expression: SQL) {
    precondition(expression.parameters.isEmpty, "a column that is listed holds a value")
    if !text.isEmpty { text += ", " }
    text += expression.text
  }

  /// Throws `DatabaseError.decoding` when the statement calls the column otherwise: it was selected by another list
  /// than the decoder's own. Expressions without a name are called differently by each engine and pass.
  static func check(_ column: SQLColumn, _ name: StaticString) throws {
    guard let wanted = label(name.description), let found = column.source.name(column.index) else { return }
    if wanted == found { return }
    throw DatabaseError.decoding("column \(column.index + 1) is '\(found)' where '\(name)' is read")
  }

  /// What a result calls `s.owner_id` or `COUNT(*) AS members`.
  private static func label(_ name: String) -> String? {
    let bytes = name.utf8
    let start = bytes.lastIndex { !isOfName($0) }.map { bytes.index(after: $0) } ?? bytes.startIndex
    let label = bytes[start...]
    let before = bytes[..<start]
    let isNamed = before.isEmpty || before.last == UInt8(ascii: ".") && before.dropLast().allSatisfy(isOfName)
    guard !label.isEmpty, isNamed || String(before)?.hasSuffix(" AS ") == true else { return nil }
    return String(label)
  }

  private static func isOfName(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"): true
    default: false
    }
  }
}
