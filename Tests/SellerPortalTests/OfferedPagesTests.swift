import Kernel
import MarketSupport
import TestSupport
import Testing
import Web

@testable import SellerPortal

@Suite("What the seller portal offers")
struct OfferedPagesTests {
  @Test("Navigation asks for the permissions that the routes ask for")
  func sectionsFollowRoutes() async throws {
    try await withMarket(.sqlite) { market in
      let shop = try await market.openShop("Lamps")
      let desk = try await SellerDesk(market, shop)
      for section in SellerSection.allCases where section != .dashboard {
        let pattern = section.path(in: .init(shop: "{shop}"))
        let route = desk.routes.first { $0.method == .get && $0.path == pattern }
        #expect(route?.access == .shop(section.permission), "\(section)")
      }
    }
  }

  @Test("Pages lead nobody to where they may not go, and nowhere that does not exist")
  func offersWhatMayBeOpened() async throws {
    try await withMarket(.sqlite) { market in
      let shop = try await market.openShop("Lamps")
      let lamp = try await market.stock("Lamp", in: shop, price: 1999)
      _ = try await market.buy([(lamp, 1)])
      try await market.drain()
      let owner = try await crawl(try await SellerDesk(market, shop))
      #expect(owner.count > 20)
      for permission in Permission.grantable {
        let seen = try await crawl(try await SellerDesk(market, shop, staff: permission))
        #expect(seen.isStrictSubset(of: owner), "\(permission)")
      }
    }
  }

  /// Follows every link from the shop's first page on; answers with the patterns of the pages that were seen.
  private func crawl(_ desk: SellerDesk) async throws -> Set<String> {
    var waiting = ["/sell/\(desk.shop.slug)"]
    var seen: Set<String> = []
    var patterns: Set<String> = []
    while let path = waiting.popLast() {
      guard seen.insert(path).inserted else { continue }
      let place = Comment(rawValue: "\(desk.permissions.map(\.rawValue)): \(path)")
      guard let found = desk.route(.get, path) else {
        Issue.record("nothing is at \(path)")
        continue
      }
      #expect(desk.may(found.route.access), place)
      patterns.insert(found.route.path)
      let response = try await desk.send(.get, path)
      if let next = response.headers[.location] { waiting.append(next) }
      guard response.headers[.contentType]?.hasPrefix("text/html") == true else { continue }
      let page = String(decoding: response.bodyBytes, as: UTF8.self)
      for match in page.matches(of: /href="(\/sell[^"?#]*)/) { waiting.append(String(match.1)) }
      for match in page.matches(of: /method="post" action="(\/sell[^"?#]*)/) {
        let target = desk.route(.post, String(match.1))
        #expect(target.map { desk.may($0.route.access) } == true, "\(place) posts to \(match.1)")
      }
    }
    return patterns
  }
}
