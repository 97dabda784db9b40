/// What a failed statement means for the connection and the transaction.
struct PostgresFailure {
  let error: DatabaseError
  let sqlState: String

  init(_ result: PostgresResult) {
    sqlState = result.sqlState
    error = PostgresFailure.error(sqlState, result.message)
  }

  init(lost message: String) {
    sqlState = ""
    error = .unavailable(message)
  }

  /// The transaction may succeed when it is simply run again: serialisation failure, deadlock, a plan that a
  /// migration made obsolete, or a prepared statement that the server no longer knows.
  var isRetryable: Bool {
    switch sqlState {
    case "40001", "40P01", "26000": true
    case "0A000": message.contains("cached plan")
    default: false
    }
  }

  /// Prepared statements on this connection can't be trusted any more.
  var spoilsStatements: Bool { sqlState == "26000" || sqlState == "0A000" }

  /// The server is going away, or is no longer the one that takes writes.
  var endsConnection: Bool {
    sqlState.isEmpty || sqlState.hasPrefix("08")
      || ["57P01", "57P02", "57P03", "57P05", "25006"].contains(sqlState)
  }

  private var message: String { error.description }

  /// The error for an SQLSTATE (https://www.postgresql.org/docs/15/errcodes-appendix.html).
  private static func error(_ sqlState: String, _ message: String) -> DatabaseError {
    switch sqlState {
    case "23505", "23P01": .uniqueViolation(message)
    case "23503", "23001": .foreignKeyViolation(message)
    case "23514": .checkViolation(message)
    case "23502": .notNullViolation(message)
    case "57014", "55P03", "25P03": .timeout(message)
    case "40001", "40P01": .contention(message)
    case "53300", "53400": .busy(message)
    case "53100", "53200": .full(message)
    case "25006", "58030", "", "57P01", "57P02", "57P03", "57P05": .unavailable(message)
    case "22021", "22P05": .invalidValue(message)
    default: sqlState.hasPrefix("08") ? .unavailable(message) : .statement(code: sqlState, message: message)
    }
  }
}
