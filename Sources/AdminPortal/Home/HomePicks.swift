import Catalog
import Kernel
import Presentation
import Vendors
import Web

private let foundAtOnce = 12

/// What was picked by hand for a section, and what could be.
struct HomePicks {
  /// Something that was picked or can be.
  struct Thing {
    let id: String
    let name: String
    /// What else is said of it, as its shop.
    let detail: Words?
    var isVisible = true
  }

  let section: HomeSection
  let tree: CategoryTree
  let picked: [Thing]
  let text: String
  /// What the search found.
  let found: [Thing]
}

extension AdminPortal {
  /// `nil` where nothing can be picked by hand.
  func homePicks(_ section: HomeSection, _ request: Request) async throws -> HomePicks? {
    guard let ids = section.content.picks else { return nil }
    let text = String((request.query.typed("q") ?? "").prefix(100))
    let page = PageRequest(limit: foundAtOnce)
    let tree = try await catalog.categories()
    var (picked, found): ([HomePicks.Thing], [HomePicks.Thing]) = ([], [])
    switch section.content {
    case .products(let collection):
      picked = try await things(collection.products)
      guard !text.isEmpty else { break }
      let query = ListingQuery(filter: ListingFilter(text: text), sort: .relevance, page: page)
      found = try await catalog.products(query).items.map(HomePicks.Thing.init)
    case .shops(let shops):
      let open = try await vendors.openShops(shops.shops)
      picked = ids.map { id in
        let shop = open.first { $0.id.description == id }
        return HomePicks.Thing(id: id, name: shop?.name ?? id, detail: nil, isVisible: shop != nil)
      }
      guard !text.isEmpty else { break }
      found = try await vendors.openShops(matching: text, page).items.map {
        HomePicks.Thing(id: $0.id.description, name: $0.name, detail: nil)
      }
    default:
      picked = ids.map { id in
        let category = CategoryID(id).flatMap { tree[$0] }
        return HomePicks.Thing(id: id, name: category?.name ?? id, detail: nil, isVisible: category != nil)
      }
    }
    return HomePicks(section: section, tree: tree, picked: picked, text: text, found: found)
  }

  func placeHomePick(_ request: Request) async throws -> Response {
    try await changePicks(request, "The choice is changed in the draft.") { id, pick in
      let before = (request.formValues["before"] ?? "").trimmed
      _ = try await catalog.placeHomePick(pick, in: id, before: before.isEmpty ? nil : before)
    }
  }

  func removeHomePick(_ request: Request) async throws -> Response {
    try await changePicks(request, "It is left out of the draft.") { id, pick in
      _ = try await catalog.removeHomePick(pick, from: id)
    }
  }

  private func changePicks(
    _ request: Request, _ done: Words, _ change: (HomeSectionID, String) async throws -> Void
  ) async throws -> Response {
    let id = try homeSectionID(request)
    let path = ListAddress.make(AdminPaths.homeSection(id), [("q", request.formValues["q"])])
    return try await RefusedForm.redirect(to: path) {
      let pick = (request.formValues["pick"] ?? "").trimmed
      guard !pick.isEmpty else { throw Problem.invalid("pick", "required", "Choose something.") }
      try await change(id, pick)
      return .redirect(to: path, flash: .success(done))
    }
  }

  private func things(_ ids: [ProductID]) async throws -> [HomePicks.Thing] {
    let cards = Dictionary(try await catalog.cards(ids).map { ($0.id, $0) }) { $1 }
    let titles = try await catalog.productTitles(ids)
    return ids.map { id in
      if let card = cards[id] { return HomePicks.Thing(card) }
      return HomePicks.Thing(
        id: id.description, name: titles[id] ?? id.description, detail: nil, isVisible: false)
    }
  }
}

extension HomePicks.Thing {
  fileprivate init(_ card: ProductCard) {
    self.init(id: card.id.description, name: card.title, detail: Words(verbatim: card.shop.name))
  }
}

extension HomePicks {
  /// All categories to choose from, by their ids.
  static func choices(_ tree: CategoryTree) -> [Choice] {
    tree.inOrder.map { category in
      Choice(
        category.id.description,
        Words(verbatim: tree.path(to: category.id).map(\.name).joined(separator: " › ")))
    }
  }

  /// What was picked in its order, and the way to more.
  var html: HTML {
    Card.show("Picked by hand", "<div class=\"stack\" id=\"home-picks\">\(list)\(ways)</div>")
  }

  private var isOfCategories: Bool { section.content.kind == .categories }

  private var list: HTML {
    guard !picked.isEmpty else {
      return isOfCategories
        ? "<p class=\"muted\">\(say: "Nothing is picked, so the top categories are shown.")</p>"
        : "<p class=\"muted\">\(say: "Nothing is picked yet, so customers don't see this section.")</p>"
    }
    let rows = picked.map { thing in
      OrderedRow(
        id: thing.id, name: Words(verbatim: thing.name), title: written(thing.name),
        detail: thing.detail.map { "\($0)" },
        badge: thing.isVisible ? nil : Badge.show("Customers don't see it now", .warning),
        placePath: AdminPaths.homePicks(section.id), fields: [("pick", thing.id), ("q", text)],
        removePath: AdminPaths.removeHomePick(section.id))
    }
    return OrderedRow.list(rows, replace: "#home-picks")
  }

  private var ways: HTML {
    guard !isOfCategories else {
      return """
        <form class="stack" method="post" action="\(AdminPaths.homePicks(section.id))">\
        \(Field.select("pick", "Category", HomePicks.choices(tree), in: FormState(id: "p"), prompt: "Choose a category"))\
        \(FormLayout.actions(Button.submit("Add", kind: .secondary, icon: .plus)))</form>
        """
    }
    let label: Words = section.content.kind == .shops ? "Search shops" : "Search products"
    return
      "\(DataTable.search(path: AdminPaths.homeSection(section.id), query: text, label: label))\(results)"
  }

  private var results: HTML {
    guard !text.isEmpty else { return HTML() }
    guard !found.isEmpty else {
      return Notice.empty(.search, "Nothing for “\(text)”", "Try another word, or fewer letters.")
    }
    let known = Set(picked.map(\.id))
    let rows = found.map { thing in
      let add: HTML =
        known.contains(thing.id)
        ? Badge.show("Picked")
        : Button.iconPost(
          .plus, label: "Add “\(thing.name)”", to: AdminPaths.homePicks(section.id),
          fields: [("pick", thing.id), ("q", text)], replace: "#home-picks")
      return TableRow(
        id: thing.id, label: Words(verbatim: thing.name),
        [written(thing.name), thing.detail.map { "\($0)" } ?? HTML(), add])
    }
    return DataTable.show(
      "Results for “\(text)”",
      [TableColumn("Name", isMain: true), TableColumn("Shop"), TableColumn("", .end)], rows)
  }
}
