import CLibPQ

/// One answer of the server; cleared when the last one lets go of it.
final class PostgresResult {
  let pointer: OpaquePointer

  init?(_ pointer: OpaquePointer?) {
    guard let pointer else { return nil }
    self.pointer = pointer
  }

  deinit { PQclear(pointer) }

  var status: ExecStatusType { PQresultStatus(pointer) }

  var isSuccess: Bool { status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK }

  /// What the command did, as `COMMIT`.
  var commandTag: String { PQcmdStatus(pointer).map { String(cString: $0) } ?? "" }

  var changedRows: Int { PQcmdTuples(pointer).flatMap { Int(String(cString: $0)) } ?? 0 }

  var rowCount: Int32 { PQntuples(pointer) }

  /// The five characters of SQLSTATE; empty when libpq itself failed.
  var sqlState: String { field(Int32(UInt8(ascii: "C"))) ?? "" }

  var message: String {
    let primary = field(Int32(UInt8(ascii: "M"))) ?? String(cString: PQresultErrorMessage(pointer))
    let detail = field(Int32(UInt8(ascii: "D"))).map { " (\($0))" } ?? ""
    let constraint = field(Int32(UInt8(ascii: "n"))).map { " [\($0)]" } ?? ""
    return primary + detail + constraint
  }

  /// Hands over the rows until `body` answers false.
  func rows(_ body: (inout Row) throws -> Bool) rethrows -> Bool {
    let columnCount = PQnfields(pointer)
    for index in 0..<rowCount {
      var row = Row(.postgres(PostgresRow(result: pointer, row: index, columnCount: columnCount)))
      guard try body(&row) else { return false }
    }
    return true
  }

  private func field(_ code: Int32) -> String? {
    PQresultErrorField(pointer, code).map { String(cString: $0) }
  }
}
