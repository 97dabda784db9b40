import Kernel
import Testing
import Vendors
import Web

@testable import Catalog
@testable import Storefront

@Suite struct ListingPageTests {
  @Test func addressHoldsTheWholeState() {
    let query = Parameters([
      ("q", " mug "), ("color", "Red"), ("color", "Red"), ("color", "Dark blue"), ("priceFrom", "10.50"),
      ("sort", "price"), ("page", "3"), ("inStock", "true"),
    ])
    let state = ListingState(path: "/search", query)
    #expect(
      state.link
        == "/search?q=mug&color=Red&color=Dark%20blue&priceFrom=10.50&inStock=true&sort=priceAscending&page=3"
    )
    #expect(state.complete(in: .eur).minimumPrice == 1050)
    #expect(
      state.link { $0.filter.colors.removeAll { $0 == "Red" } }.hasSuffix(
        "color=Dark%20blue&priceFrom=10.50&inStock=true&sort=priceAscending"))
    #expect(state.clearedLink == "/search?q=mug&sort=priceAscending")
  }

  @Test func pricesThatCantBeReadAreSaid() {
    let range = PriceRange(from: "1.500", to: "cheap", in: .eur)
    #expect(range.low.amount == nil && range.low.error != nil && range.low.shown == "1.500")
    #expect(range.high.error != nil && !range.isReadable)
    #expect(PriceRange(from: "1,000", to: "", in: .eur).low.amount == Money(100_000, .eur))
    #expect(PriceRange(from: "20", to: "10", in: .eur).high.error != nil)
    var page = Samples.listing(.search, [("q", "mug")], cards: [Samples.card("Mug")], total: 1)
    page.prices = range
    #expect(page.text.contains("value=\"1.500\""))
    #expect(page.text.contains("id=\"priceFrom-error\"") && page.text.contains("id=\"priceTo-error\""))
    #expect(page.text.contains("This can be read as two amounts."))
  }

  @Test func severalCurrenciesAreChosenBetween() {
    let counts = [
      FacetCount(value: "EUR", label: "EUR", count: 2), FacetCount(value: "JPY", label: "JPY", count: 1),
    ]
    let page = Samples.listing(
      .search, [("currency", "JPY")], cards: [Samples.card("Mug")], total: 1, currencies: counts)
    #expect(page.state.filter.currency?.code == "JPY")
    #expect(page.text.contains("name=\"currency\""))
    #expect(
      !Samples.listing(.search, [], cards: [Samples.card("Mug")], total: 1).text.contains("name=\"currency\"")
    )
  }

  @Test func valuesWithCommasStayWhole() throws {
    let query = Parameters([("color", "Black, White"), ("size", "38,5")])
    let state = ListingState(path: "/products", query)
    #expect(state.filter.colors == ["Black, White"])
    #expect(state.filter.sizes == ["38,5"])
    let link = state.link { $0.filter.tags = ["a, b"] }
    #expect(
      try ListingState(
        path: "/products", Parameters(urlEncoded: link.utf8.drop { $0 != UInt8(ascii: "?") }.dropFirst())
      ).link == link)
  }

  @Test(arguments: ["currency", "page", "rating", "sort", "q", "cursor"])
  func nonsenseIsLeftOut(_ name: String) {
    for nonsense in ["", "-1", "abc", "\u{0}", "99999999999999999999999", "1e5"]
    where name != "q" || nonsense.isEmpty {
      let state = ListingState(path: "/products", Parameters([(name, nonsense)]))
      #expect(state.link == "/products" || state.link == "/products?page=200")
    }
  }

  @Test func hostileWordsStayText() {
    let page = Samples.listing(.search, [("q", Samples.hostile), ("color", Samples.hostile)]).text
    #expect(!page.contains("<script>alert"))
    #expect(page.contains("Nothing matches all of that"))
  }

  @Test func emptyStatesOfferAStep() {
    #expect(Samples.listing(.search, [("q", "zzz")]).text.contains("Nothing for “zzz”"))
    #expect(Samples.listing(.search).text.contains("What are you looking for?"))
    #expect(Samples.listing(.everything).text.contains("Nothing is for sale yet"))
    #expect(Samples.listing(.everything).text.contains("href=\"/products\""))
  }

  @Test func aShopUnderItsOwnNameShowsNothingOfOthers() {
    let shop = ListingSubject.shop(ShopSummary(id: Samples.shopID, slug: "kiln", name: "Kiln & Clay"))
    let others = [Samples.card("Vase of others", shop: "Loom")]
    #expect(Samples.listing(shop, path: "/shops/kiln", instead: others).text.contains("Vase of others"))
    let own = Samples.listing(shop, path: "/", instead: others).text
    #expect(own.contains("Nothing here yet") && !own.contains("Vase of others"))
    #expect(!own.contains("See all goods"))
  }

  @Test func chosenFiltersAreChips() {
    let page = Samples.listing(
      .search, [("q", "mug"), ("color", "red"), ("priceTo", "20")], cards: [Samples.card("Mug")], total: 1
    ).text
    #expect(page.contains("Remove filter"))
    #expect(page.contains("href=\"/search?q=mug&amp;priceTo=20\""))
    #expect(page.contains("Up to €20.00"))
    #expect(page.contains("1 result<"))
    #expect(page.contains("checked"))
  }

  @Test func manyResultsHaveNumberedPages() {
    let cards = (0..<24).map { Samples.card("Mug \($0)") }
    let page = Samples.listing(.everything, [("page", "2")], cards: cards, total: 60).text
    #expect(page.contains("25–48 of 60 results"))
    #expect(page.contains("href=\"/search?page=3\""))
  }

  @Test func correctionIsSaid() {
    let page = Samples.listing(
      .search, [("q", "mgu")], cards: [Samples.card("Mug")], total: 1, correctedText: "mug"
    ).text
    #expect(page.contains("There was nothing for “mgu”. This is what fits “mug”."))
  }
}
