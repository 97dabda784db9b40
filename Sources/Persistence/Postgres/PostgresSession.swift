import CLibPQ
import Foundation
import Kernel

/// The pointer to a libpq connection with its raw exchanges; `PostgresConnection` gives them their meaning.
final class PostgresSession {
  private let pointer: OpaquePointer

  /// Connects. Throws `DatabaseError.unavailable` with libpq's words.
  init(url: String, isReplica: Bool) throws(DatabaseError) {
    // What stands before `dbname` is a default; the URL may say otherwise.
    let settings: [(String, String)] = [
      ("application_name", "souk"), ("connect_timeout", "5"),
      ("target_session_attrs", isReplica ? "prefer-standby" : "read-write"),
      ("keepalives_idle", "30"), ("keepalives_interval", "5"), ("keepalives_count", "3"),
      ("tcp_user_timeout", "20000"), ("dbname", url),
    ]
    let opened = PostgresSession.withStrings(settings.map(\.0)) { keywords in
      PostgresSession.withStrings(settings.map(\.1)) { values in PQconnectdbParams(keywords, values, 1) }
    }
    guard let opened else { throw DatabaseError.unavailable("out of memory") }
    guard PQstatus(opened) == CONNECTION_OK else {
      let message = String(cString: PQerrorMessage(opened))
      PQfinish(opened)
      throw DatabaseError.unavailable(message.trimmed)
    }
    PQsetNoticeProcessor(opened, { _, _ in }, nil)
    pointer = opened
  }

  deinit { PQfinish(pointer) }

  var isBroken: Bool { PQstatus(pointer) != CONNECTION_OK }

  /// True when nothing has come since the last answer. A server that was not asked speaks when it ends the
  /// session, with words or without, and hardly ever otherwise; the system knows without a round trip.
  var isQuiet: Bool {
    var descriptor = pollfd(fd: PQsocket(pointer), events: Int16(POLLIN), revents: 0)
    return !isBroken && poll(&descriptor, 1, 0) == 0
  }

  /// What becomes readable when the server speaks.
  var socket: Int32 { PQsocket(pointer) }

  /// Reads what the server has said meanwhile; answers whether somebody has announced something. `nil` when the connection
  /// is lost.
  func takeNotifications() -> Bool? {
    guard PQconsumeInput(pointer) == 1 else { return nil }
    var isHeard = false
    while let notification = PQnotifies(pointer) {
      PQfreemem(notification)
      isHeard = true
    }
    return isBroken ? nil : isHeard
  }

  var lastMessage: String { String(cString: PQerrorMessage(pointer)).trimmed }

  /// Runs one or several statements in the simple protocol.
  func execute(_ text: String) -> PostgresResult? { PostgresResult(PQexec(pointer, text)) }

  /// Runs one statement with values, unprepared.
  func execute(_ text: String, _ parameters: PostgresParameters) -> PostgresResult? {
    parameters.withPointers { count, values, lengths, formats in
      PostgresResult(PQexecParams(pointer, text, count, nil, values, lengths, formats, 0))
    }
  }

  /// Runs a prepared statement.
  func executePrepared(_ name: String, _ parameters: PostgresParameters) -> PostgresResult? {
    parameters.withPointers { count, values, lengths, formats in
      PostgresResult(PQexecPrepared(pointer, name, count, values, lengths, formats, 0))
    }
  }

  /// Sends `begin`, the preparation and the execution in one go and answers with a result for each; one round
  /// trip where there were up to three. `nil` when the connection is lost. What follows a failure has the
  /// status `PGRES_PIPELINE_ABORTED`.
  func pipeline(
    begin: String?, prepare text: String?, name: String, _ parameters: PostgresParameters
  ) -> [PostgresResult]? {
    guard PQenterPipelineMode(pointer) == 1 else { return nil }
    var expected = 1
    if let begin {
      guard PQsendQueryParams(pointer, begin, 0, nil, nil, nil, nil, 0) == 1 else { return nil }
      expected += 1
    }
    if let text {
      guard PQsendPrepare(pointer, name, text, 0, nil) == 1 else { return nil }
      expected += 1
    }
    let isSent = parameters.withPointers { count, values, lengths, formats in
      PQsendQueryPrepared(pointer, name, count, values, lengths, formats, 0) == 1
    }
    guard isSent, PQpipelineSync(pointer) == 1 else { return nil }
    var results: [PostgresResult] = []
    for _ in 0..<expected {
      guard let result = PostgresResult(PQgetResult(pointer)) else { return nil }
      results.append(result)
      // A null ends the results of each command.
      if PQgetResult(pointer) != nil { return nil }
    }
    guard let sync = PostgresResult(PQgetResult(pointer)), sync.status == PGRES_PIPELINE_SYNC else {
      return nil
    }
    return PQexitPipelineMode(pointer) == 1 ? results : nil
  }

  private static func withStrings<T>(
    _ texts: [String], _ body: (UnsafePointer<UnsafePointer<CChar>?>?) -> T
  ) -> T {
    var storage: [CChar] = []
    var offsets: [Int] = []
    for text in texts {
      offsets.append(storage.count)
      storage += text.utf8CString
    }
    return storage.withUnsafeBufferPointer { bytes in
      var pointers: [UnsafePointer<CChar>?] = offsets.map { offset in bytes.baseAddress.map { $0 + offset } }
      pointers.append(nil)
      return pointers.withUnsafeBufferPointer { body($0.baseAddress) }
    }
  }
}
