import Catalog
import Gateways
import Kernel
import MarketSupport
import TestSupport
import Testing
import Vendors
import Web

@testable import Assembly
@testable import Identity

/// What the marketplace is called wherever it is named outside its pages.
struct SiteNameTests {
  private let name = "Basar & Söhne"
  private let password = "correct horse battery"

  private func rename(_ market: Market, _ members: [String: JSONValue]) async throws {
    let changes = try SiteChangesInput.read(.object(members))
    _ = try await market.catalog.editSite { _ in changes }
  }

  @Test("Mails say the name that an administrator gave the marketplace", arguments: TestEngine.allCases)
  func mailsSayTheName(_ engine: TestEngine) async throws {
    try await withMarket(engine) { market in
      let identity = market.identity
      let chief = try await identity.createAdmin(
        email: try market.email("chief"), name: "Chief", password: password)
      let shop = try await market.openShop("Lamps")
      try await rename(market, ["name": .string(name)])
      for person in ["ada", "chief"] {
        _ = try await identity.signUp(
          SignUpInput(name: "Ada", email: try market.email(person), password: password))
      }
      try await identity.requestPasswordCode(market.email("chief"))
      _ = try await identity.setAdminRole(shop.owner, AdminRoleInput(role: .support), by: chief.id)
      _ = try await market.vendors.invite(
        InviteStaffInput(email: market.email("staff"), permissions: StaffPermissions([.orders])), to: shop.id,
        by: shop.owner)
      _ = try await market.vendors.openShop(
        OpenShopInput(name: "Rugs", description: "Rugs", country: "DE", currency: .eur), by: shop.owner)
      _ = try await market.buy([(try await market.stock("Lamp", in: shop, price: 100), 1)])
      let box = MailBox()
      try await market.drain(box)
      let mails = await box.mails
      #expect(mails.allSatisfy { $0.fromName == name && $0.text.hasSuffix("-- \n\(name)\n") })
      #expect(mails.allSatisfy { $0.html?.contains("<p class=\"site\">Basar &amp; Söhne</p>") == true })
      #expect(mails.filter { "\($0.subject) \($0.text) \($0.html ?? "")".contains("Souk") }.isEmpty)
      let subjects = mails.map(\.subject)
      #expect(subjects.contains { $0.hasSuffix("is your code for \(name)") })
      #expect(subjects.contains("You already have an account at \(name)"))
      #expect(subjects.contains("You help to run \(name) now"))
      #expect(subjects.contains { $0.hasPrefix("Your order ") && $0.hasSuffix(" at \(name)") })
      for sentence in ["set a new password for", "help with the shop Lamps at", "wants to sell at"] {
        #expect(mails.contains { $0.text.contains("\(sentence) \(name)") }, "\(sentence)")
      }
    }
  }

  @Test("A letter that waited has the name of when it is sent at its head")
  func lettersThatWaited() async throws {
    try await withMarket(.sqlite) { market in
      _ = try await market.identity.signUp(
        SignUpInput(name: "Ada", email: try market.email("ada"), password: password))
      try await rename(market, ["name": .string(name)])
      let box = MailBox()
      try await market.drain(box)
      #expect(await box.mails.map(\.fromName) == [name])
    }
  }

  @Test("Apps that show codes, and passkeys, are told the name that an administrator gave")
  func appsAreToldTheName() async throws {
    try await withMarket(.sqlite) { market in
      let email = try market.email("chief")
      _ = try await market.identity.createAdmin(email: email, name: "Chief", password: password)
      try await rename(market, ["name": .string(name)])
      let session = try await market.identity.signIn(
        SignInInput(email: email, password: password),
        Device(kind: .bearer, userAgent: "Test", clientAddress: "192.0.2.1"))
      let viewer = try #require(try await market.identity.viewer(token: session.token, isCookie: false))
      let issuer = "otpauth://totp/Basar%20%26%20S%C3%B6hne:"
      #expect(try await market.identity.beginSecondFactor(viewer).uri.hasPrefix(issuer))
      #expect(try await market.identity.waitingSecondFactor(viewer)?.uri.hasPrefix(issuer) == true)
      #expect(try await market.identity.beginPasskey(viewer).siteName == name)
    }
  }

  @Test("Nobody takes the marketplace's name as password", arguments: TestEngine.allCases)
  func nobodyTakesTheName(_ engine: TestEngine) async throws {
    try await withMarket(engine) { market in
      try await rename(market, ["name": "Market hall"])
      await #expect(throws: Problem.self) {
        try await market.identity.signUp(
          SignUpInput(name: "Ada", email: market.email("ada"), password: "Market hall1"))
      }
    }
  }

  @Test("Until then it is SITE_NAME, on pages and in mails", arguments: TestEngine.allCases)
  func untilThenItIsTheSetting(_ engine: TestEngine) async throws {
    try await withMarket(engine, settings: ["SITE_NAME": "Halle"]) { market in
      #expect(try await market.catalog.site().name == "Halle")
      _ = try await market.identity.signUp(
        SignUpInput(name: "Ada", email: try market.email("ada"), password: password))
      let box = MailBox()
      try await market.drain(box)
      #expect(await box.mails.map(\.fromName) == ["Halle"])
      #expect(await box.mails.first?.subject.hasSuffix("is your code for Halle") == true)
      let page = await market.assembly.webApplication().respond(
        to: IncomingRequest(.get, "/nowhere", host: "souk.test"))
      #expect(String(decoding: page.bodyBytes, as: UTF8.self).contains("· Halle</title>"))
      try await rename(market, ["tagline": "All under one roof"])
      #expect(try await market.catalog.site().name == "Halle")
    }
  }

  @Test("A sender without a name is the marketplace")
  func aSenderWithoutAName() throws {
    let folder = try TestFolder.make()
    #expect(try Settings.test(folder).mailSender.name == nil)
    let named = try Settings.test(folder, ["MAIL_FROM": "Post <post@example.org>"]).mailSender
    #expect(named == MailSender(address: "post@example.org", name: "Post"))
  }
}
