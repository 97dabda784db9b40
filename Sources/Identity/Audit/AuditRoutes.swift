import Kernel
import Web

/// The audit log: for administrators all of it, for a shop what was done to it.
package enum AuditRoutes {
  private static let tag = "Audit log"

  /// Every route of the log.
  package static func routes(_ identity: Identity) -> [Route] {
    [
      .api(
        .get, "/admin/audit", "List what vendors and administrators did, newest first", tag: tag,
        .admin(.audit), query: AuditSearchQuery.self, answer: Page<AuditEntryOutput>.self
      ) { request, query in
        try await identity.auditEntries(query.filter, request.page()).map(AuditEntryOutput.init)
      },
      .download(
        .get, "/admin/audit.csv", "Export the same as a table", tag: tag, .admin(.audit),
        query: AuditSearchQuery.self, contentType: "text/csv"
      ) { _, query in try await identity.auditTable(query.filter) },
      .api(
        .post, "/admin/audit/checks", "Check that no row was altered or removed", tag: tag, .admin(.audit),
        answer: AuditReportOutput.self
      ) { _ in AuditReportOutput(report: try await identity.checkAudit()) },
      .api(
        .get, "/shops/{shop}/audit", "List what was done in a shop, newest first", tag: tag,
        .shop(.settings), query: AuditSearchQuery.self, answer: Page<AuditEntryOutput>.self
      ) { request, query in
        var filter = query.filter
        filter.shop = try request.requireShop()
        filter.isForShop = true
        return try await identity.auditEntries(filter, request.page())
          .map { AuditEntryOutput(entry: $0.forShop) }
      },
    ]
  }
}

/// What to look for in the log.
package struct AuditSearchQuery: Input {
  package let filter: AuditFilter

  package init(from input: inout InputReader) throws {
    var filter = AuditFilter()
    filter.action = input.optional("action", .text(1...200))
    filter.account = input.optional("account", .text(1...254))
    filter.role = input.optional("role", .choice(AuditRole.self))?.rawValue
    filter.shop = input.optional("shop", .id(ShopEntity.self))
    filter.target = input.optional("target", .text(1...300))
    filter.requestID = input.optional("request", .text(1...200))
    filter.from = input.optional("from", .timestamp)
    filter.until = input.optional("until", .timestamp)
    self.filter = filter
  }
}

/// In which part somebody acted.
package enum AuditRole: String, CaseIterable, Sendable {
  case visitor, customer, vendor, admin, system
}

/// A row of the log.
struct AuditEntryOutput: Output {
  let entry: AuditEntry

  static let fields: [OutputField<Self>] = [
    .init("id") { $0.entry.id },
    .init("sequence") { $0.entry.sequence },
    .init("at") { $0.entry.at },
    .init("account") { $0.entry.account },
    .init("name") { $0.entry.accountName },
    .init("role") { $0.entry.role },
    .init("shop") { $0.entry.shop },
    .init("action") { $0.entry.action },
    .init("target") { $0.entry.target },
    .init("requestId") { $0.entry.requestID },
    .init("clientAddress") { $0.entry.client },
    .init("changes") { $0.entry.changes.map(AuditChangeOutput.init) },
    .init("isErased") { $0.entry.isErased },
  ]
}

/// What one member of a thing was and became.
struct AuditChangeOutput: Output {
  let change: AuditChange

  static let fields: [OutputField<Self>] = [
    .init("field") { $0.change.field },
    .init("before") { $0.change.before?.said },
    .init("after") { $0.change.after?.said },
  ]
}

/// What a check of the log found.
struct AuditReportOutput: Output {
  let report: AuditReport

  static let fields: [OutputField<Self>] = [
    .init("isWhole") { $0.report.isWhole },
    .init("rows") { $0.report.rows },
    .init("checkpoint") { $0.report.end.description },
    .init("fault") { $0.report.fault.map(AuditFaultOutput.init) },
  ]
}

/// The first thing that is wrong with the log.
struct AuditFaultOutput: Output {
  let fault: AuditFault

  static let fields: [OutputField<Self>] = [
    .init("kind") { $0.fault.kind },
    .init("sequence") { $0.fault.sequence },
    .init("message") { $0.fault.message },
  ]
}
