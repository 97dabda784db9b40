import Kernel
import Presentation
import Settlement
import Vendors
import Web

/// Which entry of the side navigation a page belongs to.
enum AdminSection: CaseIterable {
  case dashboard, shops, products, orders, people, payouts, commission, categories, search, home, site, audit

  /// Where it begins.
  var path: String {
    switch self {
    case .dashboard: AdminPaths.dashboard
    case .shops: AdminPaths.shops
    case .products: AdminPaths.products
    case .orders: AdminPaths.orders
    case .people: AdminPaths.people
    case .payouts: AdminPaths.payouts
    case .commission: AdminPaths.commission
    case .categories: AdminPaths.categories
    case .search: AdminPaths.searchRules
    case .home: AdminPaths.home
    case .site: AdminPaths.site
    case .audit: AdminPaths.audit
    }
  }

  /// What an administrator needs to open it: what its route asks for.
  var permission: AdminPermission {
    switch self {
    case .dashboard: .dashboard
    case .shops: .shops
    case .products, .categories, .search: .catalogue
    case .orders: .orders
    case .people: .people
    case .payouts: .payouts
    case .commission: .commission
    case .home, .site: .site
    case .audit: .audit
    }
  }
}

/// What every admin page shows around its content. It offers only what the viewer's role may open.
struct AdminFrame: Sendable {
  let siteName: String
  let viewer: Viewer
  /// Shops that wait for a decision of the marketplace, and not for their vendor's answer.
  let shopsToApprove: Int
  let payoutsToPay: Int
  /// Hidden products whose vendors have answered.
  let productsAnswered: Int

  /// Stands where somebody could decide, were it not their own shop.
  static let ownShopNote = Notice.alert(
    .info, "This is a shop of yours",
    "You own it or work for it, so somebody else has to decide about it.")

  /// Whether the viewer may open a section.
  func may(_ section: AdminSection) -> Bool { viewer.may(section.permission) }

  /// Leads into a section, for those who may open it; others read the same without a link.
  func link(_ section: AdminSection, to path: String, _ text: String) -> HTML {
    may(section) ? "<a href=\"\(path)\" dir=\"auto\">\(text)</a>" : written(text)
  }

  /// The page with this title. A page of no section marks none.
  func page(
    _ section: AdminSection?, _ request: Request, title: Words, lead: Words? = nil, actions: HTML? = nil,
    breadcrumbs: HTML? = nil, searched: String = "", _ content: HTML
  ) -> HTML {
    PortalPage.render(
      head: DocumentHead(title: title, siteName: siteName, isIndexable: false),
      frame: portal(section, searched),
      title: title,
      lead: lead, actions: actions, flash: request.flash, breadcrumbs: breadcrumbs, content)
  }

  private func portal(_ section: AdminSection?, _ searched: String) -> PortalFrame {
    let groups = [
      [item("Today", .dashboard, .home)],
      [
        item("Shops", .shops, .store, count: shopsToApprove),
        item("Products", .products, .tag, count: productsAnswered),
        item("Orders", .orders, .package), item("People", .people, .users),
      ],
      [item("Payouts", .payouts, .wallet, count: payoutsToPay), item("Commission", .commission, .percent)],
      [
        item("Categories", .categories, .category), item("Words of the search", .search, .search),
        item("Home page", .home, .grid), item("Site", .site, .settings),
        item("Audit log", .audit, .shield),
      ],
    ].map { $0.compactMap { $0 } }.filter { !$0.isEmpty }
    return PortalFrame(
      title: Words(verbatim: siteName), homePath: AdminPaths.dashboard, groups: groups,
      current: section?.path ?? "",
      searchPath: AdminPaths.search, searchLabel: "Search everything", query: searched,
      personName: viewer.name, links: [NavigationLink("Storefront", Paths.home)])
  }

  private func item(
    _ label: Words, _ section: AdminSection, _ symbol: Symbol, count: Int = 0
  ) -> PortalItem? {
    may(section) ? PortalItem(label, section.path, symbol, count: count) : nil
  }

}

extension AdminPortal {
  /// What the frame needs to know, for every page.
  func frame(_ request: Request) async throws -> AdminFrame {
    let viewer = try request.requireViewer()
    let decides = viewer.may(.shopDecisions)
    let pays = viewer.may(.payouts)
    return AdminFrame(
      siteName: try await catalog.site().name, viewer: viewer,
      shopsToApprove: decides ? try await vendors.questionCounts()[.due] ?? 0 : 0,
      payoutsToPay: pays ? Int(try await settlement.requestedPayoutCount()) : 0,
      productsAnswered: viewer.may(.catalogue) ? try await catalog.answeredHidingCount() : 0)
  }
}
