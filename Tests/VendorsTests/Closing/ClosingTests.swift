import Areas
import Gateways
import Identity
import Kernel
import MarketSupport
import Persistence
import Synchronization
import TestSupport
import Testing
import Vendors
import Web

private let day: Int64 = 86_400

struct ClosingTests {
  @Test(arguments: TestEngine.allCases) func aClosedShopComesBackAsItWas(_ engine: TestEngine) async throws {
    try await withVendors(engine) { kit in
      var (rita, mallory) = (try await kit.person("Rita"), try await kit.person("Mallory"))
      let shop = try await rita.openApprovedShop(kit)
      #expect(await rita.api.send(.delete, "/shops/\(shop)").status == 204)
      let closed = await rita.api.send(.get, "/me/closed-shops").items
      #expect(closed.count == 1 && closed.first?["daysLeft"] == .integer(28))
      #expect(await mallory.api.send(.get, "/me/closed-shops").items.isEmpty)
      #expect(await mallory.api.send(.post, "/shops/\(shop)/restore").status == 404)
      #expect(await kit.api.send(.post, "/shops/\(shop)/restore").status == 401)
      kit.clock.advance(seconds: 27 * day)
      rita = try await kit.again(rita)
      #expect(await rita.api.send(.get, "/me/closed-shops").items.first?["daysLeft"] == .integer(1))
      #expect(try await kit.vendors.purgeShops() == 0)
      let id = try #require(ShopID(shop))
      let seen = try #require(try await kit.vendors.closedShop(id))
      #expect(seen.daysLeft(at: kit.clock.now) == 1 && seen.closedFrom == .approved)
      let restored = try await kit.vendors.restoreShop("\(id)", by: rita.account.id)
      #expect(try await kit.vendors.closedShop(id) == nil)
      #expect(restored.status == .approved)
      #expect(kit.listing.all == [true, false, true])
      #expect(await kit.api.send(.get, "/shops/\(shop)").text("name") == "Rita's Bowls")
      #expect(await problem { _ = try await kit.vendors.restoreShop(shop, by: nil) } == .notFound)
    }
  }

