/// Prepared statements of one connection by text; the least recently used leaves first.
struct StatementCache<Statement> {
  private struct Entry {
    var statement: Statement
    var lastUse: UInt64
  }

  let capacity: Int
  private var entries: [String: Entry] = [:]
  private var uses: UInt64 = 0

  init(capacity: Int) { self.capacity = capacity }

  /// The statement for this text, which stays in the cache.
  mutating func find(_ text: String) -> Statement? {
    uses += 1
    entries[text]?.lastUse = uses
    return entries[text]?.statement
  }

  /// Takes the statement out, so that a nested use of the same text gets one of its own.
  mutating func take(_ text: String) -> Statement? { entries.removeValue(forKey: text)?.statement }

  /// Puts a statement in; answers with the one that had to leave for it.
  mutating func put(_ text: String, _ statement: Statement) -> Statement? {
    uses += 1
    let replaced = entries.updateValue(Entry(statement: statement, lastUse: uses), forKey: text)
    if let replaced { return replaced.statement }
    guard entries.count > capacity, let oldest = entries.min(by: { $0.value.lastUse < $1.value.lastUse })
    else {
      return nil
    }
    entries.removeValue(forKey: oldest.key)
    return oldest.value.statement
  }

  mutating func removeAll() { entries.removeAll() }
}
