import Catalog
import Identity
import Kernel
import MarketSupport
import Presentation
import TestSupport
import Testing
import Vendors

@testable import AdminPortal
@testable import Web

@Suite("Where the portal's pages are")
struct AdminPlaceTests {
  @Test("What the frame offers is what the routes let in")
  func offersWhatRoutesAllow() async throws {
    try await withMarket(.sqlite) { market in Self.compare(market.adminPages) }
  }

  private static func compare(_ routes: [Route]) {
    func access(_ method: HTTPMethod, _ path: String) -> Access? {
      routes.first { $0.method == method && $0.path == path }?.access
    }
    for section in AdminSection.allCases {
      #expect(access(.get, section.path) == .admin(section.permission), "\(section)")
    }
    for tab in ShopTabs.Tab.allCases {
      #expect(access(.get, tab.path("{shop}")) == .admin(tab.permission), "\(tab)")
    }
    for verdict in ShopVerdict.allCases {
      #expect(access(.post, verdict.path(of: "{shop}")) == .admin(.shopDecisions), "\(verdict)")
    }
  }

  @Test("Every path leads to a route")
  func pathsLeadToRoutes() async throws {
    try await withMarket(.sqlite) { market in Self.follow(market.adminPages) }
  }

  private static func follow(_ routes: [Route]) {
    let gets = routes.filter { $0.method == .get }.map(\.path)
    let posts = routes.filter { $0.method == .post }.map(\.path)
    for path in pages { #expect(gets.contains { fits(path, $0) }, "\(path)") }
    for path in forms { #expect(posts.contains { fits(path, $0) }, "\(path)") }
  }

  private static func fits(_ path: String, _ template: String) -> Bool {
    let pieces = path.prefix { $0 != "?" }.split(separator: "/")
    let wanted = template.split(separator: "/")
    return pieces.count == wanted.count && zip(pieces, wanted).allSatisfy { $1.hasPrefix("{") || $0 == $1 }
  }

  private static let pages = [
    AdminPaths.dashboard, AdminPaths.search, AdminPaths.audit, AdminPaths.auditTable,
    AdminPaths.audit(by: AccountID()),
    AdminPaths.barredAddresses, AdminPaths.categories, AdminPaths.category("lamps"), AdminPaths.commission,
    AdminPaths.erasures, AdminPaths.erasure(ErasureID()), AdminPaths.orders, AdminPaths.orders(.delivered),
    AdminPaths.order(OrderID()), AdminPaths.payouts, AdminPaths.payouts(.failed),
    AdminPaths.payout(PayoutID()), AdminPaths.products, AdminPaths.product(ProductID()),
    AdminPaths.site, AdminPaths.people,
    AdminPaths.people(.banned), AdminPaths.people(as: .csv), AdminPaths.people(as: .xlsx),
    AdminPaths.orders(as: .csv), AdminPaths.orders(as: .xlsx), AdminPaths.payouts(as: .csv),
    AdminPaths.payouts(as: .xlsx), AdminPaths.banPeople([AccountID(), AccountID()]),
    AdminPaths.person(AccountID()), AdminPaths.shops, AdminPaths.shops(.approved),
    AdminPaths.shops(as: .csv), AdminPaths.shops(as: .xlsx), AdminPaths.shop("kiln"),
    AdminPaths.shopBusiness("kiln"),
    AdminPaths.shopDestinations("kiln"), AdminPaths.shopDocuments("kiln"),
    AdminPaths.documentFile(ShopDocumentID(), of: "kiln"), AdminPaths.home,
    AdminPaths.newHomeSection("banner"), AdminPaths.homeSection(HomeSectionID()),
  ]

  private static let forms = [
    AdminPaths.auditChecks, AdminPaths.barredAddressSearches, AdminPaths.liftBar("ab12"),
    AdminPaths.categories, AdminPaths.category("lamps"), AdminPaths.deleteCategory("lamps"),
    AdminPaths.commission, AdminPaths.deleteCommission(CommissionRuleID()),
    AdminPaths.completePayout(PayoutID()), AdminPaths.failPayout(PayoutID()), AdminPaths.site,
    AdminPaths.siteLogo, AdminPaths.changePeople, AdminPaths.banPeople,
    AdminPaths.ban(AccountID()), AdminPaths.unban(AccountID()), AdminPaths.signOut(AccountID()),
    AdminPaths.role(AccountID()), AdminPaths.demote(AccountID()),
    AdminPaths.resetSecondFactor(AccountID()), AdminPaths.erase(AccountID()), AdminPaths.decideShops,
    AdminPaths.decideProducts, AdminPaths.hideProduct(ProductID()), AdminPaths.unhideProduct(ProductID()),
    AdminPaths.restoreShop("kiln"), AdminPaths.acceptDocument(ShopDocumentID(), of: "kiln"),
    AdminPaths.rejectDocument(ShopDocumentID(), of: "kiln"),
    AdminPaths.publishHome, AdminPaths.revertHome, AdminPaths.homeSections,
    AdminPaths.homeSection(HomeSectionID()), AdminPaths.moveHomeSection(HomeSectionID()),
    AdminPaths.removeHomeSection(HomeSectionID()), AdminPaths.restoreHomeSection(HomeSectionID()),
    AdminPaths.homePicks(HomeSectionID()), AdminPaths.removeHomePick(HomeSectionID()),
  ]
}
