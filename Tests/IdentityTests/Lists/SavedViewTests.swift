import Areas
import Kernel
import TestSupport
import Testing
import Web

@testable import Identity

struct SavedViewTests {
  @Test(arguments: TestEngine.allCases)
  func viewsAreKeptForOneAccountAndOneList(_ engine: TestEngine) async throws {
    try await withIdentity(engine) { kit in
      let ada = kit.api.with(token: try await kit.member("ada@example.org").token)
      let bob = kit.api.with(token: try await kit.member("bob@example.org", name: "Bob").token)
      let made = await ada.send(
        .post, "/me/lists/shop-orders/views",
        #"{"name":" To send ","query":"status=toSend&sort=-total&cursor=abc&q=%C3%A4"}"#)
      #expect(made.status == 201 && made.text("name") == "To send")
      #expect(
        made.text("query") == "status=toSend&sort=-total&q=%C3%A4", "a place in the list is no part of it")
      let id = try #require(made.text("id"))
      let list = await ada.send(.get, "/me/lists/shop-orders")
      #expect(list.json["columns"] == .null)
      guard case .array(let views)? = list.json["views"] else { throw Problem(.internalError) }
      #expect(views.map { $0["name"] } == [.string("To send")])
      #expect(await ada.send(.get, "/me/lists/people").json["views"] == .array([]))
      #expect(await bob.send(.get, "/me/lists/shop-orders").json["views"] == .array([]))
      #expect(await bob.send(.delete, "/me/lists/shop-orders/views/\(id)").status == 404)
      #expect(await ada.send(.delete, "/me/lists/people/views/\(id)").status == 404)
      #expect(await ada.send(.delete, "/me/lists/shop-orders/views/\(id)").status == 204)
      #expect(await ada.send(.delete, "/me/lists/shop-orders/views/\(id)").status == 404)
      #expect(await kit.api.send(.get, "/me/lists/shop-orders").status == 401)
      #expect(await ada.send(.get, "/me/lists/secrets").status == 404)
    }
  }

  @Test(arguments: TestEngine.allCases)
  func badNamesAndQueriesChangeNothing(_ engine: TestEngine) async throws {
    try await withIdentity(engine) { kit in
      let ada = kit.api.with(token: try await kit.member("ada@example.org").token)
      let path = "/me/lists/orders/views"
      #expect(await ada.send(.post, path, #"{"name":"Big","query":""}"#).status == 201)
      let long = String(repeating: "a", count: 61)
      let huge = String(repeating: "a", count: 1501)
      for (body, field) in [
        (#"{"name":" "}"#, "name"), (#"{}"#, "name"), ("{\"name\":\"\(long)\"}", "name"),
        (#"{"name":"Big","query":"sort=total"}"#, "name"), (#"{"name":"x","query":"a=%FF"}"#, "query"),
        ("{\"name\":\"x\",\"query\":\"\(huge)\"}", "query"),
      ] {
        let answer = await ada.send(.post, path, body)
        #expect(answer.status == 422 && answer.wrongFields == [field], "\(body.prefix(60))")
      }
      guard case .array(let views)? = await ada.send(.get, "/me/lists/orders").json["views"] else {
        throw Problem(.internalError)
      }
      #expect(views.count == 1 && views[0]["query"] == .string(""))
    }
  }

  @Test(arguments: TestEngine.allCases)
  func thereAreNeverMoreThanTwenty(_ engine: TestEngine) async throws {
    try await withIdentity(engine) { kit in
      let ada = kit.api.with(token: try await kit.member("ada@example.org").token)
      let statuses = await withTaskGroup(of: Int.self) { group in
        for number in 0..<30 {
          group.addTask {
            await ada.send(.post, "/me/lists/people/views", "{\"name\":\"View \(number)\"}").status
          }
        }
        return await group.reduce(into: [Int]()) { $0.append($1) }
      }
      #expect(statuses.filter { $0 == 201 }.count == Identity.maximumViews)
      #expect(statuses.filter { $0 == 409 }.count == 30 - Identity.maximumViews)
      let same = await withTaskGroup(of: Int.self) { group in
        for _ in 0..<8 {
          group.addTask { await ada.send(.post, "/me/lists/orders/views", #"{"name":"Same"}"#).status }
        }
        return await group.reduce(into: [Int]()) { $0.append($1) }
      }
      #expect(same.filter { $0 == 201 }.count == 1 && same.filter { $0 == 422 }.count == 7)
    }
  }

  @Test(arguments: TestEngine.allCases)
  func columnsAreKeptUntilTheUsualOnesAreWanted(_ engine: TestEngine) async throws {
    try await withIdentity(engine) { kit in
      let ada = kit.api.with(token: try await kit.member("ada@example.org").token)
      let path = "/me/lists/payouts"
      #expect(await ada.send(.put, path + "/columns", #"{"columns":["state","amount"]}"#).status == 204)
      #expect(await ada.send(.get, path).json["columns"] == .array(["state", "amount"]))
      #expect(await ada.send(.put, path + "/columns", #"{"columns":[]}"#).status == 204)
      #expect(await ada.send(.get, path).json["columns"] == .array([]), "only the one that all see")
      #expect(await ada.send(.put, path + "/columns", #"{"columns":["a,b"]}"#).status == 422)
      #expect(await ada.send(.delete, path + "/columns").status == 204)
      #expect(await ada.send(.get, path).json["columns"] == .null)
    }
  }

  @Test(arguments: TestEngine.allCases)
  func theyAreExportedAndGoWithTheAccount(_ engine: TestEngine) async throws {
    try await withIdentity(engine) { kit in
      let issued = try await kit.member("ada@example.org")
      let ada = kit.api.with(token: issued.token)
      _ = await ada.send(.post, "/me/lists/orders/views", #"{"name":"Mine","query":"q=rita"}"#)
      _ = await ada.send(.put, "/me/lists/orders/columns", #"{"columns":["state"]}"#)
      let account = try #require(try await kit.identity.viewer(token: issued.token, isCookie: false)).account
      let export = try await kit.identity.export(account)
      #expect(export["savedViews"] != .array([]) && export["listColumns"] != .array([]))
      let person = ErasedPerson(account: account, emails: ["ada@example.org"], pseudonym: "erased-1")
      try await kit.database.write { tx in
        let entries = try SavedViewPersonalData().erase(person, tx)
        #expect(entries.map(\.count) == [1])
      }
      let left = try await kit.identity.export(account)
      #expect(left["savedViews"] == .array([]) && left["listColumns"] == .array([]))
    }
  }
}
