import Web

/// The pages about what was done.
enum AuditRoutes {
  static func routes(_ portal: AdminPortal) -> [Route] {
    [
      .page(.get, "/admin/audit", .admin(.audit)) { request in
        .html(try await portal.auditPage(request).html(request))
      },
      .page(.get, "/admin/audit.csv", .admin(.audit)) { request in
        try await portal.auditTable(request)
      },
      .page(.post, "/admin/audit/checks", .admin(.audit)) { request in
        try await portal.checkAudit()
      },
    ]
  }
}
