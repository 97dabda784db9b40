import Identity
import Kernel
import TestSupport
import Testing
import Web

struct AddressTests {
  static let home = #"""
    {"name":"Ada Lovelace","line1":"Main Street 1","line2":"3rd floor","city":"Berlin","region":"Berlin",
     "postalCode":"10115","country":"DE","phone":"+49 30 1234"}
    """#

  @Test(arguments: TestEngine.allCases) func anAddressIsKeptChangedAndRemoved(_ engine: TestEngine)
    async throws
  {
    try await withIdentity(engine) { kit in
      let api = kit.api.with(token: try await kit.member("ada@example.org").token)
      let first = await api.send(.post, "/me/addresses", Self.home)
      #expect(first.status == 201 && first.json["isDefault"] == .boolean(true))
      let id = try #require(first.text("id"))
      kit.clock.advance(seconds: 1)
      let second = await api.send(
        .post, "/me/addresses",
        #"{"name":"Bo","line1":"x","city":"Wien","postalCode":"1010","country":"AT","isDefault":true}"#)
      #expect(second.status == 201 && second.json["line2"] == .null)

      let list = await api.send(.get, "/me/addresses")
      #expect(list.items.map { $0["isDefault"] } == [.boolean(false), .boolean(true)])
      let page = await api.send(.get, "/me/addresses?limit=1")
      #expect(page.items.count == 1)
      let rest = await api.send(.get, "/me/addresses?limit=1&cursor=\(page.text("nextCursor") ?? "")")
      #expect(rest.items.first?["name"] == .string("Bo") && rest.json["nextCursor"] == .null)

      let changed = await api.send(
        .patch, "/me/addresses/\(id)", #"{"line2":null,"city":"Potsdam","isDefault":true}"#)
      #expect(changed.json["line2"] == .null && changed.text("city") == "Potsdam")
      #expect(changed.text("phone") == "+49 30 1234")
      #expect(await api.send(.get, "/me/addresses/\(id)").json == changed.json)

      #expect(await api.send(.delete, "/me/addresses/\(id)").status == 204)
      #expect(await api.send(.get, "/me/addresses/\(id)").status == 404)
    }
  }

  @Test(arguments: TestEngine.allCases) func eachCountryHasItsOwnAddresses(_ engine: TestEngine) async throws
  {
    try await withIdentity(engine) { kit in
      let api = kit.api.with(token: try await kit.member("ada@example.org").token)
      let victoria =
        #"{"name":"Chan","line1":"1 Peak Road","city":"","region":"Hong Kong Island","country":"HK"}"#
      let hongKong = await api.send(.post, "/me/addresses", victoria)
      #expect(hongKong.status == 201 && hongKong.text("postalCode") == "" && hongKong.text("city") == "")
      let kosovo =
        #"{"name":"Arta","line1":"Rruga 1","city":"Prishtina","postalCode":"10 000","country":"XK"}"#
      #expect(await api.send(.post, "/me/addresses", kosovo).text("postalCode") == "10000")
      let id = try #require(hongKong.text("id"))
      // Moving to another country brings its rules along.
      #expect(
        await api.send(.patch, "/me/addresses/\(id)", #"{"country":"DE"}"#).wrongFields.sorted()
          == ["city", "postalCode"])
      let moved = await api.send(
        .patch, "/me/addresses/\(id)",
        #"{"country":"DE","city":"Berlin","postalCode":"D-10115","region":null}"#)
      #expect(moved.status == 200 && moved.text("postalCode") == "10115" && moved.json["region"] == .null)
      #expect(
        await api.send(.patch, "/me/addresses/\(id)", #"{"postalCode":null}"#).wrongFields == ["postalCode"])
    }
  }

  @Test(arguments: TestEngine.allCases) func anothersAddressIsNotThere(_ engine: TestEngine) async throws {
    try await withIdentity(engine) { kit in
      let ada = kit.api.with(token: try await kit.member("ada@example.org").token)
      let bo = kit.api.with(token: try await kit.member("bo@example.org").token)
      let id = try #require(await ada.send(.post, "/me/addresses", Self.home).text("id"))
      #expect(await bo.send(.get, "/me/addresses/\(id)").status == 404)
      #expect(await bo.send(.patch, "/me/addresses/\(id)", #"{"city":"X"}"#).status == 404)
      #expect(await bo.send(.delete, "/me/addresses/\(id)").status == 404)
      #expect(await ada.send(.get, "/me/addresses/\(id)").text("city") == "Berlin")
      #expect(await ada.send(.get, "/me/addresses/nonsense").status == 404)
    }
  }

  @Test func everyWrongFieldIsNamed() async throws {
    let wrong: [(String, String, [String])] = [
      ("name", #""""#, ["name"]), ("name", "null", ["name"]), ("line1", #""""#, ["line1"]),
      ("line1", "1", ["line1"]),
      ("line2", "[]", ["line2"]), ("city", #""\u0007""#, ["city"]), ("region", "true", ["region"]),
      ("postalCode", #""123456789012345678901""#, ["postalCode"]), ("country", #""XX""#, ["country"]),
      ("country", #""Germany""#, ["country"]), ("phone", #""1""#, ["phone"]),
      ("isDefault", #""maybe""#, ["isDefault"]),
      ("planet", #""Earth""#, ["planet"]),
    ]
    try await withIdentity(.sqlite) { kit in
      let api = kit.api.with(token: try await kit.member("ada@example.org").token)
      let good: [String: String] = [
        "name": #""Ada""#, "line1": #""x""#, "city": #""y""#, "postalCode": #""10115""#, "country": #""DE""#,
      ]
      for (field, value, fields) in wrong {
        let members = good.merging([field: value]) { $1 }.map { "\"\($0.key)\":\($0.value)" }
        let answer = await api.send(.post, "/me/addresses", "{\(members.joined(separator: ","))}")
        #expect(answer.status == 422 && answer.wrongFields == fields, "\(field): \(value)")
      }
      let empty = await api.send(.post, "/me/addresses", "{}")
      #expect(empty.wrongFields.sorted() == ["city", "country", "line1", "name"])
      let bare = await api.send(.post, "/me/addresses", #"{"country": "DE"}"#)
      #expect(bare.wrongFields.sorted() == ["city", "line1", "name", "postalCode"])
      #expect(await api.send(.get, "/me/addresses").items.isEmpty)
    }
  }

  @Test(arguments: TestEngine.allCases) func savesAtOnceLeaveOneDefault(_ engine: TestEngine) async throws {
    try await withIdentity(engine) { kit in
      let account = try await kit.member("ada@example.org").account.id
      let identity = kit.identity
      let input = SaveAddressInput(
        PostalAddress(name: "A", line1: "b", city: "c", postalCode: "10115", country: "DE"), isDefault: true)
      try await withThrowingTaskGroup(of: Void.self) { group in
        for _ in 0..<8 { group.addTask { _ = try await identity.saveAddress(input, of: account) } }
        try await group.waitForAll()
      }
      let saved = try await identity.addresses(of: account, PageRequest()).items
      #expect(saved.count == 8 && saved.filter(\.isDefault).count == 1)
    }
  }
}
