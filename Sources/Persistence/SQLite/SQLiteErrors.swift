import CSQLite
import GRDB

extension DatabaseError {
  /// The error for an extended result code of SQLite (https://www.sqlite.org/rescode.html).
  static func sqlite(_ code: Int32, _ message: String) -> DatabaseError {
    switch code {
    case 2067, 1555, 2579: return .uniqueViolation(message)
    case 787, 1811: return .foreignKeyViolation(message)
    case 275: return .checkViolation(message)
    case 1299: return .notNullViolation(message)
    default: break
    }
    switch code & 0xFF {
    case SQLITE_BUSY, SQLITE_LOCKED: return .busy(message)
    case SQLITE_FULL: return .full(message)
    case SQLITE_INTERRUPT: return .timeout(message)
    // Also on a disk that the system has made read-only after errors.
    case SQLITE_CANTOPEN, SQLITE_IOERR, SQLITE_READONLY: return .unavailable("SQLite \(code): \(message)")
    default: return .statement(code: "SQLite \(code)", message: message)
    }
  }

  /// The error for one that GRDB threw while opening or preparing.
  static func wrapping(_ error: any Error) -> DatabaseError {
    if let error = error as? DatabaseError { return error }
    if let error = error as? GRDB.DatabaseError {
      let statement = error.sql.map { " in: \($0)" } ?? ""
      return .sqlite(error.extendedResultCode.rawValue, (error.message ?? "unknown") + statement)
    }
    return .statement(code: "GRDB", message: "\(error)")
  }
}
