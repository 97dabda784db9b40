import Gateways
import Persistence

/// The columns of a table that hold sealed text.
protocol SealedColumn: CaseIterable, Hashable, Sendable {
  static var table: String { get }
  /// What the column is called.
  var name: StaticString { get }
}

/// The sealed columns of one row. What was sealed for one column of one row opens nowhere else.
struct SealedRow<Column: SealedColumn>: Hashable, Sendable {
  /// The row's identifier, as it goes into the seal.
  let id: String
  private var values: [Column: [UInt8]] = [:]

  init(id: some CustomStringConvertible) { self.id = id.description }

  /// Reads the columns in the order of the cases.
  init(id: some CustomStringConvertible, row: inout Row) throws {
    self.id = id.description
    for column in Column.allCases { values[column] = try row.next(column.name, [UInt8]?.self) }
  }

  /// What is stored in a column.
  subscript(column: Column) -> [UInt8]? { values[column] }

  /// The text of a column; `nil` when it is empty. Throws `VaultError`.
  func text(_ column: Column, _ vault: Vault) throws -> String? {
    guard let sealed = values[column] else { return nil }
    return try vault.text(sealed, context: context(column))
  }

  /// Seals a text into a column; `nil` empties it.
  mutating func set(_ column: Column, _ text: String?, _ vault: Vault) throws {
    values[column] = try text.map { try vault.seal($0, context: context(column)) }
  }

  /// The same with every column under the newest key; `nil` when that is so already.
  func resealed(_ vault: Vault) throws -> SealedRow? {
    var copy = self
    var isChanged = false
    for (column, sealed) in values where !vault.isCurrent(sealed) {
      let plain = try vault.open(sealed, context: context(column))
      copy.values[column] = try vault.seal(plain, context: context(column))
      isChanged = true
    }
    return isChanged ? copy : nil
  }

  private func context(_ column: Column) -> String { "\(Column.table).\(column.name):\(id)" }
}

/// One column sealed alone, as an answer in a history.
enum SealedText {
  static func seal(_ text: String, _ column: String, _ id: some CustomStringConvertible, _ vault: Vault)
    throws
    -> [UInt8]
  {
    try vault.seal(text, context: "\(column):\(id)")
  }

  static func open(
    _ sealed: [UInt8]?, _ column: String, _ id: some CustomStringConvertible, _ vault: Vault
  ) throws -> String? {
    try sealed.map { try vault.text($0, context: "\(column):\(id)") }
  }
}
