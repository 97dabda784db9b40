/// What can go wrong between a store and its database. The texts are for the log, not for clients.
package enum DatabaseError: Error, Hashable, Sendable {
  /// A unique index or primary key has this already.
  case uniqueViolation(String)
  /// A row that is referred to is missing, or one that is to go is still referred to.
  case foreignKeyViolation(String)
  /// A CHECK constraint says no.
  case checkViolation(String)
  /// A column that needs a value got NULL.
  case notNullViolation(String)
  /// A statement, or its wait for a lock, took longer than is allowed.
  case timeout(String)
  /// The transaction got in the way of others again and again; nothing was changed.
  case contention(String)
  /// The database can't be reached; nothing was changed.
  case unavailable(String)
  /// The connection was lost during COMMIT: the change may or may not be there.
  case outcomeUnknown(String)
  /// More work is waiting than is sensible, or another process holds the file; nothing was changed.
  case busy(String)
  /// There is no space left.
  case full(String)
  /// The database was closed.
  case closed
  /// A column does not hold what was read from it.
  case decoding(String)
  /// A value that neither engine can store.
  case invalidValue(String)
  /// The URL, a folder or a migration is not as it should be.
  case configuration(String)
  /// Any other error, with the engine's own code.
  case statement(code: String, message: String)
}

extension DatabaseError: CustomStringConvertible {
  /// The kind of error and what the engine said.
  package var description: String {
    switch self {
    case .uniqueViolation(let text): "unique constraint: \(text)"
    case .foreignKeyViolation(let text): "foreign key: \(text)"
    case .checkViolation(let text): "check constraint: \(text)"
    case .notNullViolation(let text): "not null: \(text)"
    case .timeout(let text): "database timeout: \(text)"
    case .contention(let text): "database contention: \(text)"
    case .unavailable(let text): "database unavailable: \(text)"
    case .outcomeUnknown(let text): "outcome of the commit unknown: \(text)"
    case .busy(let text): "database busy: \(text)"
    case .full(let text): "database full: \(text)"
    case .closed: "the database is closed"
    case .decoding(let text): "row decoding: \(text)"
    case .invalidValue(let text): "value can't be stored: \(text)"
    case .configuration(let text): "database configuration: \(text)"
    case .statement(let code, let message): "database error \(code): \(message)"
    }
  }

  /// True for an error after which a transaction may be there or not, so that nothing it might need may go.
  package static func isOutcomeUnknown(_ error: any Error) -> Bool {
    if case .outcomeUnknown? = error as? DatabaseError { true } else { false }
  }

  /// True when the same request may succeed in a moment: answer 503 rather than 500.
  package var isTemporary: Bool {
    switch self {
    case .timeout, .contention, .unavailable, .busy, .closed: true
    default: false
    }
  }
}
