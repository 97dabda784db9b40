import Identity
import Kernel
import Presentation
import Web

extension PeopleListPage {
  func html(_ request: Request) -> HTML {
    let search = DataTable.search(
      path: AdminPaths.people, query: filter.text ?? "", label: "Name, e-mail or id",
      fields: filter.parameters.compactMap { name, value in
        name == "q" ? nil : value.map { (name: name, value: $0) }
      })
    let export = Button.link(
      "Export CSV", to: ListAddress.make(AdminPaths.peopleTable, filter.parameters), icon: .download,
      size: .small)
    let content: HTML = """
      \(tabs)\(DataTable.toolbar("\(search)\(roles)", export))\(promotion)\(list)
      """
    return frame.page(
      .people, request, title: "People", lead: "Everybody who has an account.", actions: tools, content)
  }

  private var tools: HTML {
    let barred = Button.link("Barred addresses", to: AdminPaths.barredAddresses, icon: .lock, size: .small)
    let erased = Button.link("Erasures", to: AdminPaths.erasures, icon: .file, size: .small)
    return """
      <div class="cluster">\(when: frame.viewer.may(.bans), barred)\
      \(when: frame.viewer.may(.administrators), erased)</div>
      """
  }

  /// How somebody becomes an administrator, where those are listed.
  private var promotion: HTML? {
    guard filter.role != nil, filter.role != .customer, frame.viewer.may(.administrators) else { return nil }
    return Notice.alert(
      .info, nil,
      """
      Nobody signs up as an administrator. Find the person among everyone, open their page, and give them a \
      role.
      """)
  }

  private func path(role: PersonRole?, state: PersonState?) -> String {
    path(PeopleFilter(text: filter.text, role: role, state: state, sort: filter.sort))
  }

  private func path(_ filter: PeopleFilter) -> String {
    ListAddress.make(AdminPaths.people, filter.parameters)
  }

  private var tabs: HTML {
    let all: (label: Words, path: String, count: Int?) = ("All", path(role: filter.role, state: nil), nil)
    let states = PersonState.allCases.map { state in
      (
        label: state.title, path: path(role: filter.role, state: state),
        count: state == .banned ? Optional(bannedCount) : nil
      )
    }
    return Navigation.tabs(
      "People by state", [all] + states, current: path(role: filter.role, state: filter.state))
  }

  private var roles: HTML {
    let everyone = Badge.chipLink(
      "Everyone", to: path(role: nil, state: filter.state), isCurrent: filter.role == nil)
    return Badge.chips(
      [everyone]
        + PersonRole.allCases.map { role in
          let label: Words = role == .admin ? "Administrators (\(adminCount))" : role.title
          return Badge.chipLink(
            label, to: path(role: role, state: filter.state), isCurrent: filter.role == role)
        })
  }

  private var list: HTML {
    if people.items.isEmpty {
      let isFiltered = filter != PeopleFilter(sort: filter.sort)
      return Notice.empty(
        .users, isFiltered ? "Nobody matches" : "Nobody yet",
        isFiltered
          ? "Search finds how a name or an e-mail address begins. Try fewer letters, or another filter."
          : "People appear here as soon as they sign up.",
        action: isFiltered ? Button.link("Show everyone", to: AdminPaths.people) : nil)
    }
    let isNewest = filter.sort == .newest
    let turned = PeopleFilter(
      text: filter.text, role: filter.role, state: filter.state, sort: isNewest ? .oldest : .newest)
    let columns = [
      TableColumn("Person", isMain: true), TableColumn("Role"), TableColumn("State"),
      TableColumn("Joined", sortPath: path(turned), sorted: isNewest ? .descending : .ascending),
    ]
    let rows = people.items.map { person in
      TableRow(
        id: person.id.description, label: Words(verbatim: person.account.name),
        path: AdminPaths.person(person.id),
        [
          DataTable.titled(person.account.name, detail: Words(verbatim: person.account.email.text)),
          person.roleHTML, person.state.badge, person.account.createdAt.dateTimeHTML,
        ])
    }
    let links = people.links(AdminPaths.people, filter.parameters, isFirst: isFirst)
    return "\(DataTable.show("People", columns, rows, bulk: bulk))\(links)"
  }

  private var bulk: BulkActions? {
    guard frame.viewer.may(.bans) else { return nil }
    return BulkActions(
      path: AdminPaths.changePeople,
      [
        (value: "ban", label: "Ban …", kind: .danger), (value: "unban", label: "Unban", kind: .secondary),
      ])
  }
}

extension Person {
  var roleHTML: HTML {
    account.adminRole.map { Badge.show($0.title, .accent) }
      ?? "<span class=\"muted\">\(say: "Customer")</span>"
  }
}

extension PersonRole {
  var title: Words {
    switch self {
    case .customer: "Customers"
    case .admin: "Administrators"
    case .superadmin, .support, .finance, .moderator: adminRole?.title ?? "Administrators"
    }
  }
}
