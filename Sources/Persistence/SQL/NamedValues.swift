/// The values of a new row, each beside the name of its column:
///
///     try tx.run("INSERT INTO t \(values: ["id": shop.id, "name": shop.name, "approved_at": shop.approvedAt])")
package struct NamedValues: ExpressibleByDictionaryLiteral, Sendable {
  fileprivate let elements: [(StaticString, any SQLValue)]

  package init(dictionaryLiteral elements: (StaticString, any SQLValue)...) { self.elements = elements }

  private init(_ elements: [(StaticString, any SQLValue)]) { self.elements = elements }

  /// The columns of both.
  package static func + (left: NamedValues, right: NamedValues) -> NamedValues {
    NamedValues(left.elements + right.elements)
  }
}

extension SQLInterpolation {
  /// `\(values: […])`: `(id, name) VALUES (?, ?)`.
  package mutating func appendInterpolation(values row: NamedValues) { appendInterpolation(values: [row]) }

  /// `\(values: rows)`: `(id, name) VALUES (?, ?), (?, ?)`. All rows must name the same columns in the same order.
  package mutating func appendInterpolation(values rows: [NamedValues]) {
    guard let first = rows.first else { return }
    text += "("
    for (index, (name, _)) in first.elements.enumerated() {
      if index > 0 { text += ", " }
      text += name.description
    }
    text += ") VALUES "
    for (index, row) in rows.enumerated() {
      precondition(row.hasColumns(of: first), "rows of one INSERT have different columns")
      text += index == 0 ? "(" : ", ("
      for (position, (_, value)) in row.elements.enumerated() {
        text += position == 0 ? "\u{1}" : ", \u{1}"
        parameters.append(value.sqlParameter)
      }
      text += ")"
    }
  }
}

extension NamedValues {
  fileprivate func hasColumns(of other: NamedValues) -> Bool {
    elements.count == other.elements.count
      && zip(elements, other.elements).allSatisfy { one, other in
        // Rows of one list mostly come from one place in the code, so that the literal is the same one.
        one.0.utf8Start == other.0.utf8Start || one.0.description == other.0.description
      }
  }
}
