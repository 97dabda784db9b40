import Kernel
import Settlement
import Vendors
import Web

/// Which entry of the side navigation a page belongs to.
enum AdminSection: String {
  case dashboard = "/admin"
  case shops = "/admin/shops"
  case products = "/admin/products"
  case orders = "/admin/orders"
  case payouts = "/admin/payouts"
  case commission = "/admin/commission"
  case categories = "/admin/categories"
  case site = "/admin/site"
}

/// What every admin page shows around its content.
struct AdminFrame: Sendable {
  let siteName: String
  let personName: String
  let shopsToApprove: Int
  let payoutsToPay: Int

  /// The page with this title.
  func page(
    _ section: AdminSection, _ request: Request, title: String, lead: String? = nil, actions: HTML? = nil,
    breadcrumbs: HTML? = nil, _ content: HTML
  ) -> HTML {
    PortalPage.render(
      head: DocumentHead(title: title, siteName: siteName, isIndexable: false), frame: portal(section),
      title: title,
      lead: lead, actions: actions, flash: request.flash, breadcrumbs: breadcrumbs, content)
  }

  private func portal(_ section: AdminSection) -> PortalFrame {
    PortalFrame(
      title: siteName, homePath: AdminSection.dashboard.rawValue,
      groups: [
        [PortalItem("Today", AdminSection.dashboard.rawValue, .home)],
        [
          PortalItem("Shops", AdminSection.shops.rawValue, .store, count: shopsToApprove),
          PortalItem("Products", AdminSection.products.rawValue, .tag),
          PortalItem("Orders", AdminSection.orders.rawValue, .package),
        ],
        [
          PortalItem("Payouts", AdminSection.payouts.rawValue, .wallet, count: payoutsToPay),
          PortalItem("Commission", AdminSection.commission.rawValue, .percent),
        ],
        [
          PortalItem("Categories", AdminSection.categories.rawValue, .category),
          PortalItem("Site", AdminSection.site.rawValue, .settings),
        ],
      ],
      current: section.rawValue, searchPath: AdminSection.orders.rawValue, searchLabel: "Search orders",
      personName: personName, links: [NavigationLink("Storefront", "/")])
  }
}

extension AdminPortal {
  /// What the frame needs to know, for every page.
  func frame(_ request: Request) async throws -> AdminFrame {
    AdminFrame(
      siteName: try await catalog.site().name, personName: try request.requireViewer().name,
      shopsToApprove: try await vendors.shopCounts()[.pending] ?? 0,
      payoutsToPay: Int(try await settlement.requestedPayoutCount()))
  }
}
