import Foundation
import Gateways
import Identity
import Kernel
import Persistence
import TestSupport
import Testing
import Vendors
import Web

/// What begins while an account ends: nothing may be left that belongs to nobody.
struct AccountEndTests {
  @Test(arguments: TestEngine.allCases)
  func noShopOpensForAnAccountThatEnds(_ engine: TestEngine) async throws {
    try await withVendors(engine) { kit in
      let rita = try await kit.person("Rita").account.id
      let input = OpenShopInput(name: "Late", description: "Late.", country: "DE", currency: .eur)
      let refusal = try await kit.whileEnding(rita) { _ = try await kit.vendors.openShop(input, by: rita) }
      #expect(refusal == .unauthenticated)
      #expect(try await kit.count("SELECT COUNT(*) FROM shops") == 0)
    }
  }

  @Test(arguments: TestEngine.allCases)
  func noShopComesBackForAnAccountThatEnds(_ engine: TestEngine) async throws {
    try await withVendors(engine) { kit in
      let rita = try await kit.person("Rita")
      let id = rita.account.id
      let shop = try #require(ShopID(try await rita.openApprovedShop(kit)))
      try await kit.vendors.closeShop(shop)
      let refusal = try await kit.whileEnding(id) {
        _ = try await kit.vendors.restoreShop("\(shop)", by: nil)
      }
      #expect(refusal == .notFound || refusal == .notAllowedNow)
      #expect(try await kit.count("SELECT COUNT(*) FROM shops WHERE deleted_at IS NULL") == 0)
    }
  }

  @Test(arguments: TestEngine.allCases)
  func nobodyFollowsWhileTheirAccountEnds(_ engine: TestEngine) async throws {
    try await withVendors(engine) { kit in
      let rita = try await kit.person("Rita")
      let shop = try await rita.openApprovedShop(kit)
      let fred = try await kit.person("Fred").account.id
      let refusal = try await kit.whileEnding(fred) { _ = try await kit.vendors.follow(shop, by: fred) }
      #expect(refusal == .unauthenticated)
      #expect(try await kit.count("SELECT COUNT(*) FROM shop_followers") == 0)
      #expect(try await kit.count("SELECT follower_count FROM shops") == 0)
    }
  }

  @Test(arguments: TestEngine.allCases)
  func nobodyJoinsAShopWhileTheirAccountEnds(_ engine: TestEngine) async throws {
    try await withVendors(engine) { kit in
      let (rita, shop) = try await kit.shop()
      let token = try await kit.invite(rita, shop, "stan@example.org", ["orders"])
      let stan = try await kit.person("Stan").account.id
      let refusal = try await kit.whileEnding(stan) {
        _ = try await kit.vendors.acceptInvitation(.token(token), by: stan)
      }
      #expect(refusal == .unauthenticated)
      #expect(try await kit.count("SELECT COUNT(*) FROM shop_members") == 0)
    }
  }
}

extension VendorsKit {
  func count(_ sql: SQL) async throws -> Int? { try await database.read { try $0.value(sql, as: Int.self) } }

  /// Runs `body` in the middle of the end of an account and answers with what refused it.
  func whileEnding(
    _ account: AccountID, _ body: @escaping @Sendable () async throws -> Void
  ) async throws -> ProblemKind? {
    let slow = Identity(
      database: database, clock: clock.clock, passwords: vendors.identity.passwords,
      vault: vendors.identity.vault, publicURL: "http://souk.test", siteName: "Souk",
      personalData: [Hesitant(), ShopPersonalData(), FollowerPersonalData(), StaffPersonalData()])
    async let ended = slow.close(account)
    try await Task.sleep(for: .milliseconds(150))
    let refusal = await problem { try await body() }
    _ = try await ended
    return refusal
  }
}

/// Takes its time after everybody has agreed that the account may end, and before anything is removed.
private struct Hesitant: PersonalData {
  func sections(for account: AccountID, _ snapshot: Snapshot) throws -> [(String, JSONValue)] { [] }

  func erase(_ person: ErasedPerson, _ tx: Transaction) throws -> [ErasureEntry] {
    Thread.sleep(forTimeInterval: 0.4)
    return []
  }
}
