import Foundation
import Identity
import Kernel
import MarketSupport
import Persistence
import TestSupport
import Testing
import Vendors
import Web

/// People who work in shops, and those who would like to without having been asked.
struct StaffTests {
  @Test(arguments: TestEngine.allCases)
  func anInvitedPersonDoesWhatTheyMay(_ engine: TestEngine) async throws {
    try await withVendors(engine) { kit in
      let (rita, shop) = try await kit.shop()
      let stan = try await kit.person("Stan")
      let token = try await kit.invite(rita, shop, "stan@example.org", ["settings", "orders"])
      let api = kit.staffAPI(stan)
      let offer = await kit.staffAPI(nil).send(.get, "/invitations/\(token)")
      #expect(offer.status == 200 && offer.text("email") == "stan@example.org")
      #expect(await api.send(.patch, "/shops/\(shop)", #"{"name":"Early"}"#).status == 404)
      #expect(await api.send(.get, "/me/invitations").items.count == 1)
      #expect(await api.send(.post, "/invitations/\(token)/accept").status == 200)
      #expect(await api.send(.patch, "/shops/\(shop)", #"{"description":"New"}"#).status == 200)
      #expect(await api.send(.get, "/shops/\(shop)/staff").status == 404)
      #expect(await api.send(.delete, "/shops/\(shop)").status == 404)
      let mine = await api.send(.get, "/me/shops").items
      #expect(mine.first?["permissions"] == ["orders", "settings"])
      // Once is enough.
      #expect(await api.send(.post, "/invitations/\(token)/accept").status == 404)
      #expect(await api.send(.get, "/me/invitations").items.isEmpty)
    }
  }

  @Test(arguments: TestEngine.allCases)
  func changesAndRemovalHoldFromTheNextRequestOn(_ engine: TestEngine) async throws {
    try await withVendors(engine) { kit in
      let (rita, shop) = try await kit.shop()
      let stan = try await kit.staff("Stan", rita, shop, ["settings"])
      let owner = kit.staffAPI(rita)
      let api = kit.staffAPI(stan)
      let member = "/shops/\(shop)/staff/\(stan.account.id)"
      let change = #"{"description":"New"}"#
      #expect(await api.send(.patch, "/shops/\(shop)", change).status == 200)
      #expect(await owner.send(.patch, member, #"{"permissions":["orders"]}"#).status == 200)
      #expect(await api.send(.patch, "/shops/\(shop)", change).status == 404)
      #expect(await owner.send(.patch, member, #"{"permissions":["settings"]}"#).status == 200)
      #expect(await api.send(.patch, "/shops/\(shop)", change).status == 200)
      #expect(await owner.send(.delete, member).status == 204)
      #expect(await api.send(.patch, "/shops/\(shop)", change).status == 404)
      #expect(await owner.send(.delete, member).status == 404)
      #expect(await api.send(.get, "/me/shops").items.isEmpty)
    }
  }

  @Test(arguments: TestEngine.allCases)
  func anInvitationIsForItsAddressOnly(_ engine: TestEngine) async throws {
    try await withVendors(engine) { kit in
      let (rita, shop) = try await kit.shop()
      let mallory = try await kit.person("Mallory")
      let token = try await kit.invite(rita, shop, "stan@example.org", ["orders"])
      let api = kit.staffAPI(mallory)
      #expect(await api.send(.post, "/invitations/\(token)/accept").status == 403)
      #expect(await kit.staffAPI(nil).send(.post, "/invitations/\(token)/accept").status == 401)
      let stan = try await kit.person("Stan")
      let item = try #require(await kit.staffAPI(stan).send(.get, "/me/invitations").items.first)
      guard case .string(let id)? = item["id"] else { return }
      #expect(await api.send(.post, "/me/invitations/\(id)/accept").status == 404)
      #expect(await api.send(.delete, "/me/invitations/\(id)").status == 404)
      #expect(await kit.staffAPI(stan).send(.post, "/me/invitations/\(id)/accept").status == 200)
    }
  }

  @Test(arguments: TestEngine.allCases)
  func invitationsRunOutAndAreTakenBack(_ engine: TestEngine) async throws {
    try await withVendors(engine) { kit in
      var (rita, shop) = try await kit.shop()
      var stan = try await kit.person("Stan")
      let path = "/shops/\(shop)/staff/invitations"
      let old = try await kit.invite(rita, shop, "stan@example.org", ["orders"])
      kit.clock.advance(seconds: 7 * 24 * 3600 + 1)
      (rita, stan) = (try await kit.again(rita), try await kit.again(stan))
      let owner = kit.staffAPI(rita)
      #expect(await kit.staffAPI(stan).send(.post, "/invitations/\(old)/accept").status == 404)
      let second = try await kit.invite(rita, shop, "stan@example.org", ["orders"])
      let listed = await owner.send(.get, "/shops/\(shop)/staff").json["invitations"]
      guard case .array(let waiting)? = listed, case .string(let id)? = waiting.first?["id"] else {
        Issue.record("no invitation is listed")
        return
      }
      #expect(await owner.send(.post, "\(path)/\(id)/mails").status == 429)
      kit.clock.advance(seconds: 601)
      #expect(await owner.send(.post, "\(path)/\(id)/mails").status == 200)
      // The link of the first mail is dead, that of the second is good until the owner takes it back.
      #expect(await kit.staffAPI(stan).send(.get, "/invitations/\(second)").status == 404)
      let third = try await kit.newestToken("stan@example.org")
      #expect(await kit.staffAPI(stan).send(.get, "/invitations/\(third)").status == 200)
      #expect(await owner.send(.delete, "\(path)/\(id)").status == 204)
      #expect(await kit.staffAPI(stan).send(.post, "/invitations/\(third)/accept").status == 404)
      let again = #"{"email":"stan@example.org","permissions":["orders"]}"#
      #expect(await owner.send(.post, path, again).status == 429)
      kit.clock.advance(seconds: 601)
      rita = try await kit.again(rita)
      #expect(await kit.staffAPI(rita).send(.post, path, again).status == 201)
    }
  }

