import Identity
import Kernel
import Presentation
import Vendors
import Web

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
  let things: ActivityThings
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
      things: try await ActivityThings(of: entries.items, vendors, ordering, catalog, settlement),
      isFirst: page.cursor == nil)
  }

  /// The same search as a table. Throws `.invalidInput` for one that makes no sense.
  func auditTable(_ request: Request) async throws -> Response {
    let search = try await auditSearch(request.query)
    guard search.errors.isEmpty else { throw Problem(.invalidInput, fields: search.errors) }
    return try await identity.auditTable(search.filter)
  }

  func checkAudit() async throws -> Response {
    let report = try await identity.checkAudit()
    return .redirect(to: AdminPaths.audit, flash: report.flash)
  }

  /// Reads the search form. A shop may be given by its address too, and days stand for moments.
  private func auditSearch(_ query: Parameters) async throws -> AuditSearchForm {
    let period = ActivityPeriod(query, in: timeZone)
    var search = AuditSearchForm(errors: period.errors)
    search.filter.action = query.typed("action")
    search.filter.account = query.typed("account")
    search.filter.role = query.typed("role")
    search.filter.target = query.typed("target")
    search.filter.requestID = query.typed("request")
    search.filter.from = period.from
    search.filter.until = period.until
    if let reference = query.typed("shop") {
      search.filter.shop = try await vendors.shopID(reference)
      if search.filter.shop == nil {
        search.errors.append(
          FieldError(field: "shop", code: "unknown", message: "There is no shop with this address or id."))
      }
    }
    return search
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
