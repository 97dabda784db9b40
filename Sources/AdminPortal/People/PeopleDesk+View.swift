import Identity
import Kernel
import Presentation
import Web

extension PeopleListPage {
  func html(_ request: Request) -> HTML {
    let search = DataTable.search(
      path: "/admin/people", query: filter.text ?? "", label: "Name, e-mail or id",
      fields: filter.parameters.compactMap { name, value in
        name == "q" ? nil : value.map { (name: name, value: $0) }
      })
    let export = Button.link(
      "Export CSV", to: ListAddress.make("/admin/people.csv", filter.parameters), icon: .download,
      size: .small)
    let content: HTML = """
      \(tabs)\(DataTable.toolbar("\(search)\(roles)", export))\(promotion)\(list)
      """
    return frame.page(
      .people, request, title: "People", lead: "Everybody who has an account.", actions: tools, content)
  }

  private var tools: HTML {
    let barred = Button.link("Barred addresses", to: BarredAddressPage.path, icon: .lock, size: .small)
    let erased = Button.link("Erasures", to: ErasureListPage.path, icon: .file, size: .small)
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
    ListAddress.make("/admin/people", filter.parameters)
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
        action: isFiltered ? Button.link("Show everyone", to: "/admin/people") : nil)
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
        path: "/admin/people/\(person.id)",
        [
          DataTable.titled(person.account.name, detail: Words(verbatim: person.account.email.text)),
          person.roleHTML, person.stateHTML, person.account.createdAt.dateTimeHTML,
        ])
    }
    let links = people.links("/admin/people", filter.parameters, isFirst: isFirst)
    return "\(DataTable.show("People", columns, rows, bulk: bulk))\(links)"
  }

  private var bulk: BulkActions? {
    guard frame.viewer.may(.bans) else { return nil }
    return BulkActions(
      path: "/admin/people/bulk",
      [
        (value: "ban", label: "Ban …", kind: .danger), (value: "unban", label: "Unban", kind: .secondary),
      ])
  }
}

extension BanPage {
  func html(_ request: Request) -> HTML {
    let names = people.map { person -> HTML in
      """
      <li class="line"><div class="line__body"><a class="line__title" href="/admin/people/\(person.id.description)" \
      dir="auto">\(person.account.name)</a><p class="line__meta">\(person.account.email.text)</p></div>\
      \(when: person.account.isAdmin, "<div class=\"line__end\">\(person.roleHTML)</div>")</li>
      """
    }
    let fields: HTML = """
      <form class="stack" method="post" action="/admin/people/ban">\(form.summary)\
      \(people.map { Button.hidden("ids", $0.id.description) })\(BanForm.reason(form))\
      \(FormLayout.actions(
        Button.submit(people.count == 1 ? "Ban" : "Ban all", kind: .danger),
        Button.link("Cancel", to: "/admin/people", kind: .quiet)))</form>
      """
    return frame.page(
      .people, request, title: "Ban \(count: people.count, one: "# person", other: "# people")?",
      lead: "They are logged out everywhere at once, get a mail with the reason, and can't log in.",
      breadcrumbs: Navigation.breadcrumbs([("People", "/admin/people"), ("Ban", nil)]),
      StorefrontPage.columns(
        aside: Card.show("Who", "<ul class=\"lines\">\(names)</ul>"), isAsideLast: true,
        Card.show("Why", fields)))
  }
}

/// The question for the reason of a ban.
enum BanForm {
  static func reason(_ form: FormState) -> HTML {
    Field.multiline(
      "reason", "Reason", in: form, hint: "The person reads this, in a mail and when they try to log in.",
      rows: 4, maximumLength: 1000)
  }
}

extension Person {
  var roleHTML: HTML {
    account.adminRole.map { Badge.show($0.title, .accent) }
      ?? "<span class=\"muted\">\(say: "Customer")</span>"
  }

  var stateHTML: HTML { Badge.show(state.title, state.tone) }
}

extension PersonState {
  var title: Words {
    switch self {
    case .active: "Active"
    case .inactive: "Not activated"
    case .banned: "Banned"
    }
  }

  var tone: Tone {
    switch self {
    case .active: .success
    case .inactive: .neutral
    case .banned: .danger
    }
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
