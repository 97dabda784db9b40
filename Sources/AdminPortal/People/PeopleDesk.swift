import Identity
import Kernel
import Web

/// How many people one bulk action takes.
private let maximumAtOnce = 100

enum PeopleDeskRoutes {
  static func routes(_ portal: AdminPortal) -> [Route] {
    listRoutes(portal) + PersonDeskRoutes.routes(portal)
  }

  private static func listRoutes(_ portal: AdminPortal) -> [Route] {
    [
      .page(.get, "/admin/people", .admin(.people)) { request in
        .html(try await portal.peopleList(request).html(request))
      },
      .page(.get, "/admin/people.csv", .admin(.people)) { request in
        try await portal.identity.peopleTable(PeopleFilter(request))
      },
      .page(.post, "/admin/people/bulk", .admin(.bans)) { request in
        try await portal.changeMany(request)
      },
      .page(.get, "/admin/people/ban", .admin(.bans)) { request in
        .html(try await portal.banPage(request, .empty).html(request))
      },
      .page(.post, "/admin/people/ban", .admin(.bans)) { request in try await portal.banMany(request) },
    ]
  }
}

/// Everybody who has an account.
struct PeopleListPage {
  let frame: AdminFrame
  let filter: PeopleFilter
  let people: Page<Person>
  let bannedCount: Int
  let adminCount: Int
  let isFirst: Bool
}

/// Asks why these people are banned, before they are.
struct BanPage {
  let frame: AdminFrame
  let people: [Person]
  let form: FormState
}

extension PeopleFilter {
  /// What the address of the list says; a filter that isn't one is left out.
  init(_ request: Request) {
    let text = (request.query["q"] ?? "").trimmed
    self.init(
      text: text.isEmpty ? nil : String(text.prefix(200)),
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

  func banPage(_ request: Request, _ form: FormState) async throws -> BanPage {
    let people = try await identity.people(chosen(request.query.all("ids") + request.formValues.all("ids")))
    guard !people.isEmpty else { throw Problem(.notFound) }
    return BanPage(frame: try await frame(request), people: people, form: form)
  }

  /// What the buttons below the list do with the chosen people.
  func changeMany(_ request: Request) async throws -> Response {
    let ids = chosen(request.formValues.all("ids"))
    guard !ids.isEmpty else {
      return .redirect(to: "/admin/people", flash: .information("Choose somebody first."))
    }
    guard request.formValues["action"] == "unban" else {
      var query = Parameters()
      for id in ids { query.append("ids", id.description) }
      return .redirect(to: "/admin/people/ban?\(query.encoded)")
    }
    let actor = try request.requireViewer().account
    let outcome = try await each(ids) { _ = try await identity.unban($0, by: actor) }
    return .redirect(
      to: "/admin/people",
      flash: outcome.flash {
        "\(count: $0, one: "# person can log in again.", other: "# people can log in again.")"
      })
  }

  func banMany(_ request: Request) async throws -> Response {
    do {
      let decision = try request.form(BanInput.self)
      let actor = try request.requireViewer().account
      let outcome = try await each(chosen(request.formValues.all("ids"))) {
        _ = try await identity.ban($0, decision, by: actor)
      }
      let flash = outcome.flash {
        "\(count: $0, one: "# person banned and logged out.", other: "# people banned and logged out.")"
      }
      return .redirect(to: "/admin/people?state=banned", flash: flash)
    } catch let problem as Problem where problem.kind == .invalidInput {
      let page = try await banPage(request, FormState(request.formValues, problem: problem))
      return .html(page.html(request), status: .unprocessableContent)
    }
  }

  private func chosen(_ texts: [String]) -> [AccountID] {
    var seen: Set<AccountID> = []
    return texts.compactMap { AccountID($0) }.filter { seen.insert($0).inserted }.prefix(maximumAtOnce).map {
      $0
    }
  }

  private func each(
    _ ids: [AccountID], _ act: (AccountID) async throws -> Void
  ) async throws -> BulkOutcome {
    var outcome = BulkOutcome()
    for id in ids {
      do {
        try await act(id)
        outcome.done += 1
      } catch let problem as Problem where problem.kind != .unavailable {
        outcome.refused += 1
        outcome.reason = problem.detail
      }
    }
    return outcome
  }
}

/// How far an action on several people came.
private struct BulkOutcome {
  var done = 0
  var refused = 0
  /// Why the last one was refused.
  var reason = Words.none

  /// `sentence` says of how many people what was done.
  func flash(_ sentence: (Int) -> Words) -> Flash {
    let sentence = sentence(done)
    if refused == 0 { return .success(sentence) }
    return .error(Words(sentences: [sentence, "Left as they were: \(refused).", reason]))
  }
}
