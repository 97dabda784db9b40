import Areas
import Identity
import Kernel
import Presentation
import Web

extension PeopleListPage {
  func html(_ request: Request) -> HTML {
    let content: HTML = """
      \(tabs)\(table.tools)<div class="list-lead">\(roles)</div>\(promotion)\(list)
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

  private func path(role: PersonRole?, state wanted: PersonState?) -> String {
    state.setting("role", role?.rawValue).setting("state", wanted?.rawValue).address
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
    if !people.items.isEmpty { return table.page(people, isFirst: isFirst) }
    let isFiltered = table.isNarrowed()
    return Notice.empty(
      .users, isFiltered ? "Nobody matches" : "Nobody yet",
      isFiltered
        ? "Search finds how a name or an e-mail address begins. Try fewer letters, or another filter."
        : "People appear here as soon as they sign up.",
      action: isFiltered ? Button.link("Show everyone", to: AdminPaths.people) : nil)
  }

  private var table: ListTable<Person> {
    ListTable(
      "People", state, usualSort: ListSort("joined", isDescending: true), columns: columns,
      searchLabel: "Name, e-mail or id", memory: memory,
      files: TableFormat.allCases.map { ($0.title, AdminPaths.people(as: $0)) }, bulk: bulk
    ) { person in
      (
        id: person.id.description, label: Words(verbatim: person.account.name),
        path: AdminPaths.person(person.id)
      )
    }
  }

  private var columns: [ListColumn<Person>] {
    [
      ListColumn("person", "Person", isMain: true) { person in
        DataTable.person(person.account.name, detail: Words(verbatim: person.account.email.text))
      },
      ListColumn("role", "Role") { $0.roleHTML }, ListColumn("state", "State") { $0.state.badge },
      ListColumn("reason", "Reason", isUsual: false) { $0.account.blockedReason.map(written) ?? HTML() },
      ListColumn("banned", "Banned", isUsual: false) { $0.bannedAt.map(\.dateTimeHTML) ?? HTML() },
      ListColumn("joined", "Joined", sorts: .falling) { $0.account.createdAt.dateTimeHTML },
    ]
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
