import Kernel
import Presentation
import Vendors
import Web

/// The parts of what is known about a shop, as far as the viewer may see them.
enum ShopTabs {
  /// One of the parts.
  enum Tab: CaseIterable {
    case overview, business, documents, destinations

    var title: Words {
      switch self {
      case .overview: "Overview"
      case .business: "Business"
      case .documents: "Documents"
      case .destinations: "Payouts"
      }
    }

    /// What an administrator needs to open it: what its route asks for.
    var permission: AdminPermission {
      switch self {
      case .overview: .shops
      case .business, .documents: .documents
      case .destinations: .payouts
      }
    }

    func path(_ shop: String) -> String {
      switch self {
      case .overview: AdminPaths.shop(shop)
      case .business: AdminPaths.shopBusiness(shop)
      case .documents: AdminPaths.shopDocuments(shop)
      case .destinations: AdminPaths.shopDestinations(shop)
      }
    }
  }

  static func html(_ frame: AdminFrame, _ shop: Shop, current: Tab) -> HTML {
    let tabs: [(label: Words, path: String, count: Int?)] = Tab.allCases
      .filter { frame.viewer.may($0.permission) }.map { ($0.title, $0.path(shop.slug), nil) }
    return tabs.count == 1 ? HTML() : Navigation.tabs("Shop", tabs, current: current.path(shop.slug))
  }

  static func crumbs(_ shop: Shop, _ here: Words? = nil) -> HTML {
    var crumbs: [(label: Words, path: String?)] = [("Shops", AdminPaths.shops)]
    if let here {
      crumbs += [(Words(verbatim: shop.name), AdminPaths.shop(shop.slug)), (here, nil)]
    } else {
      crumbs.append((Words(verbatim: shop.name), nil))
    }
    return Navigation.breadcrumbs(crumbs)
  }
}