  @Test(
    "The mail names the day by the shop's clocks, until which it can come back",
    arguments: TestEngine.allCases)
  func theDayIsTheShops(_ engine: TestEngine) async throws {
    try await withVendors(engine) { kit in
      let rita = try await kit.person("Rita")
      var days: Set<String> = []
      // A day and an hour apart.
      for name in ["Pacific/Kiritimati", "Pacific/Pago_Pago"] {
        let zone = try #require(Zone(named: name))
        let shop = try await rita.openShop(name)
        let changed = await rita.api.send(.patch, "/shops/\(shop)", #"{"timeZone":"\#(name)"}"#)
        #expect(changed.status == 200)
        try await kit.vendors.closeShop(try #require(ShopID(shop)))
        let deadline: Words = "until \(day: kit.clock.now.adding(seconds: 28 * day), in: zone)."
        let mailbox = MailBox()
        try await kit.deliver(to: mailbox)
        let closed = await mailbox.mails.last { $0.subject == "Your shop \(name) is closed" }
        #expect(closed?.text.contains(deadline.description) == true, "\(closed?.text ?? "no mail")")
        days.insert(deadline.description)
      }
      #expect(days.count == 2)
    }
  }

  @Test(arguments: TestEngine.allCases) func aSuspendedShopStaysSuspended(_ engine: TestEngine) async throws {
    try await withVendors(engine) { kit in
      let rita = try await kit.person("Rita")
      let admin = try await kit.person("Root", isAdmin: true)
      let shop = try await rita.openApprovedShop(kit)
      _ = await admin.api.send(.post, "/admin/shops/\(shop)/suspend", #"{"reason":"Fakes."}"#)
      #expect(await rita.api.send(.delete, "/shops/\(shop)").status == 204)
      #expect(await rita.api.send(.post, "/admin/shops/\(shop)/restore").status == 403)
      let restored = await admin.api.send(.post, "/admin/shops/\(shop)/restore")
      #expect(restored.status == 200 && restored.text("status") == "suspended")
    }
  }

  @Test(arguments: TestEngine.allCases) func afterFourWeeksNothingIsLeft(_ engine: TestEngine) async throws {
    let pictures = RecordedPictures()
    let goods = SlowPurge()
    try await withVendors(engine, pictures: pictures, neighbour: ForeignArea(shopPurging: [goods])) { kit in
      var rita = try await kit.person("Rita")
      let fred = try await kit.person("Fred")
      let shop = try #require(ShopID(try await rita.openApprovedShop(kit)))
      _ = try await kit.vendors.replacePicture(.avatar, of: shop, with: [1])
      _ = try await kit.vendors.follow("\(shop)", by: fred.account.id)
      _ = await rita.api.send(
        .patch, "/shops/\(shop)", #"{"contactEmail":"rita@shop.example","address":"Lane 1"}"#)
      try await kit.vendors.closeShop(shop)
      kit.clock.advance(seconds: 28 * day)
      rita = try await kit.again(rita)
      #expect(await rita.api.send(.post, "/shops/\(shop)/restore").status == 409)
      goods.block()
      #expect(try await kit.vendors.purgeShops() == 0, "stock is still on its way")
      goods.unblock()
      #expect(try await kit.vendors.purgeShops() == 1)
      #expect(try await kit.vendors.purgeShops() == 0)
      #expect(goods.calls == 4 && pictures.discarded == ["shops/1"])
      let left = try await kit.database.read { try ShopStore.find([shop], $0) }
      #expect(left.first?.name == "Closed shop" && left.first?.slug == "ritas-bowls")
      #expect(left.first?.profile == ShopProfile() && left.first?.avatarKey == nil)
      let followers = try await kit.database.read {
        try $0.value("SELECT COUNT(*) FROM shop_followers", as: Int64.self)
      }
      #expect(followers == 0)
      #expect(await rita.api.send(.post, "/shops/\(shop)/restore").status == 404)
      #expect(try await rita.openShop() != "\(shop)", "the slug stays taken")
    }
  }

  @Test(arguments: TestEngine.allCases) func aFormerSellersAddressCantSignUp(_ engine: TestEngine)
    async throws
  {
    try await withVendors(engine) { kit in
      let (rita, carl) = (try await kit.person("Rita"), try await kit.person("Carl"))
      let admin = try await kit.person("Root", isAdmin: true)
      let shop = try #require(ShopID(try await rita.openApprovedShop(kit)))
      try await kit.vendors.closeShop(shop)
      for person in [rita, carl] { _ = try await kit.vendors.identity.close(person.account.id) }
      #expect(try await kit.vendors.purgeShops() == 1, "nobody is left who could restore it")
      let mailbox = MailBox()
      try await kit.deliver(to: mailbox)
      func signUp(_ email: String) async throws -> String? {
        let input = SignUpInput(
          name: "Back", email: try #require(EmailAddress(email)), password: "kettle drum horizon 77")
        _ = try await kit.vendors.identity.signUp(input)
        try await kit.deliver(to: mailbox)
        return await mailbox.to(email).last?.subject
      }
      #expect(try await signUp("rita@example.org") == "This address can't be used for an account")
      #expect(try await signUp("carl@example.org") != "This address can't be used for an account")
      let search = #"{"email":"Rita@example.org"}"#
      let barred = await admin.api.send(.post, "/admin/barred-addresses/searches", search)
      let reference = try #require(barred.text("id"))
      #expect(barred.text("shop") == "\(shop)")
      #expect(await admin.api.send(.get, "/admin/barred-addresses").items.count == 1)
      #expect(await admin.api.send(.delete, "/admin/barred-addresses/\(reference)").status == 204)
      #expect(await admin.api.send(.delete, "/admin/barred-addresses/\(reference)").status == 404)
      kit.clock.advance(seconds: 3 * day)
      #expect(try await signUp("rita@example.org") != "This address can't be used for an account")
    }
  }

  @Test(arguments: TestEngine.allCases)
  func aShopThatFailsToGoKeepsNoOther(_ engine: TestEngine) async throws {
    let broken = BrokenPurge()
    try await withVendors(engine, neighbour: ForeignArea(shopPurging: [broken])) { kit in
      let rita = try await kit.person("Rita")
      for name in ["First", "Second"] {
        let shop = try #require(ShopID(try await rita.openApprovedShop(kit, name)))
        if name == "First" { broken.shop.withLock { $0 = shop } }
        try await kit.vendors.closeShop(shop)
        kit.clock.advance(seconds: 60)
      }
      kit.clock.advance(seconds: 29 * day)
      await #expect(throws: BrokenPurge.Failure.self) { try await kit.vendors.purgeShops() }
      #expect(try await kit.count("SELECT COUNT(*) FROM shops WHERE purged_at IS NOT NULL") == 1)
      broken.shop.withLock { $0 = nil }
      #expect(try await kit.vendors.purgeShops() == 1)
    }
  }
}

/// An area that can't remove what it keeps of one shop.
private final class BrokenPurge: ShopPurging {
  struct Failure: Error {}

  let shop = Mutex<ShopID?>(nil)

  func purge(_ shop: ShopID, _ tx: Transaction) throws -> ShopPurgeProgress {
    if self.shop.withLock({ $0 == shop }) { throw Failure() }
    return .done
  }
}

/// Keeps what the pictures would be told.
private final class RecordedPictures: ShopPictureFiles {
  private let keys = Mutex<[String]>([])

  var discarded: [String] { keys.withLock { $0 } }

  func store(_ bytes: [UInt8]) async throws -> String { "shops/\(bytes.first ?? 0)" }

  func discard(_ keys: [String], _ tx: Transaction) throws {
    tx.afterCommit { [self] in self.keys.withLock { $0 += keys } }
  }
}

/// An area that needs three transactions, and can be held up.
private final class SlowPurge: ShopPurging {
  private let state = Mutex((calls: 0, isBlocked: false))

  var calls: Int { state.withLock { $0.calls } }
  func block() { state.withLock { $0.isBlocked = true } }
  func unblock() { state.withLock { $0.isBlocked = false } }

  func purge(_ shop: ShopID, _ tx: Transaction) throws -> ShopPurgeProgress {
    state.withLock { state in
      state.calls += 1
      if state.isBlocked { return .blocked }
      return state.calls < 4 ? .more : .done
    }
  }
}
