/// From here on the numbers of all areas are one sequence. Below it each area counted by itself, so that what came
/// later may have a smaller number.
private let firstNumberInSequence = 100

/// What a database has been through.
struct MigrationHistory {
  private let names: Set<String>
  private let nameByNumber: [Int: String]
  private let newest: (number: Int, name: String)?

  /// The migrations with these names were applied.
  init(_ names: [String]) {
    self.names = Set(names)
    let numbered = names.compactMap { name in Migration.number(of: name).map { (number: $0, name: name) } }
    nameByNumber = Dictionary(numbered.map { ($0.number, $0.name) }) { first, _ in first }
    newest = numbered.max { $0.number < $1.number }
  }

  /// Those that are still to come. Throws `DatabaseError.configuration` when one of them has the number of another
  /// that was applied, or belongs before one that was: here it would run after it and on new databases before, so that
  /// they could end up with different tables.
  func pending(_ migrations: [Migration]) throws -> [Migration] {
    let pending = migrations.filter { !names.contains($0.name) }
    for migration in pending {
      if let other = nameByNumber[migration.number] {
        throw DatabaseError.configuration(
          "migration \(migration.name) has the number of \(other), which was applied; was it renamed?")
      }
      if let newest, migration.number >= firstNumberInSequence, migration.number < newest.number {
        throw DatabaseError.configuration(
          """
          migration \(migration.name) comes too late: \(newest.name) was applied before it; give it a number \
          above all others
          """)
      }
    }
    return pending
  }
}