  @Test(arguments: TestEngine.allCases)
  func invitationsAreRefusedWhereTheyMakeNoSense(_ engine: TestEngine) async throws {
    try await withVendors(engine) { kit in
      let (rita, shop) = try await kit.shop()
      let owner = kit.staffAPI(rita)
      let path = "/shops/\(shop)/staff/invitations"
      let wrong: [(String, [String])] = [
        (#"{"email":"a@example.org","permissions":["ownership"]}"#, ["permissions[0]", "permissions"]),
        (#"{"email":"a@example.org","permissions":["membership"]}"#, ["permissions[0]", "permissions"]),
        (#"{"email":"a@example.org","permissions":[]}"#, ["permissions"]),
        (#"{"email":"rita@example.org","permissions":["orders"]}"#, ["email"]),
      ]
      for (body, fields) in wrong { #expect(await owner.send(.post, path, body).wrongFields == fields) }
      let stan = try await kit.staff("Stan", rita, shop, ["orders"])
      let update = await owner.send(
        .post, path, #"{"email":"stan@example.org","permissions":["payouts","orders"]}"#)
      #expect(update.json["member"]?["permissions"] == ["orders", "payouts"])
      #expect(
        await kit.staffAPI(stan).send(.post, path, #"{"email":"x@y.de","permissions":["orders"]}"#).status
          == 404)
      #expect(await kit.staffAPI(stan).send(.delete, "/me/shops/\(shop)").status == 204)
      #expect(await owner.send(.delete, "/me/shops/\(shop)").status == 404)
    }
  }

  @Test(arguments: TestEngine.allCases)
  func oneInvitationMakesOneMember(_ engine: TestEngine) async throws {
    try await withVendors(engine) { kit in
      let (rita, shop) = try await kit.shop()
      let stan = try await kit.person("Stan")
      let token = try await kit.invite(rita, shop, "stan@example.org", ["orders"])
      let api = kit.staffAPI(stan)
      let statuses = await withTaskGroup(of: Int.self) { group in
        for _ in 0..<6 {
          group.addTask { await api.send(.post, "/invitations/\(token)/accept").status }
        }
        return await group.reduce(into: [Int]()) { $0.append($1) }
      }
      #expect(statuses.filter { $0 == 200 }.count == 1 && statuses.filter { $0 == 404 }.count == 5)
    }
  }

  @Test(arguments: TestEngine.allCases)
  func whatIsAcceptedIsWhatTheOwnerOffersLast(_ engine: TestEngine) async throws {
    try await withVendors(engine) { kit in
      let (rita, shop) = try await kit.shop()
      let stan = try await kit.person("Stan")
      let token = try await kit.invite(rita, shop, "stan@example.org", ["payouts", "settings"])
      async let changed: Void = kit.database.write { tx in
        _ = try tx.values(
          "SELECT id FROM shops WHERE id = \(shop) \(fragment: tx.forUpdate)", as: ShopID.self)
        try tx.run("UPDATE staff_invitations SET permissions = 'orders' WHERE shop_id = \(shop)")
        Thread.sleep(forTimeInterval: 0.4)
      }
      try await Task.sleep(for: .milliseconds(150))
      _ = try await kit.vendors.acceptInvitation(.token(token), by: stan.account.id)
      try await changed
      let permissions = try await kit.vendors.permissions(of: stan.account.id, in: shop)
      #expect(permissions == [.orders, .membership])
    }
  }
}

extension VendorsKit {
  /// Somebody with an open shop.
  func shop() async throws -> (owner: Person, shop: ShopID) {
    let rita = try await person("Rita")
    return (rita, try #require(ShopID(try await rita.openShop())))
  }

  /// The routes of shops and staff as somebody uses them.
  func staffAPI(_ person: Person?) -> TestAPI {
    TestAPI(
      routes: ShopRoutes.routes(vendors) + StaffRoutes.routes(vendors) + ClosingRoutes.routes(vendors),
      sessions: vendors.identity, shops: vendors
    ).with(token: person?.api.token)
  }

  /// Invites somebody and answers with the token of the link in the mail.
  func invite(
    _ owner: Person, _ shop: ShopID, _ email: String, _ permissions: [String]
  ) async throws -> String {
    let list = permissions.map { "\"\($0)\"" }.joined(separator: ",")
    let answer = await staffAPI(owner).send(
      .post, "/shops/\(shop)/staff/invitations", #"{"email":"\#(email)","permissions":[\#(list)]}"#)
    #expect(answer.status == 201, "\(answer.json)")
    return try await newestToken(email)
  }

  /// The token in the newest invitation to an address.
  func newestToken(_ email: String) async throws -> String {
    let mailbox = MailBox()
    try await deliver(to: mailbox)
    let text = try #require(await mailbox.to(email).last { $0.text.contains("/invitations/") }?.text)
    return String(try #require(text.firstMatch(of: /invitations\/([A-Za-z0-9_-]+)/)).1)
  }

  /// A member of the shop.
  func staff(
    _ name: String, _ owner: Person, _ shop: ShopID, _ permissions: [String]
  ) async throws -> Person {
    let person = try await person(name)
    let token = try await invite(owner, shop, person.account.email.text, permissions)
    #expect(await staffAPI(person).send(.post, "/invitations/\(token)/accept").status == 200)
    return person
  }
}
