/// One SQL statement, or a piece of one, with its values kept apart. Written as a string literal: `\(value)`
/// becomes a bound parameter, so no text from outside can ever become SQL.
///
/// Literals are `StaticString`s, and so are the names of types and columns that become part of a text: there is no way
/// to make `SQL` of a `String`, neither a statement nor a piece, so nothing that was put together at run time can pass
/// as one by accident. Only this target can read or set the text; the migrator runs its files as scripts.
package struct SQL: ExpressibleByStringInterpolation, Sendable {
  /// The text with `valueMark` wherever a value is bound; also the key of the statement caches.
  let text: String
  let parameters: [SQLParameter]

  /// Stands for one bound value. A control character, so that a `?` or `$1` in a quoted text is never
  /// touched.
  static let valueMark: UInt8 = 0x01
  /// Stands before the name of the SQL type of a bound value that PostgreSQL has to be told; `typeEnd`
  /// follows it.
  static let typeStart: UInt8 = 0x02
  static let typeEnd: UInt8 = 0x03

  init(text: String, parameters: [SQLParameter]) {
    self.text = text
    self.parameters = parameters
  }

  package init(stringLiteral value: StaticString) { self.init(text: value.description, parameters: []) }

  package init(stringInterpolation: SQLInterpolation) {
    self.init(text: stringInterpolation.text, parameters: stringInterpolation.parameters)
  }

  /// True when there is neither text nor value, as in `""`.
  package var isEmpty: Bool { text.isEmpty }

  /// The parts in order with `separator` between them; empty when there are none.
  package static func join(_ parts: [SQL], _ separator: SQL) -> SQL {
    var text = ""
    var parameters: [SQLParameter] = []
    for (index, part) in parts.enumerated() {
      if index > 0 {
        text += separator.text
        parameters += separator.parameters
      }
      text += part.text
      parameters += part.parameters
    }
    return SQL(text: text, parameters: parameters)
  }

  /// Both, one after the other, with nothing between.
  package static func + (left: SQL, right: SQL) -> SQL {
    SQL(text: left.text + right.text, parameters: left.parameters + right.parameters)
  }

  /// Appends a piece.
  package static func += (left: inout SQL, right: SQL) { left = left + right }

  /// Whether its first word says that it changes rows.
  var isWrite: Bool {
    let first = text.utf8.first { $0 != UInt8(ascii: " ") && $0 != UInt8(ascii: "\n") }
    return first.map { SQL.writeInitials.contains($0) } ?? false
  }

  /// Of INSERT, UPDATE and DELETE.
  private static let writeInitials = Array("IUDiud".utf8)

  /// The text as the engine wants it: `?` on SQLite, `$1`, `$2`, … on PostgreSQL.
  func rendered(for engine: Engine) -> String {
    var out: [UInt8] = []
    out.reserveCapacity(text.utf8.count + parameters.count * 3)
    var typeName: [UInt8]?
    var count = 0
    for byte in text.utf8 {
      switch byte {
      case SQL.valueMark:
        count += 1
        out += engine == .sqlite ? Array("?".utf8) : Array("$\(count)".utf8)
      case SQL.typeStart:
        typeName = []
      case SQL.typeEnd:
        count += 1
        let type = String(decoding: typeName ?? [], as: UTF8.self)
        out += engine == .sqlite ? Array("?".utf8) : Array("CAST($\(count) AS \(type))".utf8)
        typeName = nil
      default:
        if typeName != nil { typeName?.append(byte) } else { out.append(byte) }
      }
    }
    return String(decoding: out, as: UTF8.self)
  }
}

extension SQL: CustomStringConvertible {
  /// The statement with `?` for every value. The values themselves are left out, as logs may hold them.
  package var description: String { rendered(for: .sqlite) }
}

/// Collects the text and the values of an `SQL` literal.
package struct SQLInterpolation: StringInterpolationProtocol {
  /// Only text of the program itself, never of run time.
  package typealias StringLiteralType = StaticString

  var text = ""
  var parameters: [SQLParameter] = []

  package init(literalCapacity: Int, interpolationCount: Int) {
    text.reserveCapacity(literalCapacity + interpolationCount)
    parameters.reserveCapacity(interpolationCount)
  }

  /// The text between the values.
  package mutating func appendLiteral(_ literal: StaticString) { text += literal.description }

  /// `\(value)`: one bound value.
  package mutating func appendInterpolation(_ value: some SQLValue) {
    text += "\u{1}"
    parameters.append(value.sqlParameter)
  }

  /// `\(value)`: one bound value or NULL.
  package mutating func appendInterpolation<T: SQLValue>(_ value: T?) {
    text += "\u{1}"
    parameters.append(value.sqlParameter)
  }

  /// `\(typed: value)`: a bound value whose type PostgreSQL could not infer by itself, as in `\(typed: x) IS
  /// NULL`.
  package mutating func appendInterpolation<T: SQLValue>(typed value: T) {
    text += "\u{2}\(T.sqlType.description)\u{3}"
    parameters.append(value.sqlParameter)
  }

  /// `\(typed: value)`, or NULL of that type.
  package mutating func appendInterpolation<T: SQLValue>(typed value: T?) {
    text += "\u{2}\(T.sqlType.description)\u{3}"
    parameters.append(value.sqlParameter)
  }

  /// `\(fragment: sql)`: another piece of SQL with its values.
  package mutating func appendInterpolation(fragment: SQL) {
    text += fragment.text
    parameters += fragment.parameters
  }

  /// `\(list: values)`: `(?, ?, …)` for `IN` and `NOT IN`. An empty list is a set without members, so `IN`
  /// is false and `NOT IN` true on both engines.
  package mutating func appendInterpolation<T: SQLValue>(list values: [T]) {
    if values.isEmpty {
      text += "(SELECT CAST(NULL AS \(T.sqlType.description)) WHERE 1 = 0)"
      return
    }
    text += "("
    for (index, value) in values.enumerated() {
      text += index == 0 ? "\u{1}" : ", \u{1}"
      parameters.append(value.sqlParameter)
    }
    text += ")"
  }
}
