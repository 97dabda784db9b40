import Kernel
import Testing
import Web

@testable import Catalog
@testable import Storefront
@testable import Vendors

@Suite struct OtherPagesTests {
  @Test func emptyMarketInvitesTheFirstShop() {
    let parts: [HomePart] = [.promises, .recentlyViewed, .invitation]
    var page = HomePage(siteName: "Souk", tagline: "Many small shops", parts: parts)
    page.isEmpty = true
    let text = page.html(head: DocumentHead(title: "Souk"), frame: StorefrontFrame(), flash: nil).string
    #expect(text.contains("The stalls are being set up"))
    #expect(text.contains("href=\"/sell\""))
  }

  @Test func shopsTakeTurns() {
    let cards = ["a", "a", "a", "b", "c", "b"].enumerated().map { index, shop in
      ProductCard(
        id: ProductID(high: 1, low: UInt64(index)), slug: "\(shop)\(index)", title: "x", brand: nil,
        price: Money(1, .eur), highestPrice: Money(1, .eur), compareAtPrice: nil, inStock: true, image: nil,
        rating: Rating(sum: 0, count: 0), sold: 0, listedAt: Samples.now,
        shop: ShopSummary(id: ShopID(high: 2, low: UInt64(shop.utf8.first ?? 0)), slug: shop, name: shop))
    }
    #expect(HomePage.mixed(cards).map(\.slug) == ["a0", "b3", "c4", "a1", "b5", "a2"])
  }

  @Test func everyProblemHasAPage() {
    for kind in ProblemKind.allCases {
      let problem = Problem(kind, "\(Samples.hostile)")
      let page = ErrorPage(problem: problem, path: "//evil.example", isSignedIn: false)
      let text = page.html(frame: StorefrontFrame()).string
      #expect(text.contains(">\(kind.status)<"))
      #expect(!text.contains("<script>alert"))
      #expect(!text.contains("evil.example"))
      #expect(text.contains("noindex"))
    }
  }

  @Test func shopTileEscapes() {
    let tile = ShopTile.grid([ShopTile(shop: Samples.shop(name: Samples.hostile), avatar: nil, goods: [])])
      .string
    #expect(!tile.contains("<script>"))
    #expect(tile.contains("Germany"))
  }
}
