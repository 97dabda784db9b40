import Catalog
import Foundation
import Kernel
import MarketSupport
import TestSupport
import Testing

@testable import AdminPortal
@testable import Web

@Suite("The pages of the category tree")
struct CategoryTreePageTests {
  private func text(_ answer: Response) -> String { String(decoding: answer.bodyBytes, as: UTF8.self) }

  @Test("Buttons say the same as a drag", arguments: TestEngine.allCases)
  func steps(_ engine: TestEngine) async throws {
    try await withMarket(engine) { market in
      for name in ["A", "B", "C"] { _ = try await market.catalog.addCategory(NewCategoryInput(name: name)) }
      func move(_ slug: String, _ form: String) async throws {
        let version = try await market.catalog.categories().version
        let answer = try await market.administer(
          .post, "/admin/categories/{category}/move", ["category": slug], form: "\(form)&version=\(version)")
        #expect(answer.status == .seeOther)
      }
      func order() async throws -> [String] {
        let tree = try await market.catalog.categories()
        return tree.inOrder.map { tree.path(to: $0.id).map(\.slug).joined(separator: "/") }
      }
      try await move("c", "step=up")
      #expect(try await order() == ["a", "c", "b"])
      try await move("a", "step=down")
      #expect(try await order() == ["c", "a", "b"])
      try await move("b", "step=inward")
      #expect(try await order() == ["c", "a", "a/b"])
      try await move("b", "step=outward")
      #expect(try await order() == ["c", "a", "b"])
      try await move("b", "parent=c&before=")
      #expect(try await order() == ["c", "c/b", "a"])
      // Nothing lies above the first.
      try await move("c", "step=up")
      #expect(try await order() == ["c", "c/b", "a"])
    }
  }

  @Test("Who saw another tree moves nothing")
  func stale() async throws {
    try await withMarket(.sqlite) { market in
      for name in ["A", "B"] { _ = try await market.catalog.addCategory(NewCategoryInput(name: name)) }
      let page = text(try await market.administer(.get, "/admin/categories"))
      let version = try await market.catalog.categories().version
      #expect(page.contains("name=\"version\" value=\"\(version)\""))
      _ = try await market.catalog.addCategory(NewCategoryInput(name: "C"))
      let answer = try await market.administer(
        .post, "/admin/categories/{category}/move", ["category": "b"], form: "step=up&version=\(version)")
      #expect(answer.status == .seeOther)
      #expect(try await market.catalog.categories().inOrder.map(\.slug) == ["a", "b", "c"])
    }
  }

  @Test("What has something below it asks where that goes", arguments: TestEngine.allCases)
  func removal(_ engine: TestEngine) async throws {
    try await withMarket(engine) { market in
      let home = try await market.catalog.addCategory(NewCategoryInput(name: "Home"))
      _ = try await market.catalog.addCategory(NewCategoryInput(name: "Lamps", parent: home.id))
      let list = text(try await market.administer(.get, "/admin/categories"))
      #expect(list.contains("href=\"/admin/categories/home/delete\""))
      #expect(!list.contains("id=\"delete-\(home.id)\""))
      let page = text(
        try await market.administer(.get, "/admin/categories/{category}/delete", ["category": "home"]))
      #expect(page.contains("Delete Home?") && page.contains("value=\"lamps\""))
      // Only what is there is told.
      #expect(page.contains("1 category directly below it") && !page.contains("0 products"))
      let below = text(
        try await market.administer(.get, "/admin/categories/{category}/delete", ["category": "lamps"]))
      #expect(!below.contains("directly below it") && !below.contains("besides drafts"))
      let refused = try await market.administer(
        .post, "/admin/categories/{category}/delete", ["category": "home"])
      #expect(refused.status == .conflict && text(refused).contains("Where its products go"))
      let gone = try await market.administer(
        .post, "/admin/categories/{category}/delete", ["category": "home"], form: "moveTo=none")
      #expect(gone.status == .seeOther)
      #expect(try await market.catalog.categories().inOrder.map(\.slug) == ["lamps"])
    }
  }
}
