import Kernel
import Persistence

/// How often to look whether rows wait for their words, in seconds.
private let everySeconds: Int64 = 60
/// How many rows one transaction of a rebuild goes through, so that others don't wait for long.
private let rowsPerStep = 200
/// After so many steps a run ends, and the next one goes on: no worker that is told to stop is held up by all rows.
private let stepsPerRun = 200

/// Rows that are found by the words of a `NameIndex`.
package protocol NamedRows: Sendable {
  associatedtype Subject: Entity
  /// The kind of the job that gives rows from before there were words theirs; never change it.
  static var kind: String { get }
  /// Where the words are.
  static var index: NameIndex<Subject> { get }
  /// The rows behind one in the order of their ids, at most so many, with their words; locked, so that nobody renames
  /// them meanwhile.
  static func next(
    after id: ID<Subject>?, limit: Int, _ tx: Transaction
  ) throws -> [NamedSubject<Subject>]
}

/// Gives rows from before there were words theirs.
struct RebuildNames<Rows: NamedRows>: Job {
  static var kind: String { Rows.kind }
}

extension NamedRows {
  /// Has rows from before there were words given theirs, whenever some wait for them.
  package static func registerRebuild(_ database: Database, in registry: inout JobRegistry) throws {
    registry.on(RebuildNames<Self>.self) { _, _ in try await rebuild(database) }
    try registry.every(seconds: everySeconds, RebuildNames<Self>())
  }

  /// Goes on where the last run stopped, for some steps or until all rows have their words. Several runs at once take
  /// turns.
  package static func rebuild(_ database: Database, steps: Int? = nil, of limit: Int? = nil) async throws {
    for _ in 0..<(steps ?? stepsPerRun) {
      let isMore = try await database.write { tx in
        guard let position = try NameIndexStore.lock(index.rebuild, Subject.self, tx) else { return false }
        let rows = try next(after: position.subject, limit: limit ?? rowsPerStep, tx)
        guard let last = rows.last else {
          try NameIndexStore.finish(index.rebuild, tx)
          return false
        }
        try index.replace(rows, tx)
        try NameIndexStore.move(index.rebuild, to: last.id, tx)
        return true
      }
      guard isMore else { return }
    }
  }
}
