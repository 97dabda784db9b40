import Catalog
import Kernel
import Ordering
import Presentation
import Vendors
import Web

/// Which entry of the side navigation a page belongs to.
enum SellerSection: CaseIterable {
  case dashboard, products, stock, imports, orders, balance, application, staff, settings, activity

  /// What somebody needs to open it: what its route asks for. The first page lets everybody in who works in the shop
  /// and shows the overview to those who may see it.
  var permission: Permission {
    switch self {
    case .dashboard: .reports
    case .products, .stock, .imports: .products
    case .orders: .orders
    case .balance: .payouts
    case .staff, .application: .ownership
    case .settings, .activity: .settings
    }
  }

  /// Where it is.
  func path(in paths: SellerPaths) -> String {
    switch self {
    case .dashboard: paths.dashboard
    case .products: paths.products
    case .stock: paths.stock
    case .imports: paths.imports
    case .orders: paths.orders
    case .balance: paths.balance
    case .application: paths.application
    case .staff: paths.staff
    case .settings: paths.settings
    case .activity: paths.activity
    }
  }

  /// Where staff come in, whatever they may do there.
  static let entrances: [SellerSection] = [.dashboard, .orders, .products, .balance, .settings]
}

/// What every page about a shop shows around its content.
struct SellerFrame: Sendable {
  let siteName: String
  let personName: String
  let shop: Shop
  /// What the viewer may do here.
  let permissions: Set<Permission>
  /// Orders that wait to be sent.
  let ordersToSend: Int
  /// Customers who wait for an answer about their money.
  let refundRequests: Int
  /// Products of which little or nothing is left.
  let scarceProducts: Int

  /// Where the shop's pages are.
  var paths: SellerPaths { SellerPaths(shop) }

  /// Whether the viewer may open a section.
  func may(_ section: SellerSection) -> Bool { permissions.contains(section.permission) }

  /// Whether there is anything that the viewer may find by a search over the shop.
  var hasSearch: Bool { may(.orders) || may(.products) }

  /// The page with this title. A page of no section marks none.
  func page(
    _ section: SellerSection?, _ request: Request, title: Words, lead: Words? = nil, actions: HTML? = nil,
    breadcrumbs: HTML? = nil, searched: String = "", _ content: HTML
  ) -> HTML {
    PortalPage.render(
      head: DocumentHead(title: "\(title) · \(shop.name)", siteName: siteName, isIndexable: false),
      frame: portal(section, searched), title: title, lead: lead, actions: actions, flash: request.flash,
      breadcrumbs: breadcrumbs, content)
  }

  private func portal(_ section: SellerSection?, _ searched: String) -> PortalFrame {
    var links = [NavigationLink("All my shops", SellerPaths.shops)]
    if shop.isOpen { links.insert(NavigationLink("See \(shop.name)", Paths.shop(shop.slug)), at: 0) }
    let groups = [
      [item("Today", .dashboard, .home)],
      [
        item("Orders", .orders, .package, count: ordersToSend + refundRequests),
        item("Products", .products, .tag, count: scarceProducts), item("Stock", .stock, .box),
        item("Imports", .imports, .upload),
      ],
      [item("Balance", .balance, .wallet), item("Business", .application, .file)],
      [
        item("Staff", .staff, .users), item("Activity", .activity, .clock),
        item("Settings", .settings, .settings),
      ],
    ].map { $0.compactMap { $0 } }.filter { !$0.isEmpty }
    return PortalFrame(
      title: Words(verbatim: shop.name), homePath: paths.dashboard, groups: groups,
      current: section?.path(in: paths) ?? "", searchPath: hasSearch ? paths.search : nil,
      searchLabel: "Search everything", query: searched, personName: personName, links: links)
  }

  private func item(
    _ label: Words, _ section: SellerSection, _ symbol: Symbol, count: Int = 0
  ) -> PortalItem? {
    may(section) ? PortalItem(label, section.path(in: paths), symbol, count: count) : nil
  }
}

extension SellerPortal {
  /// What the frame needs to know, for every page about the shop in the path.
  func frame(_ request: Request) async throws -> SellerFrame {
    let id = try request.requireShop()
    let viewer = try request.requireViewer()
    async let permissions = vendors.permissions(of: viewer.account, in: id)
    async let shop = vendors.shop(id)
    async let site = catalog.site()
    async let orders = ordering.orderCounts(OrderFilter(shop: id))
    async let products = catalog.productCounts(of: id)
    let counts = try await orders
    let goods = try await products
    return SellerFrame(
      siteName: try await site.name, personName: viewer.name, shop: try await shop,
      permissions: try await permissions,
      ordersToSend: OrderStatus.unsent.reduce(0) { $0 + Int(counts[$1] ?? 0) },
      refundRequests: Int(counts[.refundRequested] ?? 0), scarceProducts: goods.lowStock + goods.soldOut)
  }

  /// Where the pages of the shop in the path are, for redirects.
  func paths(_ request: Request) async throws -> SellerPaths {
    SellerPaths(try await vendors.shop(request.requireShop()))
  }
}
