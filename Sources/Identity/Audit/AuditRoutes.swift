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
        .admin(.audit), query: AuditSearch.self, answer: Page<AuditEntry>.self
      ) { request, query in
        try await identity.auditEntries(query.filter, request.page())
      },
      .download(
        .get, "/admin/audit.csv", "Export the same as a table", tag: tag, .admin(.audit),
        query: AuditSearch.self, contentType: "text/csv"
      ) { _, query in try await identity.auditTable(query.filter) },
      .api(
        .post, "/admin/audit/checks", "Check that no row was altered or removed", tag: tag, .admin(.audit),
        answer: AuditReport.self
      ) { _ in try await identity.checkAudit() },
      .api(
        .get, "/shops/{shop}/audit", "List what was done in a shop, newest first", tag: tag,
        .shop(.settings), query: AuditSearch.self, answer: Page<AuditEntry>.self
      ) { request, query in
        var filter = query.filter
        filter.shop = try request.requireShop()
        filter.isForShop = true
        return try await identity.auditEntries(filter, request.page()).map(\.forShop)
      },
    ]
  }
}

/// What to look for in the log.
package struct AuditSearch: Input {
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

extension AuditEntry: Output {
  package static let fields: [OutputField<Self>] = [
    .init("id") { $0.id },
    .init("sequence") { $0.sequence },
    .init("at") { $0.at },
    .init("account") { $0.account },
    .init("name") { $0.accountName },
    .init("role") { $0.role },
    .init("shop") { $0.shop },
    .init("action") { $0.action },
    .init("target") { $0.target },
    .init("requestId") { $0.requestID },
    .init("clientAddress") { $0.client },
    .init("changes") { $0.changes },
    .init("isErased") { $0.isErased },
  ]
}

extension AuditChange: Output {
  package static let fields: [OutputField<Self>] = [
    .init("field") { $0.field },
    .init("before") { $0.before },
    .init("after") { $0.after },
  ]
}

extension AuditReport: Output {
  package static let fields: [OutputField<Self>] = [
    .init("isWhole") { $0.isWhole },
    .init("rows") { $0.rows },
    .init("checkpoint") { $0.end.description },
    .init("fault") { $0.fault },
  ]
}

extension AuditFault: Output {
  package static let fields: [OutputField<Self>] = [
    .init("kind") { $0.kind },
    .init("sequence") { $0.sequence },
    .init("message") { $0.message },
  ]
}
