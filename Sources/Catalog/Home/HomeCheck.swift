import Kernel
import Persistence
import Vendors

/// Makes sections of what was asked for, and says what of it can't be. Reads in the transaction that stores them.
struct HomeCheck {
  private let state: HomeState
  private let tree: CategoryTree
  private let listed: Set<ProductID>
  private let open: Set<ShopID>
  private let pictures: [String: HomePicture]
  private var errors: [FieldError] = []

  /// The sections. What was chosen before may have gone meanwhile; what is new must be there for customers to see.
  /// Throws `.invalidInput` with everything that is wrong; `path` says where a section stands.
  static func sections(
    _ inputs: [HomeSectionInput], of state: HomeState, at path: (Int) -> String = { "sections[\($0)]." },
    _ tx: Transaction
  ) throws -> [HomeSection] {
    var check = try HomeCheck(inputs, state, tx)
    let sections = inputs.enumerated().map { check.section($1, path($0)) }
    guard check.errors.isEmpty else { throw Problem(.invalidInput, fields: check.errors) }
    return sections
  }

  private init(_ inputs: [HomeSectionInput], _ state: HomeState, _ tx: Transaction) throws {
    self.state = state
    tree = try CategoryStore.tree(tx)
    let products = Set(inputs.flatMap { $0.content.products?.products ?? [] })
    listed = Set(try ListingStore.cards(products.sorted(), in: .english, tx).map(\.id))
    let shops = Set(inputs.flatMap { $0.content.shops?.shops ?? [] })
    open = Set(try shops.isEmpty ? [] : ShopStore.open(shops.sorted(), tx).map(\.id))
    let keys = Set(inputs.compactMap { $0.content.banner?.picture })
    let known = try keys.isEmpty ? [] : HomeStore.pictures(keys.sorted(), tx)
    pictures = Dictionary(known.map { ($0.key, $0) }) { $1 }
  }

  private mutating func section(_ input: HomeSectionInput, _ path: String) -> HomeSection {
    let old = input.id.flatMap { state.section($0) }
    return HomeSection(
      id: input.id ?? HomeSectionID(), content(input.content, old?.content, path),
      visibleFrom: input.visibleFrom, visibleUntil: input.visibleUntil)
  }

  private mutating func content(
    _ input: HomeContentInput, _ old: HomeContent?, _ path: String
  ) -> HomeContent {
    switch input.kind {
    case .promises: .promises
    case .recentlyViewed: .recentlyViewed
    case .invitation: .invitation
    case .banner: .banner(banner(input.banner, path))
    case .categories: .categories(categories(input.categories, old, path))
    case .products: .products(collection(input.products, old, path))
    case .shops: .shops(shops(input.shops, old, path))
    case .text:
      .text(HomeText(title: input.text?.title ?? LocalText(), text: input.text?.text ?? LocalText()))
    }
  }

  private mutating func banner(_ input: HomeBannerInput?, _ path: String) -> HomeBanner {
    let picture = input?.picture.flatMap { pictures[$0] }
    if input?.picture != nil, picture == nil {
      refuse("\(path)banner.picture", "unknown", "There is no such picture. Upload it first.")
    }
    return HomeBanner(
      heading: input?.heading ?? LocalText(), text: input?.text ?? LocalText(),
      button: input?.button ?? LocalText(), link: input?.link ?? "", picture: picture)
  }

  private mutating func categories(
    _ input: HomeCategoriesInput?, _ old: HomeContent?, _ path: String
  ) -> HomeCategories {
    var before: [CategoryID] = []
    if case .categories(let categories)? = old { before = categories.chosen }
    let chosen = input?.chosen ?? []
    for (index, id) in chosen.enumerated() where tree[id] == nil && !before.contains(id) {
      refuse("\(path)categories.chosen[\(index)]", "unknown", "There is no such category.")
    }
    refuseTwins(chosen, "\(path)categories.chosen")
    return HomeCategories(
      title: input?.title ?? LocalText(), chosen: chosen, count: input?.count ?? HomeCategories().count)
  }

  private mutating func collection(
    _ input: HomeCollectionInput?, _ old: HomeContent?, _ path: String
  ) -> HomeCollection {
    let standard = HomeCollection()
    var before = standard
    if case .products(let collection)? = old { before = collection }
    let products = input?.products ?? []
    for (index, id) in products.enumerated() where !listed.contains(id) && !before.products.contains(id) {
      refuse("\(path)products.products[\(index)]", "unknown", "Customers see no such product.")
    }
    refuseTwins(products, "\(path)products.products")
    let rule = input?.rule?.rule
    if let category = rule?.category, tree[category] == nil, before.rule?.category != category {
      refuse("\(path)products.rule.category", "unknown", "There is no such category.")
    }
    return HomeCollection(
      title: input?.title ?? LocalText(), rule: rule, products: products,
      inStockOnly: input?.inStockOnly ?? false, count: input?.count ?? standard.count,
      minimum: input?.minimum ?? standard.minimum)
  }

  private mutating func shops(_ input: HomeShopsInput?, _ old: HomeContent?, _ path: String) -> HomeShops {
    var before: [ShopID] = []
    if case .shops(let shops)? = old { before = shops.shops }
    let shops = input?.shops ?? []
    for (index, id) in shops.enumerated() where !open.contains(id) && !before.contains(id) {
      refuse("\(path)shops.shops[\(index)]", "unknown", "Customers see no such shop.")
    }
    refuseTwins(shops, "\(path)shops.shops")
    return HomeShops(
      title: input?.title ?? LocalText(), choice: input?.choice ?? .newest, shops: shops,
      count: input?.count ?? HomeShops().count)
  }

  private mutating func refuseTwins<Picked: Hashable>(_ picked: [Picked], _ field: String) {
    var seen: Set<Picked> = []
    for (index, id) in picked.enumerated() where !seen.insert(id).inserted {
      refuse("\(field)[\(index)]", "duplicate", "This is there already.")
    }
  }

  private mutating func refuse(_ field: String, _ code: String, _ message: Words) {
    errors.append(FieldError(field: field, code: code, message: message))
  }
}

extension HomeSections {
  /// What of the page as a whole can't be. Throws `.invalidInput`.
  func check() throws {
    let ids = list.map(\.id)
    guard Set(ids).count == ids.count else {
      throw Problem.invalid("sections", "duplicate", "A section stands there twice.")
    }
    guard list.count <= HomeLimits.sections else {
      throw Problem.invalid("sections", "too_many", "A page has at most \(HomeLimits.sections) sections.")
    }
    guard list.reduce(0, { $0 + $1.content.productCount }) <= HomeLimits.products else {
      throw Problem.invalid(
        "sections", "too_many",
        "All sections together may show at most \(HomeLimits.products) products. Show fewer in some of them.")
    }
    guard list.reduce(0, { $0 + $1.content.tileCount }) <= HomeLimits.tiles else {
      throw Problem.invalid(
        "sections", "too_many",
        "All sections together may show at most \(HomeLimits.tiles) shops and categories. Show fewer in some of them."
      )
    }
  }
}
