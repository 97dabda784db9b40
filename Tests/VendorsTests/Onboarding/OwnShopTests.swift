import Kernel
import TestSupport
import Testing
import Vendors
import Web

@Suite("Administrators and their own shops")
struct OwnShopTests {
  /// Whether this address refuses an administrator, because the shop is theirs.
  private func isRefused(_ admin: Person, _ path: String, _ body: String? = nil) async -> Bool {
    let answer = await admin.api.send(.post, path, body)
    return answer.status == 403 && answer.text("type")?.hasSuffix("own-shop") == true
  }

  @Test("Nobody decides about a shop that they own or work for", arguments: TestEngine.allCases)
  func nobodyDecides(_ engine: TestEngine) async throws {
    try await withOnboarding(engine) { kit in
      let root = try await kit.person("Root", isAdmin: true)
      let other = try await kit.person("Mona", isAdmin: true)
      let shop = try await root.openShop("Roots")
      let document = try #require(await root.upload(Samples.pdf("Root"), to: shop).text("id"))
      let path = "/admin/shops/\(shop)"
      #expect(await isRefused(root, "\(path)/documents/\(document)/accept"))
      #expect(await isRefused(root, "\(path)/documents/\(document)/reject", #"{"reason":"Mine"}"#))
      #expect(await isRefused(root, "\(path)/request-information", #"{"message":"Mine"}"#))
      #expect(await isRefused(root, "\(path)/reject", #"{"reason":"Mine"}"#))
      #expect(await isRefused(root, "\(path)/approve"))
      #expect(await other.api.send(.post, "\(path)/documents/\(document)/accept").status == 200)
      #expect(await other.api.send(.post, "\(path)/approve").status == 200)
      #expect(await isRefused(root, "\(path)/suspend", #"{"reason":"Mine"}"#))
      #expect(await other.api.send(.post, "\(path)/suspend", #"{"reason":"Dust"}"#).status == 200)
      #expect(await isRefused(root, "\(path)/unsuspend"))

      // Who works there is as near to it as who owns it.
      try await kit.database.write { tx in
        try tx.run(
          """
          INSERT INTO shop_members (shop_id, account_id, permissions, created_at)
          VALUES (\(try #require(ShopID(shop))), \(other.account.id), \("orders"), \(tx.now))
          """)
      }
      #expect(await isRefused(other, "\(path)/unsuspend"))
      let third = try await kit.person("Tess", isAdmin: true)
      #expect(await third.api.send(.post, "\(path)/unsuspend").status == 200)
      #expect(await root.api.send(.delete, "/shops/\(shop)").status == 204)
      #expect(await isRefused(root, "\(path)/restore"))
      #expect(await isRefused(other, "\(path)/restore"))
      #expect(await third.api.send(.post, "\(path)/restore").status == 200)
    }
  }
}
