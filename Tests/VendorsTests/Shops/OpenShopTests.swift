import Identity
import Kernel
import TestSupport
import Testing
import Vendors
import Web

struct OpenShopTests {
  @Test(arguments: TestEngine.allCases) func aNewShopWaitsAndIsHidden(_ engine: TestEngine) async throws {
    try await withVendors(engine) { kit in
      let rita = try await kit.person("Rita")
      let shop = await rita.api.send(
        .post, "/shops",
        #"{"name":"Rita's Bowls","description":"Line one.\nLine two.","country":"DE","currency":"EUR"}"#)
      #expect(shop.status == 201 && shop.text("status") == "pending" && shop.text("slug") == "ritas-bowls")
      #expect(shop.text("description") == "Line one.\nLine two.")
      let path = "/shops/\(shop.text("id") ?? "")"
      #expect(await kit.api.send(.get, path).status == 404)
      #expect(await kit.api.send(.get, "/shops").items.isEmpty)
      #expect(await rita.api.send(.get, path).text("status") == "pending")
      #expect(await rita.api.send(.get, "/shops/ritas-bowls").text("id") == shop.text("id"))
      #expect(await rita.api.send(.get, "/me/shops").items.count == 1)
      #expect(await kit.api.send(.post, "/shops", "{}").status == 401)
    }
  }

  @Test(arguments: TestEngine.allCases) func slugsAreUnique(_ engine: TestEngine) async throws {
    try await withVendors(engine) { kit in
      let rita = try await kit.person("Rita")
      func slug(_ name: String, _ slug: String? = nil) async -> TestAnswer {
        let wanted = slug.map { #","slug":"\#($0)""# } ?? ""
        return await rita.api.send(
          .post, "/shops", #"{"name":"\#(name)","description":"x","country":"DE","currency":"EUR"\#(wanted)}"#
        )
      }
      #expect(await slug("Čajovna Žofie").text("slug") == "cajovna-zofie")
      #expect(await slug("cajovna zofie").text("slug") == "cajovna-zofie-2")
      #expect(await slug("Cajovna zofie!").text("slug") == "cajovna-zofie-3")
      #expect(await slug("متجر").text("slug") == "mtjr")
      #expect(await slug("متجر").text("slug") == "mtjr-2")
      for name in ["書店", "桜の店", "ຮ້ານ"] {
        let unread = await slug(name)
        #expect(unread.status == 422 && unread.wrongFields == ["slug"], "nobody knows how \(name) is read")
      }
      #expect(await slug("書店", "shoten").text("slug") == "shoten")
      #expect(await slug("New").text("slug") == "new-2", "pages of the site keep their addresses")
      #expect(await slug("Other", "tea").text("slug") == "tea")
      let taken = await slug("Third", "tea")
      #expect(taken.status == 409 && taken.text("code") == "slug-taken" && taken.wrongFields == ["slug"])
      #expect(await slug("Third", "new").status == 409)
    }
  }

  @Test(arguments: TestEngine.allCases) func shopsOfOneNameAtOnceGetDifferentSlugs(_ engine: TestEngine)
    async throws
  {
    try await withVendors(engine) { kit in
      let owner = try await kit.person("Rita").account.id
      let vendors = kit.vendors
      let slugs = try await withThrowingTaskGroup(of: String.self) { group in
        for _ in 0..<12 {
          group.addTask {
            let input = OpenShopInput(name: "Tea House", description: "x", country: "DE", currency: .eur)
            return try await vendors.openShop(input, by: owner).slug
          }
        }
        return try await group.reduce(into: Set<String>()) { $0.insert($1) }
      }
      #expect(slugs.count == 12 && slugs.contains("tea-house"))
    }
  }

  @Test(arguments: TestEngine.allCases) func ofShopsAtOnceWithOneSlugOneOpens(_ engine: TestEngine)
    async throws
  {
    try await withVendors(engine) { kit in
      let owner = try await kit.person("Rita").account.id
      let vendors = kit.vendors
      let outcomes = await withTaskGroup(of: ProblemKind?.self) { group in
        for _ in 0..<12 {
          group.addTask {
            let slug = Slug("tea")
            let input = OpenShopInput(name: "T", description: "x", country: "DE", currency: .eur, slug: slug)
            return await problem { _ = try await vendors.openShop(input, by: owner) }
          }
        }
        return await group.reduce(into: []) { $0.append($1) }
      }
      #expect(outcomes.filter { $0 == nil }.count == 1)
      #expect(outcomes.filter { $0 == .slugTaken }.count == 11)
    }
  }

  @Test func everyWrongFieldIsNamed() async throws {
    let good = ["name": #""A""#, "description": #""B""#, "country": #""DE""#, "currency": #""EUR""#]
    let long = String(repeating: "x", count: 5001)
    let wrong: [(String, String)] = [
      ("name", #""""#), ("name", "null"), ("name", "1"), ("name", "\"\(long)\""), ("name", #""a\nb""#),
      ("description", #"" ""#), ("description", "\"\(long)\""), ("country", #""ZZ""#), ("country", #""de""#),
      ("country", "49"), ("currency", #""EURO""#), ("currency", #""XXX""#), ("currency", "[]"),
      ("slug", #""Not A Slug""#), ("slug", #""-a""#), ("slug", "7"), ("status", #""approved""#),
      ("owner", #""acc_1""#),
    ]
    try await withVendors(.sqlite) { kit in
      let rita = try await kit.person("Rita")
      for (field, value) in wrong {
        let members = good.merging([field: value]) { $1 }.map { "\"\($0.key)\":\($0.value)" }
        let answer = await rita.api.send(.post, "/shops", "{\(members.joined(separator: ","))}")
        #expect(answer.status == 422 && answer.wrongFields == [field], "\(field): \(value.prefix(20))")
      }
      let empty = await rita.api.send(.post, "/shops", "{}")
      #expect(empty.wrongFields.sorted() == ["country", "currency", "description", "name"])
      #expect(await rita.api.send(.get, "/me/shops").items.isEmpty)
    }
  }

  @Test(arguments: TestEngine.allCases) func operatorShopsAreMadeOnce(_ engine: TestEngine) async throws {
    try await withVendors(engine) { kit in
      let email = try #require(EmailAddress("operator@example.org"))
      let first = try await kit.vendors.ensureShop(named: "Acme", ownerEmail: email)
      let again = try await kit.vendors.ensureShop(named: "ACME", ownerEmail: email)
      let other = try await kit.vendors.ensureShop(named: "Acme Two", ownerEmail: email)
      #expect(first.id == again.id && first.isOpen && first.id != other.id && first.owner == other.owner)
      #expect(await kit.api.send(.get, "/shops").items.count == 2)
    }
  }
}
