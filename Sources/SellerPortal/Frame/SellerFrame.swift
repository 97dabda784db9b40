import Catalog
import Kernel
import Ordering
import Vendors
import Web

/// Which entry of the side navigation a page belongs to; the raw value is its path below the shop's.
enum SellerSection: String {
  case dashboard = ""
  case products = "/products"
  case imports = "/imports"
  case orders = "/orders"
  case balance = "/balance"
  case settings = "/settings"
}

/// What every page about a shop shows around its content.
struct SellerFrame: Sendable {
  let siteName: String
  let personName: String
  let shop: Shop
  /// Orders that wait to be sent.
  let ordersToSend: Int
  /// Customers who wait for an answer about their money.
  let refundRequests: Int
  /// Products of which little or nothing is left.
  let scarceProducts: Int

  /// The shop's place in the portal.
  var path: String { "/sell/\(shop.slug)" }

  /// The path of a section.
  func path(_ section: SellerSection) -> String { path + section.rawValue }

  /// The page with this title.
  func page(
    _ section: SellerSection, _ request: Request, title: String, lead: String? = nil, actions: HTML? = nil,
    breadcrumbs: HTML? = nil, _ content: HTML
  ) -> HTML {
    PortalPage.render(
      head: DocumentHead(title: "\(title) · \(shop.name)", siteName: siteName, isIndexable: false),
      frame: portal(section, request), title: title, lead: lead, actions: actions, flash: request.flash,
      breadcrumbs: breadcrumbs, content)
  }

  private func portal(_ section: SellerSection, _ request: Request) -> PortalFrame {
    let searchesProducts = section == .products || section == .imports
    var links = [NavigationLink("All my shops", "/sell")]
    if shop.isOpen { links.insert(NavigationLink("See \(shop.name)", shop.path), at: 0) }
    return PortalFrame(
      title: shop.name, homePath: path,
      groups: [
        [PortalItem("Today", path(.dashboard), .home)],
        [
          PortalItem("Orders", path(.orders), .package, count: ordersToSend + refundRequests),
          PortalItem("Products", path(.products), .tag, count: scarceProducts),
          PortalItem("Imports", path(.imports), .upload),
        ],
        [PortalItem("Balance", path(.balance), .wallet)],
        [PortalItem("Settings", path(.settings), .settings)],
      ],
      current: path(section), searchPath: path(searchesProducts ? .products : .orders),
      searchLabel: searchesProducts ? "Search products" : "Search orders", query: request.query["q"] ?? "",
      personName: personName, links: links)
  }
}

/// The states in which an order waits to be sent.
let statesToSend: [OrderStatus] = [.pending, .paid, .processing]

extension SellerPortal {
  /// What the frame needs to know, for every page about the shop in the path.
  func frame(_ request: Request) async throws -> SellerFrame {
    let id = try request.requireShop()
    async let shop = vendors.shop(id)
    async let site = catalog.site()
    async let orders = ordering.orderCounts(OrderFilter(shop: id))
    async let products = catalog.productCounts(of: id)
    let counts = try await orders
    let goods = try await products
    return SellerFrame(
      siteName: try await site.name, personName: try request.requireViewer().name, shop: try await shop,
      ordersToSend: statesToSend.reduce(0) { $0 + Int(counts[$1] ?? 0) },
      refundRequests: Int(counts[.refundRequested] ?? 0), scarceProducts: goods.lowStock + goods.soldOut)
  }

  /// The shop's path in the portal, for redirects.
  func path(_ request: Request, _ section: SellerSection) async throws -> String {
    "/sell/\(try await vendors.shop(request.requireShop()).slug)\(section.rawValue)"
  }
}
