import Areas
import Kernel
import Persistence

extension Erasure: RowDecodable {
  package init(row: inout Row) throws {
    id = try row.next("id")
    account = try row.next("account_id")
    requestedBy = try row.next("requested_by")
    let stored: JSONValue = try row.next("entries")
    entries = ErasureEntry.list(stored)
    requestedAt = try row.next("requested_at")
    finishedAt = try row.next("finished_at")
  }
}

extension ErasureEntry {
  static func list(_ json: JSONValue) -> [ErasureEntry] {
    guard case .array(let items) = json else { return [] }
    return items.compactMap { item in
      guard case .string(let what)? = item["what"], case .string(let word)? = item["action"],
        let action = Action(rawValue: word), case .integer(let count)? = item["count"],
        case .string(let why)? = item["why"]
      else { return nil }
      return ErasureEntry(Words(stored: what), action, Int(count), why: Words(stored: why))
    }
  }

  var json: JSONValue {
    .object([
      "what": .string(what.stored), "action": .string(action.rawValue), "count": .integer(Int64(count)),
      "why": .string(why.stored),
    ])
  }
}

/// The rows of erasures.
enum ErasureStore {
  private static let columns = SQL.columns(of: Erasure.self)

  static func insert(
    _ erasure: Erasure, tokenHash: [UInt8], traces: [UInt8], _ tx: Transaction
  ) throws {
    let values: NamedValues = [
      "id": erasure.id, "account_id": erasure.account, "requested_by": erasure.requestedBy,
      "entries": JSONValue.array(erasure.entries.map(\.json)), "requested_at": erasure.requestedAt,
      "token_hash": tokenHash, "sealed_traces": traces,
    ]
    try tx.run("INSERT INTO erasures \(values: values)")
  }

  static func find(_ id: ErasureID, _ snapshot: Snapshot) throws -> Erasure? {
    try snapshot.first("SELECT \(fragment: columns) FROM erasures WHERE id = \(id)")
  }

  static func byToken(_ hash: [UInt8], _ snapshot: Snapshot) throws -> Erasure? {
    try snapshot.first("SELECT \(fragment: columns) FROM erasures WHERE token_hash = \(hash)")
  }

  static func page(_ request: PageRequest, _ snapshot: Snapshot) throws -> Page<Erasure> {
    let start = request.cursor?.values.first.flatMap { ErasureID($0) }
    let before: SQL = start.map { "WHERE id < \($0)" } ?? ""
    let rows: [Erasure] = try snapshot.all(
      """
      SELECT \(fragment: columns) FROM erasures \(fragment: before) ORDER BY id DESC
      LIMIT \(request.limit + 1)
      """)
    return Page(fetched: rows, limit: request.limit) { Cursor([$0.id.description]) }
  }

  static func traces(_ id: ErasureID, _ snapshot: Snapshot) throws -> [UInt8]? {
    try snapshot.value("SELECT sealed_traces FROM erasures WHERE id = \(id)")
  }

  /// Rows whose traces are still needed, for sealing them anew.
  static func sealed(_ snapshot: Snapshot) throws -> [(id: ErasureID, sealed: [UInt8])] {
    try snapshot.all("SELECT id, sealed_traces FROM erasures WHERE sealed_traces IS NOT NULL ORDER BY id") {
      (id: try $0.next(ErasureID.self), sealed: try $0.next([UInt8].self))
    }
  }

  static func reseal(_ id: ErasureID, _ sealed: [UInt8], old: [UInt8], _ tx: Transaction) throws -> Int {
    try tx.run(
      "UPDATE erasures SET sealed_traces = \(sealed) WHERE id = \(id) AND sealed_traces = \(old)")
  }

  static func setEntries(_ id: ErasureID, _ entries: [ErasureEntry], _ tx: Transaction) throws {
    try tx.run(
      "UPDATE erasures SET entries = \(JSONValue.array(entries.map(\.json))) WHERE id = \(id)")
  }

  static func finish(_ id: ErasureID, _ tx: Transaction) throws {
    try tx.run("UPDATE erasures SET finished_at = \(tx.now), sealed_traces = NULL WHERE id = \(id)")
  }

  static func purge(before moment: Timestamp, limit: Int, _ tx: Transaction) throws -> Int {
    try tx.run(
      """
      DELETE FROM erasures WHERE id IN (
        SELECT id FROM erasures WHERE finished_at < \(moment) ORDER BY finished_at LIMIT \(limit))
      """)
  }
}
