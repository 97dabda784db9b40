import Catalog
import Foundation
import Kernel
import MarketSupport
import TestSupport
import Testing

@testable import Web

@Suite("The home page in the admin portal")
struct HomeSectionTests {
  @Test("A section is added, changed, moved, removed and put back", arguments: TestEngine.allCases)
  func lives(engine: TestEngine) async throws {
    try await withMarket(engine) { market in
      let added = try await market.administer(
        .post, "/admin/home/sections",
        form: "addition=products&products.title.text=Summer&products.rule.tags=linen,+sun"
          + "&products.rule.currency=EUR&products.rule.maximumPrice=12.50&products.rule.sort=bestSelling"
          + "&products.count=8&products.minimum=1&visibleUntil=2030-01-01T00:00")
      #expect(added.status == .seeOther)
      let section = try #require(try await market.catalog.home().draft.list.last)
      guard case .products(let collection) = section.content, let rule = collection.rule else {
        Issue.record("\(section)")
        return
      }
      #expect(rule.tags == ["linen", "sun"] && rule.maximumPrice == 1250 && rule.sort == .bestSelling)
      #expect(collection.count == 8 && section.visibleUntil?.rfc3339.hasPrefix("2030-01-01T00:00") == true)
      let id = section.id.description
      let page = try await market.administer(.get, "/admin/home/sections/{section}", ["section": id])
      let text = String(decoding: page.bodyBytes, as: UTF8.self)
      #expect(text.contains("value=\"linen, sun\"") && text.contains("value=\"12.50\""))
      let first = try #require(try await market.catalog.home().draft.list.first?.id)
      _ = try await market.administer(
        .post, "/admin/home/sections/{section}/move", ["section": id], form: "before=\(first)")
      #expect(try await market.catalog.home().draft.list.first?.id == section.id)
      let removed = try await market.administer(
        .post, "/admin/home/sections/{section}/remove", ["section": id])
      let flash = try #require(removed.cookies.first { $0.name == Flash.cookieName }?.value)
      #expect(flash.contains("/admin/home/sections/\(id)/restore"))
      #expect(try await market.catalog.home().section(section.id) == nil)
      _ = try await market.administer(.post, "/admin/home/sections/{section}/restore", ["section": id])
      #expect(try await market.catalog.home().draft.list.first == section)
    }
  }

  @Test("A section does not say twice what it is")
  func saysItsKindOnce() async throws {
    try await withMarket(.sqlite) { market in
      for form in [
        "addition=text&text.title.text=Text&text.text.text=A",
        "addition=text&text.title.text=Care&text.text.text=A",
      ] {
        #expect(try await market.administer(.post, "/admin/home/sections", form: form).status == .seeOther)
      }
      let page = String(decoding: try await market.administer(.get, "/admin/home").bodyBytes, as: UTF8.self)
      #expect(page.contains(">Text</a>") && page.contains(">Care</a>"))
      #expect(page.ranges(of: "<p class=\"muted small\">Text</p>").count == 1)
    }
  }

  @Test("What is wrong is said beside its field, and changes nothing")
  func refuses() async throws {
    try await withMarket(.sqlite) { market in
      let before = try await market.catalog.home()
      let forms = [
        "addition=banner&banner.heading.text=A&banner.link=https://evil.example": "Write a path of this site",
        "addition=products&products.rule.maximumPrice=5&products.count=8&products.minimum=1":
          "Say which currency",
        "addition=products&products.rule.currency=EUR&products.rule.minimumPrice=ten": "alert--danger",
        "addition=text&text.text.text=": "Write what it says.",
        "addition=text&text.text.text=A&visibleFrom=soon": "Write the moment as",
      ]
      for (form, sentence) in forms {
        let answer = try await market.administer(.post, "/admin/home/sections", form: form)
        #expect(answer.status == .unprocessableContent, "\(form)")
        #expect(String(decoding: answer.bodyBytes, as: UTF8.self).contains(sentence), "\(form)")
      }
      #expect(try await market.catalog.home() == before)
    }
  }

  @Test("Who publishes what others changed is told what", arguments: TestEngine.allCases)
  func tellsWhatChanged(engine: TestEngine) async throws {
    try await withMarket(engine) { market in
      _ = try await market.administer(
        .post, "/admin/home/sections", form: "addition=text&text.title.text=Spring&text.text.text=Sun")
      let seen = try await market.catalog.home()
      let text = try #require(seen.draft.list.last?.id)
      _ = try await market.administer(
        .post, "/admin/home/sections/{section}", ["section": text.description],
        form: "text.title.text=Autumn&text.text.text=Rain")
      let answer = try await market.administer(.post, "/admin/home/publish", form: "version=\(seen.version)")
      let told = try #require(answer.cookies.first { $0.name == Flash.cookieName }?.value)
      #expect(told.hasPrefix("error") && told.contains("“Autumn” was changed."), "\(told)")
      #expect(try await market.catalog.home().publication == 0)
      let version = try await market.catalog.home().version
      _ = try await market.administer(.post, "/admin/home/publish", form: "version=\(version)")
      #expect(try await market.catalog.home().isPublished)
      let page = try await market.administer(.get, "/admin/home")
      #expect(String(decoding: page.bodyBytes, as: UTF8.self).contains("Bring back the page of before"))
    }
  }

  @Test("Products are searched, picked and put in order", arguments: TestEngine.allCases)
  func picks(engine: TestEngine) async throws {
    try await withMarket(engine) { market in
      let shop = try await market.openShop("Lamps")
      for title in ["Brass lamp", "Paper lamp"] { _ = try await market.stock(title, in: shop, price: 100) }
      _ = try await market.administer(
        .post, "/admin/home/sections", form: "addition=pickedProducts&products.count=12&products.minimum=1")
      let section = try #require(try await market.catalog.home().draft.list.last)
      let path = ["section": section.id.description]
      let goods = try await market.catalog.products(ListingQuery()).items.map(\.id.description)
      for pick in goods {
        _ = try await market.administer(
          .post, "/admin/home/sections/{section}/picks", path, form: "pick=\(pick)")
      }
      func picked() async throws -> [String]? {
        try await market.catalog.home().section(section.id)?.content.picks
      }
      #expect(try await picked() == goods)
      _ = try await market.administer(
        .post, "/admin/home/sections/{section}/picks", path, form: "pick=\(goods[1])&before=\(goods[0])")
      #expect(try await picked() == goods.reversed())
      // The form of the section leaves them alone.
      _ = try await market.administer(
        .post, "/admin/home/sections/{section}", path,
        form: "products.title.text=Ours&products.count=12&products.minimum=1")
      #expect(try await picked() == goods.reversed())
      _ = try await market.administer(
        .post, "/admin/home/sections/{section}/picks/remove", path, form: "pick=\(goods[0])")
      #expect(try await picked() == [goods[1]])
      let refused = try await market.administer(
        .post, "/admin/home/sections/{section}/picks", path, form: "pick=\(ProductID())")
      let told = try #require(refused.cookies.first { $0.name == Flash.cookieName }?.value)
      #expect(told.hasPrefix("error"))
    }
  }
}
