import Kernel
import Persistence

private let rowsPerRead = 500

extension Identity {
  /// A page of the log, newest first.
  package func auditEntries(_ filter: AuditFilter, _ page: PageRequest) async throws -> Page<AuditEntry> {
    try await database.read { try AuditLog.page(filter, page, $0) }
  }

  /// The next entries of a long list, newest first, older than `before`; none at the end.
  package func auditEntries(_ filter: AuditFilter, before: Int64?) async throws -> [AuditEntry] {
    try await database.read { try AuditQuery.entries(filter, before: before, limit: rowsPerRead, $0) }
  }

  /// The actions that the log knows, all or a shop's.
  package func auditActions(of shop: ShopID? = nil) async throws -> [String] {
    try await database.read { try AuditQuery.actions(of: shop, $0) }
  }

  /// Who acted in a shop, without administrators.
  package func auditPeople(of shop: ShopID) async throws -> [AuditPerson] {
    try await database.read { try AuditQuery.people(of: shop, $0) }
  }

  /// Hands the whole log over, oldest first, one JSON object for each row, with its hashes, so that others
  /// can check it without Souk.
  package func exportAudit(_ write: (JSONValue) async throws -> Void) async throws {
    var last: Int64 = 0
    while true {
      let rows = try await database.read { [last] in
        try AuditStore.stored(after: last, limit: rowsPerRead, $0)
      }
      guard let end = rows.last else { return }
      for row in rows { try await write(row.json) }
      last = end.row.sequence
    }
  }
}

extension AuditLog {
  /// A page of the log, newest first. Throws `.invalidInput` for a cursor of another list.
  package static func page(
    _ filter: AuditFilter, _ page: PageRequest, _ snapshot: Snapshot
  ) throws -> Page<AuditEntry> {
    let before = try page.cursor.map { cursor -> Int64 in
      guard let text = cursor.values.first, let sequence = Int64(text) else {
        throw Problem.invalid("cursor", "invalid", "This is not a cursor that a page of this list gave.")
      }
      return sequence
    }
    let rows = try AuditQuery.entries(filter, before: before, limit: page.limit + 1, snapshot)
    return Page(fetched: rows, limit: page.limit) { Cursor([String($0.sequence)]) }
  }
}

extension StoredAuditRow {
  /// Every column.
  fileprivate var json: JSONValue {
    .object([
      "sequence": .integer(row.sequence), "id": .string(row.id.description), "at": .string(row.at.rfc3339),
      "account": .optional(row.account?.description), "role": .string(row.role),
      "shop": .optional(row.shop?.description), "action": .string(row.action), "target": .string(row.target),
      "requestId": .optional(row.requestID), "erased": .optional(row.erased),
      "commitment": .string(Hexadecimal.text(row.commitment)),
      "previousHash": .string(Hexadecimal.text(row.previousHash)), "hash": .string(Hexadecimal.text(hash)),
      "salt": .optional(part.map { Hexadecimal.text($0.salt) }), "client": .optional(part?.client),
      "details": .optional(part?.details),
    ])
  }
}
