import Catalog
import Kernel
import Presentation
import Web

/// What a list of changes tells at most.
private let shownChanges = 12

extension HomeDraftPage {
  func html(_ request: Request) -> HTML {
    frame.page(
      .home, request, title: "Home page",
      lead: "The sections that customers see first. They see changes when you publish them.",
      actions: Button.link("See the storefront", to: Paths.home, icon: .external),
      """
      <div class="stack" id="home-draft">\(stateCard)\(list)\(additions)</div>\
      \(when: state.former != nil, revertDialog)
      """)
  }

  // MARK: What customers see

  private var stateCard: HTML {
    let preview = Button.link("Preview", to: AdminPaths.homePreview, icon: .eye)
    let revert =
      state.former == nil
      ? nil
      : Button.dialog("Bring back the page of before …", opens: "revert-home", kind: .quiet, icon: .undo)
    if state.isPublished {
      return Notice.alert(
        .success, "Customers see this page", "There is nothing to publish.",
        actions: "\(preview)\(revert)")
    }
    let publish = Button.post(
      "Publish", to: AdminPaths.publishHome, kind: .primary, icon: .check,
      fields: [("version", String(state.version))])
    return Notice.alert(
      .info, title: "\(say: "Customers don't see these changes yet")",
      text: "\(Words(sentences: state.unpublishedChanges.prefix(shownChanges).map(\.words)))",
      actions: "\(publish)\(preview)\(revert)")
  }

  private var revertDialog: HTML {
    Dialog.confirm(
      id: "revert-home", title: "Bring back the page of before?",
      text: "Customers see the page of before the last publication again. The draft stays as it is.",
      label: "Bring it back", to: AdminPaths.revertHome, kind: .primary,
      fields: [("version", String(state.publication))])
  }

  // MARK: Sections

  private var list: HTML {
    guard !state.draft.list.isEmpty else {
      return Notice.empty(
        .grid, "The page is empty", "Add the first section below. Customers see it when you publish the page."
      )
    }
    let sections = state.draft.list
    let rows = sections.enumerated().map { index, section in
      OrderedRow(
        id: section.id.description, name: section.name,
        title: "<a href=\"\(AdminPaths.homeSection(section.id))\" dir=\"auto\">\(section.name)</a>",
        detail: detail(section), badge: badge(section),
        placePath: AdminPaths.moveHomeSection(section.id), fields: [],
        removePath: AdminPaths.removeHomeSection(section.id))
    }
    return OrderedRow.list(rows, replace: "#home-draft")
  }

  /// What it is, where its title does not say that already, and when it is seen.
  private func detail(_ section: HomeSection) -> HTML? {
    let kind = section.content.kind.title
    let isSaid = kind.text(in: .current) == section.name.text(in: .current)
    let parts: [HTML?] = [
      isSaid ? nil : "\(kind)",
      section.visibleFrom.map { "\(say: "from \(part: 1)", $0.dateTimeHTML)" },
      section.visibleUntil.map { "\(say: "until \(part: 1)", $0.dateTimeHTML)" },
    ]
    let told = parts.compactMap { $0 }
    return told.isEmpty ? nil : HTML.joined(told, separator: " · ")
  }

  private func badge(_ section: HomeSection) -> HTML? {
    if section.isVisible(at: now) { return nil }
    let isOver = section.visibleUntil.map { $0 <= now } ?? false
    return Badge.show(isOver ? "Over" : "Waiting", isOver ? .neutral : .info)
  }

  // MARK: New sections

  private var additions: HTML {
    let links = HomeSectionPage.Addition.allCases.map { addition in
      Button.link(
        addition.title, to: AdminPaths.newHomeSection(addition.rawValue), icon: .plus, size: .small)
    }
    return Card.show("Add a section", "<div class=\"form-actions\">\(links)</div>")
  }
}

extension HomeSection.Kind {
  /// What people call it.
  var title: Words {
    switch self {
    case .banner: "Banner"
    case .promises: "Promises to buyers"
    case .categories: "Categories"
    case .products: "Products"
    case .shops: "Shops"
    case .recentlyViewed: "Recently viewed"
    case .text: "Text"
    case .invitation: "Invitation to sell"
    }
  }
}
