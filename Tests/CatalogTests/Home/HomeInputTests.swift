import Foundation
import Kernel
import TestSupport
import Testing
import Web

@testable import Catalog

/// What the home page does not take.
@Suite struct HomeInputTests {
  @Test(arguments: TestEngine.allCases) func whatCannotBeChangesNothing(_ engine: TestEngine) async throws {
    try await withCatalog(engine) { kit in
      let hidden = try await kit.product(#"{"title": "Secret", "price": 100, "stock": 1, "status": "draft"}"#)
      let secret = try #require(hidden.at("id").text)
      let before = await kit.homeDraft()
      let bad: [(String, String)] = [
        (HomeSamples.banner("A", link: "https://evil.example/"), "sections[0].banner.link"),
        (HomeSamples.banner("A", link: "//evil.example"), "sections[0].banner.link"),
        (HomeSamples.banner("A", link: "javascript:alert(1)"), "sections[0].banner.link"),
        (HomeSamples.banner("A", more: #", "picture": "site/none""#), "sections[0].banner.picture"),
        (
          #"{"kind": "banner", "banner": {"heading": {"text": "A", "translations": {"xx": "B"}}}}"#,
          "sections[0].banner.heading.translations"
        ),
        (HomeSamples.banner(String(repeating: "a", count: 121)), "sections[0].banner.heading.text"),
        (HomeSamples.picked([ProductID().description]), "sections[0].products.products[0]"),
        (HomeSamples.picked([secret]), "sections[0].products.products[0]"),
        (HomeSamples.picked(["nonsense"]), "sections[0].products.products[0]"),
        (
          HomeSamples.picked((0..<25).map { _ in ProductID().description }), "sections[0].products.products"
        ),
        (HomeSamples.picked([], more: #", "count": 25"#), "sections[0].products.count"),
        (HomeSamples.picked([], more: #", "count": 2, "minimum": 3"#), "sections[0].products.minimum"),
        (
          #"{"kind": "products", "products": {"rule": {"minimumPrice": 5}}}"#,
          "sections[0].products.rule.currency"
        ),
        (
          #"{"kind": "products", "products": {"rule": {"category": "\#(CategoryID())"}}}"#,
          "sections[0].products.rule.category"
        ),
        (
          #"{"kind": "shops", "shops": {"choice": "byHand", "shops": ["\#(ShopID())"]}}"#,
          "sections[0].shops.shops[0]"
        ),
        (#"{"kind": "shops"}"#, "sections[0].shops"),
        (#"{"kind": "carousel"}"#, "sections[0].kind"),
        (
          #"{"kind": "promises", "text": {"text": {"text": "A"}}}"#, "sections[0].text"
        ),
        (HomeSamples.text(""), "sections[0].text.text.text"),
        (
          HomeSamples.text(
            "A", more: #", "visibleFrom": "2026-03-02T00:00:00Z", "visibleUntil": "2026-03-01T00:00:00Z""#),
          "sections[0].visibleUntil"
        ),
      ]
      for (section, field) in bad {
        let answer = await kit.putHome([section])
        #expect(answer.status == 422, "\(section)")
        #expect(answer.wrongFields.contains(field), "\(section): \(answer.wrongFields)")
      }
      #expect(await kit.homeDraft() == before)
    }
  }

  @Test(arguments: TestEngine.allCases) func aPageStaysLight(_ engine: TestEngine) async throws {
    try await withCatalog(engine) { kit in
      let many = await kit.putHome((0..<21).map { HomeSamples.text("\($0)") })
      #expect(many.status == 422)
      #expect(await kit.putHome((0..<20).map { HomeSamples.text("\($0)") }).status == 200)
      let rows = (0..<4).map { _ in HomeSamples.picked([], more: #", "count": 24"#) }
      #expect(await kit.putHome(rows).status == 422)
      #expect(await kit.putHome(Array(rows.prefix(3))).status == 200)
      let tiles = #"{"kind": "categories", "categories": {"count": 24}}"#
      #expect(await kit.putHome([tiles, tiles, tiles]).status == 422)
    }
  }

  @Test(arguments: TestEngine.allCases) func whatWasPickedMayGoButNothingHiddenComes(_ engine: TestEngine)
    async throws
  {
    try await withCatalog(engine) { kit in
      let bowl = try #require(
        try await kit.product(#"{"title": "Bowl", "price": 100, "stock": 1}"#).at("id").text)
      let draft = await kit.putHome([HomeSamples.picked([bowl])])
      #expect(draft.status == 200)
      let section = try #require(draft.json.at("sections", 0, "id").text)
      _ = await kit.vendor.send(
        .patch, "/shops/\(kit.shop.id)/products/\(bowl)", #"{"status": "archived"}"#)
      // It stays in its place, where it is not shown, and comes into no other.
      let body = HomeSamples.picked([bowl]).replacing("{\"kind\"", with: "{\"id\": \"\(section)\", \"kind\"")
      #expect(await kit.putHome([body, HomeSamples.text("More")]).status == 200)
      #expect(await kit.putHome([HomeSamples.picked([bowl])]).status == 422)
      let id = try #require(HomeSectionID(section))
      await #expect(throws: Problem.self) {
        try await kit.catalog.placeHomePick(ProductID().description, in: id, before: nil)
      }
      let state = try await kit.catalog.removeHomePick(bowl, from: id)
      #expect(state.section(id)?.content.picks == [])
      await #expect(throws: Problem.self) {
        try await kit.catalog.placeHomePick(bowl, in: id, before: nil)
      }
    }
  }

  @Test(arguments: TestEngine.allCases) func picturesOfBannersStayAsLongAsAPageShowsThem(_ engine: TestEngine)
    async throws
  {
    try await withCatalog(engine) { kit in
      let made = await kit.upload(kit.admin, "/admin/home/pictures", try await kit.picture())
      #expect(made.status == 201)
      let key = try #require(made.text("key"))
      let draft = await kit.putHome([HomeSamples.banner("A", more: #", "picture": "\#(key)""#)])
      #expect(draft.status == 200 && draft.json.at("sections", 0, "banner", "picture").text == key)
      _ = await kit.publishHome(draft.json.at("version").number)
      func isUsed() async throws -> Bool {
        try await kit.database.read { try ImageStore.isUsed(key, $0) }
      }
      kit.clock.advance(seconds: 90_000)
      _ = await kit.putHome([HomeSamples.text("A")])
      #expect(try await isUsed())
      for round in 0..<2 {
        let draft = await kit.putHome([HomeSamples.text("Round \(round)")]).json
        _ = await kit.publishHome(draft.at("version").number)
      }
      // What was removed of the draft could be put back: it is forgotten when twenty others were removed.
      for round in 0..<21 { _ = await kit.putHome([HomeSamples.text("Removal \(round)")]) }
      #expect(try await !isUsed())
    }
  }

  @Test func theBannerOfBeforeIsReadAsTheUsualPage() throws {
    let stored = """
      {"banner": {"heading": {"text": "Ours", "translations": {}}, "text": {"text": "", "translations": {}},
        "button": {"text": "", "translations": {}}, "link": "/products?tag=a",
        "picture": {"key": "site/ab", "width": 1600, "height": 900}}}
      """
    let page = try JSONDecoder().decode(HomeSections.self, from: Data(stored.utf8))
    #expect(page.list.map(\.id) == HomeSections.standard.list.map(\.id))
    guard case .banner(let banner) = page.list[0].content else {
      Issue.record("no banner")
      return
    }
    #expect(banner.shownHeading == Words(verbatim: "Ours") && banner.picture?.width == 1600)
    #expect(Array(page.list.dropFirst()) == Array(HomeSections.standard.list.dropFirst()))
    let again = try JSONDecoder().decode(HomeSections.self, from: try JSONEncoder().encode(page))
    #expect(again == page)
  }

  @Test func textsFallBackToTheOneForAll() {
    let text = LocalText("Summer", translations: ["xx": "Verano"])
    #expect(text.shown(in: .english) == "Summer")
    #expect(HomeSections.standard.list[3].name == "Best sellers")
  }
}
