import Identity
import Kernel
import Persistence
import TestSupport
import Testing
import Vendors
import Web

/// Old addresses of shops lead to them, and never to anybody else.
struct ShopAddressTests {
  @Test(arguments: TestEngine.allCases) func anOldAddressLeadsToTheShop(_ engine: TestEngine) async throws {
    try await withVendors(engine) { kit in
      let rita = try await kit.person("Rita")
      let shop = try await rita.openApprovedShop(kit)
      for slug in ["kiln", "oven"] {
        #expect(await rita.api.send(.patch, "/shops/\(shop)", #"{"slug":"\#(slug)"}"#).status == 200)
      }
      for slug in ["ritas-bowls", "kiln", "oven"] {
        let answer = await kit.api.send(.get, "/shops/\(slug)")
        #expect(answer.text("id") == shop && answer.text("slug") == "oven", "\(slug)")
        #expect(await rita.api.send(.patch, "/shops/\(slug)", #"{"country":"AT"}"#).status == 200, "\(slug)")
      }
      #expect(await rita.api.send(.patch, "/shops/kiln", #"{"slug":"ritas-bowls"}"#).status == 200)
      #expect(await kit.api.send(.get, "/shops/oven").text("slug") == "ritas-bowls")
    }
  }

  @Test(arguments: TestEngine.allCases) func nobodyElseGetsAnOldAddress(_ engine: TestEngine) async throws {
    try await withVendors(engine) { kit in
      let rita = try await kit.person("Rita")
      let shop = try await rita.openApprovedShop(kit)
      #expect(await rita.api.send(.patch, "/shops/\(shop)", #"{"slug":"kiln"}"#).status == 200)
      let mallory = try await kit.person("Mallory")
      let other = try await mallory.openShop("Ritas bowls")
      #expect(await mallory.api.send(.get, "/shops/\(other)").text("slug") == "ritas-bowls-2")
      for slug in ["ritas-bowls", "kiln"] { await kit.refuses(slug, mallory, other) }
      try await kit.vendors.closeShop(try #require(ShopID(shop)))
      for slug in ["ritas-bowls", "kiln"] {
        await kit.refuses(slug, mallory, other)
        #expect(await kit.api.send(.get, "/shops/\(slug)").status == 404)
      }
      _ = try await kit.vendors.restoreShop(shop, by: rita.account.id)
      #expect(await rita.api.send(.get, "/shops/ritas-bowls").text("id") == shop)
    }
  }

  @Test(arguments: TestEngine.allCases)
  func addressesOfTheForgottenStayTakenWithoutTheirNames(_ engine: TestEngine) async throws {
    try await withVendors(engine) { kit in
      let rita = try await kit.person("Rita")
      let shop = try await rita.openApprovedShop(kit)
      #expect(await rita.api.send(.patch, "/shops/\(shop)", #"{"slug":"rita-schmidt"}"#).status == 200)
      try await kit.vendors.closeShop(try #require(ShopID(shop)))
      try await kit.vendors.identity.close(rita.account.id)
      let kept = try await kit.database.read {
        try $0.values("SELECT slug FROM shop_slugs UNION SELECT slug FROM shops", as: String.self)
      }
      #expect(kept == [shop.replacing("_", with: "-")])
      let mallory = try await kit.person("Mallory")
      let other = try await mallory.openShop("Other")
      for slug in ["ritas-bowls", "rita-schmidt"] { await kit.refuses(slug, mallory, other) }
      #expect(await mallory.api.send(.patch, "/shops/\(other)", #"{"slug":"rita"}"#).status == 200)
      let named = try await mallory.openShop("Rita Schmidt")
      #expect(await mallory.api.send(.get, "/shops/\(named)").text("slug") == "rita-schmidt-2")
    }
  }

  /// Forgetting somebody gives their shops addresses made of ids, which everybody can see.
  @Test(arguments: TestEngine.allCases) func nobodyKeepsAShopFromBeingForgotten(_ engine: TestEngine)
    async throws
  {
    try await withVendors(engine) { kit in
      let mallory = try await kit.person("Mallory")
      let other = try await mallory.openShop("Other")
      for (name, isTaken) in [("Rita", false), ("Ruth", true)] {
        let owner = try await kit.person(name)
        let shop = try await owner.openApprovedShop(kit, "\(name) Schmidt")
        let address = shop.replacing("_", with: "-")
        await kit.refuses(address, mallory, other)
        let named = try await mallory.openShop(address)
        #expect(await mallory.api.send(.get, "/shops/\(named)").text("slug") == address + "-2")
        if isTaken {
          // As it could be taken before.
          try await kit.database.write { tx in
            try tx.run("UPDATE shop_slugs SET slug = \(address) WHERE slug = \(address + "-2")")
            try tx.run("UPDATE shops SET slug = \(address) WHERE slug = \(address + "-2")")
          }
        }
        let id = try #require(ShopID(shop))
        try await kit.vendors.closeShop(id)
        try await kit.vendors.identity.close(owner.account.id)
        let slugs = try await kit.database.read {
          try $0.values(
            """
            SELECT slug FROM shop_slugs WHERE shop_id = \(id)
            UNION SELECT slug FROM shops WHERE id = \(id)
            """, as: String.self)
        }
        #expect(slugs.count == 1 && slugs.allSatisfy { $0.hasPrefix("shop-") }, "\(slugs)")
        #expect((slugs == [address]) != isTaken)
        await kit.refuses("\(name.lowercased())-schmidt", mallory, other)
      }
    }
  }

  @Test(arguments: TestEngine.allCases)
  func ofMovesAwayAndOpeningsAtOnceNoneGetsTheOldAddress(_ engine: TestEngine) async throws {
    try await withVendors(engine) { kit in
      let rita = try await kit.person("Rita")
      let shop = try #require(ShopID(try await rita.openApprovedShop(kit, "Tea")))
      let (vendors, owner) = (kit.vendors, try await kit.person("Mallory").account.id)
      let api = rita.api
      let got = try await withThrowingTaskGroup(of: String?.self) { group in
        group.addTask { await api.send(.patch, "/shops/\(shop)", #"{"slug":"coffee"}"#).text("slug") }
        for _ in 0..<8 {
          group.addTask {
            let input = OpenShopInput(name: "Tea", description: "x", country: "DE", currency: .eur)
            return try await vendors.openShop(input, by: owner).slug
          }
        }
        return try await group.reduce(into: [String?]()) { $0.append($1) }
      }
      #expect(Set(got).count == 9 && !got.contains("tea") && got.contains("coffee"))
      #expect(await kit.api.send(.get, "/shops/tea").text("id") == shop.description)
    }
  }

  @Test(arguments: TestEngine.allCases) func nobodyCollectsAddresses(_ engine: TestEngine) async throws {
    try await withVendors(engine) { kit in
      let rita = try await kit.person("Rita")
      let path = "/shops/\(try await rita.openShop())"
      for number in 2...20 {
        #expect(await rita.api.send(.patch, path, #"{"slug":"name-\#(number)"}"#).status == 200)
      }
      let refused = await rita.api.send(.patch, path, #"{"slug":"name-21"}"#)
      #expect(refused.status == 422 && refused.wrongFields == ["slug"])
      #expect(await rita.api.send(.patch, path, #"{"slug":"name-2"}"#).status == 200)
      #expect(await kit.api.send(.get, "/shops/name-21").status == 404)
    }
  }
}

extension VendorsKit {
  /// An address that is somebody else's is refused to shops that are there and to new ones.
  fileprivate func refuses(_ slug: String, _ person: Person, _ shop: String) async {
    let moved = await person.api.send(.patch, "/shops/\(shop)", #"{"slug":"\#(slug)"}"#)
    #expect(moved.status == 409 && moved.wrongFields == ["slug"], "\(slug)")
    let body = #"{"name":"X","description":"x","country":"DE","currency":"EUR","slug":"\#(slug)"}"#
    #expect(await person.api.send(.post, "/shops", body).status == 409, "\(slug)")
  }
}
