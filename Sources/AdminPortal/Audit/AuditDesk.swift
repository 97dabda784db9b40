import Identity
import Kernel
import Vendors
import Web

private let dayMilliseconds: Int64 = 86_400_000

enum AuditDeskRoutes {
  static func routes(_ portal: AdminPortal) -> [Route] {
    [
      .page(.get, "/admin/audit", .admin(.audit)) { request in
        .html(try await portal.auditPage(request).html(request))
      },
      .page(.get, "/admin/audit.csv", .admin(.audit)) { request in
        try await portal.identity.auditTable(portal.auditSearch(request.query).filter)
      },
      .page(.post, "/admin/audit/checks", .admin(.audit)) { request in
        let report = try await portal.identity.checkAudit()
        return .redirect(to: "/admin/audit", flash: report.flash)
      },
    ]
  }
}

/// What was done in the marketplace.
struct AuditPage {
  let frame: AdminFrame
  let form: FormState
  let search: [(name: String, value: String?)]
  let actions: [String]
  let entries: Page<AuditEntry>
  let shops: [ShopID: Shop]
  /// What the accounts are called that something was done to.
  let people: [AccountID: String]
  let isFirst: Bool
}

/// What the form asks for, and what of it makes no sense.
struct AuditSearchForm {
  static let names = ["action", "account", "role", "shop", "target", "request", "from", "until"]

  var filter = AuditFilter()
  var errors: [FieldError] = []
}

extension AdminPortal {
  func auditPage(_ request: Request) async throws -> AuditPage {
    let search = try await auditSearch(request.query)
    let page = try request.page()
    var entries = Page<AuditEntry>(items: [])
    if search.errors.isEmpty { entries = try await identity.auditEntries(search.filter, page) }
    let values = AuditSearchForm.names.map { (name: $0, value: request.query[$0]) }
    let typed = values.compactMap { pair in pair.value.map { (pair.name, $0) } }
    return AuditPage(
      frame: try await frame(request),
      form: FormState(values: Dictionary(typed) { $1 }, errors: search.errors), search: values,
      actions: try await identity.auditActions(), entries: entries,
      shops: try await vendors.shops(Set(entries.items.compactMap(\.shop))),
      people: try await names(Set(entries.items.compactMap { AccountID($0.target) })),
      isFirst: page.cursor == nil)
  }

  /// Reads the search form. A shop may be given by its address too, and days stand for moments.
  func auditSearch(_ query: Parameters) async throws -> AuditSearchForm {
    func text(_ name: String) -> String? {
      let text = (query[name] ?? "").trimmed
      return text.isEmpty ? nil : text
    }
    var search = AuditSearchForm()
    search.filter.action = text("action")
    search.filter.account = text("account")
    search.filter.role = text("role")
    search.filter.target = text("target")
    search.filter.requestID = text("request")
    for name in ["from", "until"] {
      guard let day = text(name) else { continue }
      guard let moment = Timestamp(rfc3339: "\(day)T00:00:00Z") else {
        search.errors.append(
          FieldError(field: name, code: "invalid", message: "Write the day as 2026-03-01."))
        continue
      }
      if name == "from" { search.filter.from = moment }
      if name == "until" { search.filter.until = moment.adding(milliseconds: dayMilliseconds) }
    }
    if let reference = text("shop") {
      search.filter.shop = try await shopID(reference)
      if search.filter.shop == nil {
        search.errors.append(
          FieldError(field: "shop", code: "unknown", message: "There is no shop with this address or id."))
      }
    }
    return search
  }

  /// An id counts even when the shop is gone, as the log stays.
  private func shopID(_ reference: String) async throws -> ShopID? {
    if let id = ShopID(reference) { return id }
    do {
      return try await vendors.shop(reference, for: nil).id
    } catch let problem as Problem where problem.kind == .notFound {
      return nil
    }
  }
}

extension AuditReport {
  fileprivate var flash: Flash {
    guard let fault else {
      return .success(
        "The log is whole: \(count: rows, one: "# row", other: "# rows") checked, none altered or removed.")
    }
    return .error(Words(sentences: ["The log is broken.", fault.message]))
  }
}
