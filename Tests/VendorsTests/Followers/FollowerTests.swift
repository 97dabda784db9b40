import Kernel
import Persistence
import TestSupport
import Testing
import Web

@testable import Vendors

struct FollowerTests {
  @Test(arguments: TestEngine.allCases) func followingIsCountedOnce(_ engine: TestEngine) async throws {
    try await withVendors(engine) { kit in
      let (rita, fred) = (try await kit.person("Rita"), try await kit.person("Fred"))
      let shop = try await rita.openApprovedShop(kit)
      let path = "/shops/\(shop)/follow"
      #expect(await kit.api.send(.put, path).status == 401)
      for _ in 0..<3 {
        let answer = await fred.api.send(.put, path)
        #expect(answer.status == 200 && answer.json["followerCount"] == .integer(1))
        #expect(answer.json["isFollowed"] == .boolean(true))
      }
      #expect(await rita.api.send(.put, "/shops/ritas-bowls/follow").json["followerCount"] == .integer(2))
      #expect(await kit.api.send(.get, "/shops/\(shop)").json["isFollowed"] == .null)
      #expect(await fred.api.send(.get, "/shops").items.first?["isFollowed"] == .boolean(true))
      #expect(await fred.api.send(.get, "/me/follows").items.first?["id"] == .string(shop))
      for _ in 0..<2 {
        let answer = await fred.api.send(.delete, path)
        #expect(answer.status == 200 && answer.json["followerCount"] == .integer(1))
      }
      #expect(await fred.api.send(.get, "/me/follows").items.isEmpty)
      #expect(await fred.api.send(.put, "/shops/nowhere/follow").status == 404)
    }
  }

  @Test(arguments: TestEngine.allCases) func sixtyFourAtOnceAreCountedExactly(_ engine: TestEngine)
    async throws
  {
    try await withVendors(engine) { kit in
      let rita = try await kit.person("Rita")
      let shop = try await rita.openApprovedShop(kit)
      var fans: [AccountID] = []
      for number in 0..<8 { fans.append(try await kit.person("Fan\(number)").account.id) }
      // Each fan clicks eight times, in both directions, all at once.
      try await withThrowingTaskGroup(of: Void.self) { group in
        for index in 0..<64 {
          let fan = fans[index % fans.count]
          group.addTask {
            if index.isMultiple(of: 3) {
              _ = try await kit.vendors.unfollow(shop, by: fan)
            } else {
              _ = try await kit.vendors.follow(shop, by: fan)
            }
          }
        }
        try await group.waitForAll()
      }
      let rows = try await kit.database.read {
        try $0.value("SELECT COUNT(*) FROM shop_followers", as: Int64.self) ?? 0
      }
      #expect(await kit.api.send(.get, "/shops/\(shop)").json["followerCount"] == .integer(rows))
      for fan in fans { _ = try await kit.vendors.follow(shop, by: fan) }
      #expect(await kit.api.send(.get, "/shops/\(shop)").json["followerCount"] == .integer(8))
    }
  }

  @Test(arguments: TestEngine.allCases) func followsArePagedExportedAndForgotten(_ engine: TestEngine)
    async throws
  {
    try await withVendors(engine) { kit in
      let (rita, fred) = (try await kit.person("Rita"), try await kit.person("Fred"))
      var shops: [String] = []
      for name in ["One", "Two", "Three"] {
        shops.append(try await rita.openApprovedShop(kit, name))
        kit.clock.advance(seconds: 1)
        _ = await fred.api.send(.put, "/shops/\(shops.last ?? "")/follow")
      }
      var found: [JSONValue?] = []
      var cursor = ""
      repeat {
        let page = await fred.api.send(.get, "/me/follows?limit=2\(cursor)")
        found += page.items.map { $0["id"] }
        cursor = page.text("nextCursor").map { "&cursor=\($0)" } ?? ""
      } while !cursor.isEmpty
      #expect(found == shops.reversed().map { JSONValue.string($0) })
      let data = FollowerPersonalData()
      let fan = fred.account.id
      let sections = try await kit.database.read { try data.sections(for: fan, $0) }
      #expect(sections.count == 1)
      try await kit.database.write { try data.forget(fan, $0) }
      #expect(await kit.api.send(.get, "/shops/\(shops[0])").json["followerCount"] == .integer(0))
    }
  }
}

extension Person {
  /// Opens a shop that customers see, and answers with its id.
  func openApprovedShop(_ kit: VendorsKit, _ name: String = "Rita's Bowls") async throws -> String {
    let id = try await openShop(name)
    let shop = try #require(ShopID(id))
    _ = try await kit.vendors.approve(shop)
    return id
  }
}
