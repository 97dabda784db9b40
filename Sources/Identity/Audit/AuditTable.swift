import Foundation
import Kernel
import Synchronization
import Web

extension Identity {
  /// What fits `filter` as CSV, newest first, read piece by piece; that it was taken is in the log, too.
  package func auditTable(_ filter: AuditFilter) async throws -> Response {
    try await database.write { try $0.record("audit.exported", on: "audit") }
    let last = Mutex<Int64?>(nil)
    // The rows are written when the handler is long done.
    let language = Language.current
    return .csv("audit.csv", header: AuditEntry.header) {
      let entries = try await auditEntries(filter, before: last.withLock { $0 })
      if let end = entries.last { last.withLock { $0 = end.sequence } }
      return Language.$current.withValue(language) { entries.map(\.cells) }
    }
  }
}

extension AuditEntry {
  fileprivate static let header = [
    "sequence", "at", "role", "account", "name", "shop", "action", "target", "request", "client address",
    "before", "after",
  ]

  fileprivate var cells: [String] {
    [
      String(sequence), at.rfc3339, role, account?.description ?? "", accountName ?? "",
      shop?.description ?? "", action, target, requestID ?? "", client ?? "", text(\.before), text(\.after),
    ]
  }

  private func text(_ side: KeyPath<AuditChange, JSONValue?>) -> String {
    let members = changes.compactMap { change in change[keyPath: side].map { (change.field, $0.said) } }
    guard !members.isEmpty else { return "" }
    let object = JSONValue.object(Dictionary(members) { $1 })
    return String(decoding: JSONWriter.bytes(of: object), as: UTF8.self)
  }
}
