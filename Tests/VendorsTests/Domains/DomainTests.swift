import Gateways
import Kernel
import MarketSupport
import Persistence
import Synchronization
import TestSupport
import Testing
import Vendors
import Web

private let day: Int64 = 86_400

struct DomainTests {
  @Test(arguments: TestEngine.allCases) func aDomainIsClaimedProvenAndGivenUp(_ engine: TestEngine)
    async throws
  {
    let zone = Zone()
    try await withVendors(engine, records: zone) { kit in
      let rita = try await kit.person("Rita")
      let shop = try await rita.openApprovedShop(kit)
      let path = "/shops/\(shop)/domain"
      #expect(await rita.api.send(.get, path).status == 404)
      let claimed = await rita.api.send(.put, path, #"{"host":"Bowls.Example."}"#)
      #expect(claimed.text("host") == "bowls.example" && claimed.json["isVerified"] == false)
      let name = try #require(claimed.text("recordName"))
      let value = try #require(claimed.text("recordValue"))
      #expect(name == "_souk-challenge.bowls.example" && value.hasPrefix("souk-verify="))
      #expect(await kit.vendors.domains.shop(host: "bowls.example") == nil)
      #expect(await rita.api.send(.post, "\(path)/verify").text("code") == "domain-not-proven")
      zone.fail()
      #expect(await rita.api.send(.post, "\(path)/verify").status == 503)
      zone.set(name, ["v=spf1 -all", value])
      let verified = await rita.api.send(.post, "\(path)/verify")
      #expect(verified.status == 200 && verified.json["isVerified"] == true)
      let hosted = await kit.vendors.domains.shop(host: "bowls.example")
      #expect(hosted?.slug == "ritas-bowls")
      let id = try #require(ShopID(shop))
      #expect(await kit.vendors.domains.origin(of: id) == "http://bowls.example")
      let ask = IncomingRequest(.get, "/domains/allowed?domain=bowls.example")
      #expect(await kit.api.application.respond(to: ask).status == .ok)
      let other = IncomingRequest(.get, "/domains/allowed?domain=evil.example")
      #expect(await kit.api.application.respond(to: other).status == .notFound)
      // Claiming the same name again changes nothing; a closed shop is not shown.
      #expect(await rita.api.send(.put, path, #"{"host":"bowls.example"}"#).json["isVerified"] == true)
      try await kit.vendors.closeShop(id)
      #expect(await kit.vendors.domains.shop(host: "bowls.example") == nil)
      _ = try await kit.vendors.restoreShop(shop, by: nil)
      #expect(await kit.vendors.domains.shop(host: "bowls.example") == hosted)
      let looks = kit.listing.lookChanges
      #expect(await rita.api.send(.delete, path).status == 204)
      #expect(kit.listing.lookChanges > looks, "pages that are kept name the shop's host as their address")
      #expect(await kit.vendors.domains.shop(host: "bowls.example") == nil)
    }
  }

  @Test(arguments: TestEngine.allCases) func aNameShowsOneShopOnly(_ engine: TestEngine) async throws {
    let zone = Zone()
    try await withVendors(engine, records: zone) { kit in
      let (rita, mallory) = (try await kit.person("Rita"), try await kit.person("Mallory"))
      var values: [String] = []
      var paths: [String] = []
      for (person, name) in [(rita, "Bowls"), (mallory, "Fakes")] {
        paths.append("/shops/\(try await person.openApprovedShop(kit, name))/domain")
        let claimed = await person.api.send(.put, paths.last ?? "", #"{"host":"bowls.example"}"#)
        values.append(try #require(claimed.text("recordValue")))
      }
      zone.set("_souk-challenge.bowls.example", [values[0]])
      #expect(await rita.api.send(.post, "\(paths[0])/verify").status == 200)
      #expect(await mallory.api.send(.post, "\(paths[1])/verify").status == 409)
      zone.set("_souk-challenge.bowls.example", values)
      #expect(await mallory.api.send(.post, "\(paths[1])/verify").text("code") == "domain-taken")
      #expect(await kit.vendors.domains.shop(host: "bowls.example")?.slug == "bowls")
      // Whoever has the name now shows it; who had it before can't any more.
      zone.set("_souk-challenge.bowls.example", [values[1]])
      #expect(await mallory.api.send(.post, "\(paths[1])/verify").status == 200)
      #expect(await kit.vendors.domains.shop(host: "bowls.example")?.slug == "fakes")
      #expect(await rita.api.send(.get, paths[0]).json["isVerified"] == false)
      #expect(await mallory.api.send(.get, paths[0]).status == 404)
    }
  }

  @Test(arguments: TestEngine.allCases) func aLostRecordEndsItAfterAWeek(_ engine: TestEngine) async throws {
    let zone = Zone()
    try await withVendors(engine, records: zone) { kit in
      let rita = try await kit.person("Rita")
      let shop = try #require(ShopID(try await rita.openApprovedShop(kit)))
      let claimed = await rita.api.send(.put, "/shops/\(shop)/domain", #"{"host":"bowls.example"}"#)
      zone.set("_souk-challenge.bowls.example", [try #require(claimed.text("recordValue"))])
      _ = try await kit.vendors.verifyDomain(of: shop)
      func isShown() async -> Bool { await kit.vendors.domains.shop(host: "bowls.example") != nil }
      zone.fail()
      for _ in 0..<10 {
        kit.clock.advance(seconds: day)
        try await kit.vendors.checkDomains()
      }
      #expect(await isShown(), "silent name servers prove nothing")
      zone.set("_souk-challenge.bowls.example", [])
      kit.clock.advance(seconds: 1 * day)
      try await kit.vendors.checkDomains()
      let mailbox = MailBox()
      try await kit.deliver(to: mailbox)
      #expect(await mailbox.mails.last?.subject == "The record of bowls.example is gone")
      kit.clock.advance(seconds: 6 * day)
      try await kit.vendors.checkDomains()
      #expect(await isShown())
      kit.clock.advance(seconds: 1 * day)
      try await kit.vendors.checkDomains()
      #expect(await !isShown())
      try await kit.deliver(to: mailbox)
      #expect(await mailbox.mails.last?.subject == "bowls.example does not show Rita's Bowls any more")
    }
  }

  @Test(arguments: TestEngine.allCases)
  func whatNobodyAnswersForLetsOthersPass(_ engine: TestEngine) async throws {
    let zone = Zone()
    try await withVendors(engine, records: zone) { kit in
      let rita = try await kit.person("Rita")
      let shop = try #require(ShopID(try await rita.openApprovedShop(kit)))
      let claimed = await rita.api.send(.put, "/shops/\(shop)/domain", #"{"host":"bowls.example"}"#)
      zone.set("_souk-challenge.bowls.example", [try #require(claimed.text("recordValue"))])
      let verified = try await kit.vendors.verifyDomain(of: shop)
      zone.fail()
      kit.clock.advance(seconds: day)
      try await kit.vendors.checkDomains()
      let looked = try #require(try await kit.vendors.domain(of: shop))
      let (first, second) = (try #require(verified.checkedAt), try #require(looked.checkedAt))
      #expect(second > first)
      #expect(looked.isVerified && looked.missingSince == nil)
    }
  }

  @Test func namesThatNobodyCanOwnAreRefused() async throws {
    let suffixes = PublicSuffixes("com\nco.uk\n*.ck\n!www.ck\n// comment\n")
    for name in [
      "com", "localhost", "co.uk", "127.0.0.1", "a.b.local", "shop.example.com:80", "https://a.com", "-a.com",
      "a..com", "bücher.com", "foo.ck", "\(String(repeating: "a", count: 64)).com", "a.com/", "*.a.com", "",
    ] {
      #expect(throws: InputFailure.self, "\(name)") { try HostName(name, suffixes: suffixes) }
    }
    for (name, text) in [
      ("Shop.Example.COM.", "shop.example.com"), ("a.co.uk", "a.co.uk"),
      ("xn--bcher-kva.com", "xn--bcher-kva.com"),
      ("www.ck", "www.ck"), ("a.foo.ck", "a.foo.ck"),
    ] {
      #expect(try HostName(name, suffixes: suffixes).text == text)
    }
    try await withVendors(.sqlite) { kit in
      let rita = try await kit.person("Rita")
      let path = "/shops/\(try await rita.openApprovedShop(kit))/domain"
      for host in ["souk.test", "shop.souk.test"] {
        #expect(await rita.api.send(.put, path, "{\"host\":\"\(host)\"}").wrongFields == ["host"])
      }
    }
  }

  @Test("A domain is changed for the state that was seen", arguments: TestEngine.allCases)
  func staleClaimsAreRefused(_ engine: TestEngine) async throws {
    try await withVendors(engine) { kit in
      let rita = try await kit.person("Rita")
      let path = "/shops/\(try await rita.openShop())/domain"
      #expect(
        await rita.api.send(.put, path, #"{"host":"a.example"}"#, headers: [.ifMatch: "\"x\""]).status == 412)
      #expect(await rita.api.send(.put, path, #"{"host":"a.example"}"#).status == 200)
      let tag = try #require(await rita.api.send(.get, path).response.headers[.eTag])
      #expect(
        await rita.api.send(.put, path, #"{"host":"b.example"}"#, headers: [.ifMatch: tag]).status == 200)
      #expect(
        await rita.api.send(.put, path, #"{"host":"c.example"}"#, headers: [.ifMatch: tag]).status == 412)
      #expect(await rita.api.send(.get, path).text("host") == "b.example")
    }
  }
}

/// Name servers under a test's control.
private final class Zone: TextRecords {
  private let state = Mutex<(names: [String: [String]], isDown: Bool)>((names: [:], isDown: false))

  func set(_ name: String, _ texts: [String]) {
    state.withLock { state in
      state.names[name] = texts
      state.isDown = false
    }
  }

  func fail() { state.withLock { $0.isDown = true } }

  func texts(of name: String) async -> TextLookup {
    state.withLock { state in
      if state.isDown { return .unknown }
      let texts = state.names[name] ?? []
      return texts.isEmpty ? .none : .found(texts)
    }
  }
}
