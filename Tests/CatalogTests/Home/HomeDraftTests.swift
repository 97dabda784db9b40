import HTTPTypes
import Kernel
import TestSupport
import Testing
import Web

@testable import Catalog

/// The draft of the home page and what becomes of it.
@Suite struct HomeDraftTests {
  @Test(arguments: TestEngine.allCases) func aNewMarketShowsTheUsualSections(_ engine: TestEngine)
    async throws
  {
    try await withCatalog(engine) { kit in
      let draft = await kit.homeDraft()
      #expect(
        draft.kinds == [
          "banner", "promises", "categories", "products", "products", "products", "shops", "recentlyViewed",
          "invitation",
        ])
      #expect(draft.at("isPublished") == .boolean(true) && draft.at("version").number == 0)
      #expect(await kit.publishedHome().at("canBeReverted") == .boolean(false))
      // What GET shows is what PUT takes.
      let sections = try draft.at("sections").list.map { try Self.text($0) }
      let same = await kit.putHome(sections)
      #expect(same.status == 200 && same.json == draft)
      #expect(await kit.vendor.send(.get, "/admin/home/draft").status == 403)
      #expect(await kit.vendor.send(.put, "/admin/home/draft", #"{"sections": []}"#).status == 403)
    }
  }

  @Test(arguments: TestEngine.allCases) func aDraftIsPublishedWholeAndBroughtBack(_ engine: TestEngine)
    async throws
  {
    try await withCatalog(engine) { kit in
      let standard = await kit.publishedHome().at("sections")
      let draft = await kit.putHome([HomeSamples.text("Hello"), HomeSamples.banner("Summer")])
      #expect(draft.status == 200 && draft.json.kinds == ["text", "banner"])
      #expect(draft.json.at("isPublished") == .boolean(false))
      #expect(await kit.publishedHome().at("sections") == standard)
      let before = kit.catalog.changes.target
      let published = await kit.publishHome(draft.json.at("version").number)
      #expect(published.status == 200 && published.json.kinds == ["text", "banner"])
      #expect(kit.catalog.changes.target > before)
      #expect(await kit.homeDraft().at("isPublished") == .boolean(true))
      // Once more changes nothing.
      let again = await kit.publishHome(draft.json.at("version").number)
      #expect(again.json.at("version") == published.json.at("version"))
      let version = try #require(published.json.at("version").number)
      let body = "{\"version\": \(version)}"
      let reverted = await kit.admin.send(.post, "/admin/home/revert", body)
      #expect(reverted.status == 200 && reverted.json.at("sections") == standard)
      #expect(await kit.admin.send(.post, "/admin/home/revert", body).status == 409)
      #expect(await kit.homeDraft().kinds == ["text", "banner"])
    }
  }

  @Test(arguments: TestEngine.allCases) func nobodyPublishesWhatTheyHaveNotSeen(_ engine: TestEngine)
    async throws
  {
    try await withCatalog(engine) { kit in
      let seen = await kit.putHome([HomeSamples.text("Hello"), HomeSamples.banner("Summer")]).json
      let version = seen.at("version").number
      let kept = try Self.text(seen.at("sections", 0))
      let changed = try Self.text(seen.at("sections", 1)).replacing("Summer", with: "Winter")
      _ = await kit.putHome([changed, kept, HomeSamples.text("More")])
      let refused = await kit.publishHome(version)
      #expect(refused.status == 409)
      let told = refused.json.at("errors").list.compactMap { $0.at("message").text }
      #expect(told.contains("“Winter” was changed.") && told.contains("“Text” was added."), "\(told)")
      #expect(told.contains("The order was changed.") && told.count == 3, "\(told)")
      #expect(await kit.publishedHome().at("version").number == 0)
      _ = await kit.putHome([kept])
      let gone = await kit.publishHome(version)
      #expect(gone.json.at("errors").list.contains { $0.at("message").text == "“Winter” was removed." })
      let present = await kit.homeDraft().at("version").number
      #expect(await kit.publishHome(present).status == 200)
    }
  }

  @Test(arguments: TestEngine.allCases) func aPutForAnotherStateIsRefused(_ engine: TestEngine) async throws {
    try await withCatalog(engine) { kit in
      let tag = try #require(await kit.admin.send(.get, "/admin/home/draft").response.headers[.eTag])
      func put(_ text: String) async -> TestAnswer {
        await kit.admin.send(
          .put, "/admin/home/draft", "{\"sections\": [\(HomeSamples.text(text))]}", headers: [.ifMatch: tag])
      }
      #expect(await put("First").status == 200)
      #expect(await put("Second").status == 412)
      #expect(await kit.homeDraft().at("sections", 0, "text", "text", "text").text == "First")
    }
  }

  @Test(arguments: TestEngine.allCases) func manyWhoAddAtOnceLoseNothing(_ engine: TestEngine) async throws {
    try await withCatalog(engine) { kit in
      _ = await kit.putHome([])
      try await withThrowingTaskGroup(of: Void.self) { group in
        for number in 0..<8 {
          group.addTask {
            let input = try HomeSectionInput.read(
              .object([
                "kind": "text", "text": .object(["text": .object(["text": .string("Text \(number)")])]),
              ]))
            _ = try await kit.catalog.addHomeSection(input)
          }
        }
        try await group.waitForAll()
      }
      let draft = await kit.homeDraft()
      let texts = draft.at("sections").list.compactMap { $0.at("text", "text", "text").text }
      #expect(texts.sorted() == (0..<8).map { "Text \($0)" })
      #expect(draft.at("version").number == 9)
    }
  }

  @Test(arguments: TestEngine.allCases) func sectionsAreMovedRemovedAndPutBack(_ engine: TestEngine)
    async throws
  {
    try await withCatalog(engine) { kit in
      let catalog = kit.catalog
      _ = await kit.putHome(["One", "Two", "Three"].map { HomeSamples.text($0) })
      let ids = try await catalog.home().draft.list.map(\.id)
      func order() async throws -> [Int?] {
        try await catalog.home().draft.list.map { section in ids.firstIndex(of: section.id) }
      }
      _ = try await catalog.moveHomeSection(ids[2], before: ids[0])
      #expect(try await order() == [2, 0, 1])
      _ = try await catalog.moveHomeSection(ids[2], before: nil)
      #expect(try await order() == [0, 1, 2])
      _ = try await catalog.removeHomeSection(ids[1])
      #expect(try await order() == [0, 2])
      await #expect(throws: Problem.self) { try await catalog.moveHomeSection(ids[0], before: ids[1]) }
      await #expect(throws: Problem.self) { try await catalog.removeHomeSection(ids[1]) }
      _ = try await catalog.restoreHomeSection(ids[1])
      #expect(try await order() == [0, 1, 2])
      _ = try await catalog.restoreHomeSection(ids[1])
      #expect(try await order() == [0, 1, 2])
      await #expect(throws: Problem.self) { try await catalog.restoreHomeSection(HomeSectionID()) }
    }
  }

  /// The JSON of a value.
  private static func text(_ value: JSONValue) throws -> String {
    String(decoding: JSONWriter.bytes(of: value), as: UTF8.self)
  }
}
