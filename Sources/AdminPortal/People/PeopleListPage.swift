import Identity
import Kernel
import Presentation
import Web

/// Everybody who has an account.
struct PeopleListPage {
  let frame: AdminFrame
  let filter: PeopleFilter
  let people: Page<Person>
  let bannedCount: Int
  let adminCount: Int
  let isFirst: Bool
}

extension PeopleFilter {
  /// What the address of the list says; a filter that isn't one is left out.
  init(_ request: Request) {
    self.init(
      text: request.query.typed("q").map { String($0.prefix(200)) },
      role: request.query["role"].flatMap { PersonRole(rawValue: $0) },
      state: request.query["state"].flatMap { PersonState(rawValue: $0) },
      sort: request.query["sort"].flatMap { PeopleSort(rawValue: $0) } ?? .newest)
  }

  /// The filter as the list's address has it.
  var parameters: [(name: String, value: String?)] {
    [
      ("q", text), ("role", role?.rawValue), ("state", state?.rawValue),
      ("sort", sort == .newest ? nil : sort.rawValue),
    ]
  }
}

extension AdminPortal {
  func peopleList(_ request: Request) async throws -> PeopleListPage {
    let filter = PeopleFilter(request)
    let page = try request.page()
    let counts = try await identity.peopleCounts()
    return PeopleListPage(
      frame: try await frame(request), filter: filter, people: try await identity.people(filter, page),
      bannedCount: counts.banned, adminCount: counts.admins, isFirst: page.cursor == nil)
  }

  func peopleTable(_ request: Request) async throws -> Response {
    try await identity.peopleTable(PeopleFilter(request))
  }
}
