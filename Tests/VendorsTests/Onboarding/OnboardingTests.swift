import Identity
import Kernel
import MarketSupport
import Persistence
import TestSupport
import Testing
import Vendors
import Web

struct OnboardingTests {
  @Test(arguments: TestEngine.allCases)
  func aSuspendedShopAnswersOnceAndStaysSuspended(_ engine: TestEngine) async throws {
    try await withVendors(engine) { kit in
      let (rita, admin) = (try await kit.person("Rita"), try await kit.person("Ada", isAdmin: true))
      let shop = try await rita.openApprovedShop(kit)
      let path = "/shops/\(shop)/application"
      #expect(await rita.api.send(.post, path, #"{"message":"Hello?"}"#).status == 409)
      kit.clock.advance(seconds: 60)
      _ = await admin.api.send(.post, "/admin/shops/\(shop)/suspend", #"{"reason":"Late."}"#)
      kit.clock.advance(seconds: 60)
      #expect(await rita.api.send(.post, path, #"{"message":"Sorry."}"#).text("status") == "suspended")
      #expect(await rita.api.send(.post, path, #"{"message":"And?"}"#).status == 409)
      kit.clock.advance(seconds: 60)
      _ = await admin.api.send(.post, "/admin/shops/\(shop)/unsuspend")
      kit.clock.advance(seconds: 60)
      _ = await admin.api.send(.post, "/admin/shops/\(shop)/suspend", #"{"reason":"Again."}"#)
      kit.clock.advance(seconds: 60)
      #expect(await rita.api.send(.post, path, #"{"message":"Sorry again."}"#).status == 200)
    }
  }

  @Test(arguments: TestEngine.allCases) func aRejectedShopAnswersAndOpens(_ engine: TestEngine) async throws {
    try await withVendors(engine) { kit in
      let rita = try await kit.person("Rita")
      let admin = try await kit.person("Root", isAdmin: true)
      let shop = try await rita.openShop()
      let waiting = await admin.api.send(.get, "/admin/shops?status=pending")
      #expect(waiting.items.map { $0["id"] } == [.string(shop)])
      #expect(waiting.items.first?["owner"]?["email"] == .string("rita@example.org"))

      let rejected = await admin.api.send(.post, "/admin/shops/\(shop)/reject", #"{"reason":"Say more."}"#)
      #expect(rejected.status == 200 && rejected.text("status") == "rejected")
      let seen = await rita.api.send(.get, "/shops/\(shop)")
      #expect(seen.text("status") == "rejected" && seen.text("statusReason") == "Say more.")

      let answered = await rita.api.send(.post, "/shops/\(shop)/application", #"{"message":"I did."}"#)
      #expect(answered.status == 200 && answered.text("status") == "pending")
      #expect(answered.text("vendorAnswer") == "I did." && answered.text("statusReason") == "Say more.")
      #expect(await rita.api.send(.post, "/shops/\(shop)/application", #"{"message":"x"}"#).status == 409)

      let approved = await admin.api.send(.post, "/admin/shops/ritas-bowls/approve")
      #expect(approved.text("status") == "approved" && approved.json["statusReason"] == .null)
      #expect(await admin.api.send(.post, "/admin/shops/\(shop)/approve", "{}").status == 200)
      let shown = await kit.api.send(.get, "/shops/\(shop)")
      #expect(shown.status == 200 && shown.json["vendorAnswer"] == .null)
      #expect(kit.listing.all == [false, true])

      let mailbox = MailBox()
      try await kit.deliver(to: mailbox)
      let mails = await mailbox.mails
      let toVendor = mails.filter { $0.to == "rita@example.org" }.map(\.subject)
      #expect(toVendor.filter { $0.contains("not approved") }.count == 1)
      #expect(toVendor.filter { $0.contains("is open") }.count == 1)
      #expect(mails.first { $0.subject.contains("not approved") }?.text.contains("Say more.") == true)
      #expect(mails.filter { $0.text.contains("http://souk.test/sell/\(shop)\n") }.count == 3)
      #expect(mails.contains { $0.text.contains("http://souk.test/admin/shops/\(shop)\n") })
      let toAdmin = mails.filter { $0.to == "root@example.org" }.map(\.subject)
      #expect(
        toAdmin.contains { $0.contains("waits for approval") } && toAdmin.contains { $0.contains("answered") }
      )
    }
  }

  @Test(arguments: TestEngine.allCases) func aSuspendedShopIsHiddenUntilApproved(_ engine: TestEngine)
    async throws
  {
    try await withVendors(engine) { kit in
      let rita = try await kit.person("Rita")
      let admin = try await kit.person("Root", isAdmin: true)
      let shop = try await rita.openShop()
      let path = "/admin/shops/\(shop)"
      #expect(await admin.api.send(.post, "\(path)/suspend", #"{"reason":"x"}"#).status == 409)
      _ = await admin.api.send(.post, "\(path)/approve")
      #expect(await admin.api.send(.post, "\(path)/reject", #"{"reason":"x"}"#).status == 409)
      #expect(
        await admin.api.send(.post, "\(path)/suspend", #"{"reason":"Fraud."}"#).text("status") == "suspended")
      #expect(await kit.api.send(.get, "/shops/\(shop)").status == 404)
      #expect(await rita.api.send(.get, "/shops/\(shop)").text("statusReason") == "Fraud.")
      #expect(await admin.api.send(.post, "\(path)/approve").text("status") == "approved")
      #expect(kit.listing.all == [true, false, true])
      #expect(await kit.api.send(.get, "/shops/\(shop)").status == 200)
      #expect(await admin.api.send(.post, "/admin/shops/nothing-here/approve").status == 404)
    }
  }

  @Test func everyWrongFieldIsNamed() async throws {
    try await withVendors(.sqlite) { kit in
      let rita = try await kit.person("Rita")
      let admin = try await kit.person("Root", isAdmin: true)
      let shop = try await rita.openShop()
      let long = String(repeating: "x", count: 1001)
      for body in [
        "{}", #"{"reason":""}"#, #"{"reason":5}"#, "{\"reason\":\"\(long)\"}", #"{"reason":null}"#,
      ] {
        let answer = await admin.api.send(.post, "/admin/shops/\(shop)/reject", body)
        #expect(answer.status == 422 && answer.wrongFields == ["reason"])
      }
      let unknown = await admin.api.send(.post, "/admin/shops/\(shop)/reject", #"{"reason":"x","note":"y"}"#)
      #expect(unknown.wrongFields == ["note"])
      for body in ["{}", #"{"message":" "}"#, #"{"message":[]}"#] {
        let answer = await rita.api.send(.post, "/shops/\(shop)/application", body)
        #expect(answer.status == 422 && answer.wrongFields == ["message"])
      }
      #expect(await admin.api.send(.get, "/admin/shops?status=odd").wrongFields == ["status"])
      #expect(await rita.api.send(.get, "/shops/\(shop)").text("status") == "pending")
    }
  }

  @Test(arguments: TestEngine.allCases) func decisionsAtOnceAgree(_ engine: TestEngine) async throws {
    try await withVendors(engine) { kit in
      let rita = try await kit.person("Rita")
      let shop = try #require(ShopID(try await rita.openShop()))
      let vendors = kit.vendors
      let outcomes = await withTaskGroup(of: ProblemKind?.self) { group in
        for number in 0..<10 {
          group.addTask {
            await problem {
              _ =
                number.isMultiple(of: 2)
                ? try await vendors.reject(shop, reason: "No.")
                : try await vendors.suspend(shop, reason: "No.")
            }
          }
        }
        return await group.reduce(into: []) { $0.append($1) }
      }
      #expect(outcomes.filter { $0 == nil }.count == 1, "one rejection; the rest came too late")
      #expect(try await vendors.shop(shop).status == .rejected)
      let events = try await kit.database.read { snapshot in
        try snapshot.value(
          "SELECT COUNT(*) FROM outbox WHERE name = \("shop.rejected")", as: Int.self)
      }
      #expect(events == 1)
    }
  }

  @Test func theTransitionsAreATable() {
    for status in ShopStatus.allCases {
      #expect(!status.next.contains(status))
      #expect(status == .closed || status.next.contains(.closed))
    }
    #expect(ShopStatus.closed.next.isEmpty)
  }
}
