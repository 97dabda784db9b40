import Areas
import Identity
import Kernel
import Presentation
import Web

/// Everybody who has an account.
struct PeopleListPage {
  let frame: AdminFrame
  let state: ListState
  let memory: ListMemory
  let people: Page<Person>
  let bannedCount: Int
  let adminCount: Int
  let isFirst: Bool

  var filter: PeopleFilter { PeopleFilter(state) }
}

extension ListState {
  /// What the address of the list of people says.
  init(people query: Parameters) {
    self.init(AdminPaths.people, query, filters: ["q", "role", "state"], sorts: ["joined"])
  }
}

extension PeopleFilter {
  /// The filter that a list stands for; what isn't one is left out.
  init(_ state: ListState) {
    self.init(
      text: state["q"], role: state["role"].flatMap { PersonRole(rawValue: $0) },
      state: state["state"].flatMap { PersonState(rawValue: $0) },
      sort: state.sort?.isDescending == false ? .oldest : .newest)
  }
}

extension AdminPortal {
  func peopleList(_ request: Request) async throws -> PeopleListPage {
    let state = ListState(people: request.query)
    let page = try request.page()
    let counts = try await identity.peopleCounts()
    return PeopleListPage(
      frame: try await frame(request), state: state, memory: try await identity.memory(of: .people, request),
      people: try await identity.people(PeopleFilter(state), page), bannedCount: counts.banned,
      adminCount: counts.admins, isFirst: page.cursor == nil)
  }

  /// What the list shows as a file, all pages of it.
  func peopleFile(_ request: Request, as format: TableFormat) async throws -> Response {
    try await identity.peopleTable(PeopleFilter(ListState(people: request.query)), as: format)
  }
}
