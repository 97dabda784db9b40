import Kernel
import TestSupport
import Testing
import Vendors
import Web

/// What a shop says in other languages than its own. Only English is loaded in tests.
@Suite struct ShopTranslationTests {
  @Test(arguments: TestEngine.allCases) func customersReadTheirLanguageAndOwnersWhatTheyWrote(
    _ engine: TestEngine
  ) async throws {
    try await withVendors(engine) { kit in
      let rita = try await kit.person("Rita")
      let path = "/shops/\(try await rita.openApprovedShop(kit))"
      let changed = await rita.api.send(
        .patch, path,
        #"""
        {"description": "Schalen.", "returnPolicy": "14 Tage.",
         "translations": {"en": {"description": "Bowls.", "openingNote": "By appointment"}}}
        """#)
      #expect(changed.status == 200 && changed.text("description") == "Schalen.")
      #expect(changed.json["translations"]?["en"]?["description"] == "Bowls.")
      let shown = await kit.api.send(.get, path)
      #expect(shown.text("description") == "Bowls." && shown.text("returnPolicy") == "14 Tage.")
      #expect(shown.text("openingNote") == "By appointment")
      #expect(await rita.api.send(.get, path).text("description") == "Schalen.")
      let listed = await kit.api.send(.get, "/shops").items
      #expect(listed.map { $0["description"] } == ["Bowls."])
      let tag = await rita.api.send(.get, path).response.headers[.eTag] ?? ""
      let merged = await rita.api.send(
        .patch, path, #"{"translations": {"en": {"returnPolicy": "14 days."}}}"#, headers: [.ifMatch: tag])
      #expect(merged.status == 200 && merged.json["translations"]?["en"]?["description"] == "Bowls.")
      #expect(await kit.api.send(.get, path).text("returnPolicy") == "14 days.")
      let late = await rita.api.send(
        .patch, path, #"{"translations": {"en": null}}"#, headers: [.ifMatch: tag])
      #expect(late.status == 412)
      let gone = await rita.api.send(.patch, path, #"{"translations": {"en": null}}"#)
      #expect(gone.json["translations"] == .object([:]))
      #expect(await kit.api.send(.get, path).text("description") == "Schalen.")
    }
  }

  @Test(arguments: TestEngine.allCases) func whatIsWrongIsNamedAndChangesNothing(
    _ engine: TestEngine
  ) async throws {
    try await withVendors(engine) { kit in
      let rita = try await kit.person("Rita")
      let path = "/shops/\(try await rita.openApprovedShop(kit))"
      let long = String(repeating: "x", count: 5_001)
      for (body, field) in [
        (#"{"name": "New", "translations": {"tlh": {"terms": "x"}}}"#, "translations.tlh"),
        (#"{"name": "New", "translations": {"en": {"terms": "\#(long)"}}}"#, "translations.en.terms"),
        (#"{"name": "New", "translations": {"en": {"name": "x"}}}"#, "translations.en.name"),
      ] {
        let refused = await rita.api.send(.patch, path, body)
        #expect(refused.status == 422 && refused.wrongFields == [field])
      }
      let shown = await rita.api.send(.get, path)
      #expect(shown.text("name") != "New" && shown.json["translations"] == .object([:]))
    }
  }
}
