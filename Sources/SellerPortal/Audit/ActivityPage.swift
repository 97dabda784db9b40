import Identity
import Kernel
import Presentation
import Vendors
import Web

/// What the shop's people, and the marketplace for them, did in the shop.
struct ActivityPage {
  let frame: SellerFrame
  let form: FormState
  /// What is searched for, as the links to other pages carry it on.
  let search: [(name: String, value: String?)]
  let actions: [String]
  let people: [AuditPerson]
  let entries: Page<AuditEntry>
  let things: ActivityThings
  let isFirst: Bool

  /// Stands for administrators among the people.
  static let marketplace = "marketplace"
}

/// What the search form asks for, and what of it makes no sense.
struct ActivitySearch {
  static let names = ["action", "person", "from", "until"]

  var filter = AuditFilter()
  var errors: [FieldError] = []

  /// Reads the form; days stand for moments, the last one included.
  init(_ query: Parameters, of shop: Shop) {
    filter.shop = shop.id
    filter.isForShop = true
    filter.action = query.typed("action")
    let person = query.typed("person")
    if person == ActivityPage.marketplace {
      filter.role = AuditRole.admin.rawValue
    } else {
      filter.account = person
    }
    let period = ActivityPeriod(query, in: shop.timeZone)
    filter.from = period.from
    filter.until = period.until
    errors = period.errors
  }
}

extension SellerPortal {
  func activityPage(_ request: Request) async throws -> ActivityPage {
    let shop = try request.requireShop()
    let frame = try await frame(request)
    let search = ActivitySearch(request.query, of: frame.shop)
    let page = try request.page()
    var entries = Page<AuditEntry>(items: [])
    if search.errors.isEmpty { entries = try await identity.auditEntries(search.filter, page).map(\.forShop) }
    let values = ActivitySearch.names.map { (name: $0, value: request.query[$0]) }
    let typed = values.compactMap { pair in pair.value.map { (pair.name, $0) } }
    return ActivityPage(
      frame: frame,
      form: FormState(values: Dictionary(typed) { $1 }, errors: search.errors), search: values,
      actions: try await identity.auditActions(of: shop), people: try await identity.auditPeople(of: shop),
      entries: entries,
      things: try await ActivityThings(of: entries.items, vendors, ordering, catalog, settlement),
      isFirst: page.cursor == nil)
  }
}
