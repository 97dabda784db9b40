import Kernel
import Persistence
import Synchronization
import TestSupport
import Testing
import Vendors
import Web

struct ShopProfileTests {
  @Test(arguments: TestEngine.allCases) func aProfileIsSetShownAndCleared(_ engine: TestEngine) async throws {
    try await withVendors(engine) { kit in
      let rita = try await kit.person("Rita")
      let path = "/shops/\(try await rita.openApprovedShop(kit))"
      let changed = await rita.api.send(
        .patch, path,
        #"""
        {"openingHours":[{"day":"tuesday","opens":"14:00","closes":"18:30"},
          {"day":"tuesday","opens":"9:00","closes":"12:00"},{"day":"monday","opens":"09:00","closes":"24:00"}],
         "openingNote":"Closed in August","contactEmail":"Hello@Bowls.example","contactPhone":"+49 221 1234",
         "address":"Lane 1\nKöln","privacyPolicy":"Little.","terms":"Fair.",
         "links":{"website":"https://bowls.example/","instagram":"https://www.instagram.com/bowls"},
         "notifications":{"lowStock":false}}
        """#)
      #expect(changed.status == 200)
      let shown = await kit.api.send(.get, path)
      guard case .array(let hours)? = shown.json["openingHours"] else { throw TestProblem() }
      #expect(hours.map { $0["day"] } == ["monday", "tuesday", "tuesday"])
      #expect(hours[1]["opens"] == "09:00" && hours[2]["closes"] == "18:30")
      #expect(shown.text("contactEmail") == "hello@bowls.example" && shown.text("terms") == "Fair.")
      #expect(shown.json["links"]?["instagram"] == "https://www.instagram.com/bowls")
      #expect(shown.json["notifications"] == .null)
      let own = await rita.api.send(.get, path)
      #expect(own.json["notifications"]?["lowStock"] == false)
      #expect(own.json["notifications"]?["newOrders"] == true)
      let cleared = await rita.api.send(
        .patch, path,
        #"{"openingHours":[],"links":{"website":null},"contactEmail":null,"address":null,"terms":null}"#)
      #expect(cleared.json["openingHours"] == .array([]) && cleared.json["contactEmail"] == .null)
      #expect(cleared.json["links"]?["website"] == .null && cleared.json["address"] == .null)
      #expect(cleared.json["links"]?["instagram"] == "https://www.instagram.com/bowls")
      #expect(cleared.text("terms") == "" && cleared.text("openingNote") == "Closed in August")
    }
  }

  @Test func whatIsWrongIsNamed() async throws {
    let wrong: [(String, String)] = [
      (#"{"links":{"website":"http://bowls.example"}}"#, "links.website"),
      (#"{"links":{"website":"https://localhost/x"}}"#, "links.website"),
      (#"{"links":{"website":"https://a@b.example"}}"#, "links.website"),
      (#"{"links":{"website":"javascript:alert(1)"}}"#, "links.website"),
      (#"{"links":{"instagram":"https://evil.example/instagram.com"}}"#, "links.instagram"),
      (#"{"links":{"instagram":"https://notinstagram.com/x"}}"#, "links.instagram"),
      (#"{"links":{"myspace":"https://myspace.com/x"}}"#, "links.myspace"),
      (#"{"contactPhone":"call me"}"#, "contactPhone"), (#"{"contactEmail":"nobody"}"#, "contactEmail"),
      (#"{"openingHours":[{"day":"monday","opens":"10:00","closes":"09:00"}]}"#, "openingHours[0]"),
      (#"{"openingHours":[{"day":"monday","opens":"25:00","closes":"26:00"}]}"#, "openingHours[0].opens"),
      (#"{"openingHours":[{"day":"moonday","opens":"09:00","closes":"10:00"}]}"#, "openingHours[0].day"),
      (
        #"{"openingHours":[{"day":"monday","opens":"09:00","closes":"12:00"},"#
          + #"{"day":"monday","opens":"11:00","closes":"13:00"}]}"#, "openingHours[1]"
      ),
      (#"{"notifications":{"lowStock":"maybe"}}"#, "notifications.lowStock"),
    ]
    try await withVendors(.sqlite) { kit in
      let rita = try await kit.person("Rita")
      let path = "/shops/\(try await rita.openApprovedShop(kit))"
      for (body, field) in wrong {
        let answer = await rita.api.send(.patch, path, body)
        #expect(answer.status == 422 && answer.wrongFields.contains(field), "\(body): \(answer.wrongFields)")
      }
    }
  }
}

struct TestProblem: Error {}
