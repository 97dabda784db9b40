import Gateways
import Identity
import Kernel
import MarketSupport
import Persistence
import TestSupport
import Testing
import Web

struct BanTests {
  @Test(arguments: TestEngine.allCases)
  func aBanHoldsOnEveryNodeAtOnce(_ engine: TestEngine) async throws {
    try await withIdentity(engine) { kit in
      let root = try await kit.admin("root@example.org", .superadmin).account.id
      let bearer = try await kit.member("sue@example.org")
      let cookie = try await kit.signIn("sue@example.org", IdentityKit.password, browser())
      let other = try Identity.alone(kit.database, kit.clock, vault: kit.identity.vault)
      #expect(try await other.viewer(token: bearer.token, isCookie: false) != nil)
      #expect(try await other.viewer(token: cookie.token, isCookie: true) != nil)
      let banned = try await kit.identity.ban(bearer.account.id, BanInput(reason: "Fraud"), by: root)
      #expect(banned.state == .banned && banned.bannedAt == kit.clock.clock.now())
      for node in [other, kit.identity] {
        #expect(try await node.viewer(token: bearer.token, isCookie: false) == nil)
        #expect(try await node.viewer(token: cookie.token, isCookie: true) == nil)
        let refreshed = await problem {
          _ = try await node.refresh(RefreshSessionInput(refreshToken: bearer.refreshToken ?? ""))
        }
        #expect(refreshed == .unauthenticated)
      }
      #expect(await problem { _ = try await kit.signIn("sue@example.org") } == .accountBlocked)
      #expect(await problem { _ = try await kit.signIn("sue@example.org", "wrong") } == .wrongCredentials)
      let mail = try #require(try await kit.mails(to: "sue@example.org").last)
      #expect(mail.text.contains("Fraud"))
    }
  }

  @Test(arguments: TestEngine.allCases)
  func unbannedPeopleSignInAgain(_ engine: TestEngine) async throws {
    try await withIdentity(engine) { kit in
      let root = try await kit.admin("root@example.org", .superadmin)
      let issued = try await kit.member("sue@example.org")
      let api = kit.roleAPI.with(token: root.token)
      let path = "/admin/accounts/\(issued.account.id)"
      #expect(await api.send(.post, "\(path)/ban", #"{"reason":""}"#).wrongFields == ["reason"])
      #expect(await api.send(.post, "\(path)/ban", #"{"reason":"Spam"}"#).text("state") == "banned")
      #expect(await api.send(.post, "\(path)/ban", #"{"reason":"Spam"}"#).text("banReason") == "Spam")
      #expect(await api.send(.post, "\(path)/unban").text("state") == "active")
      #expect(await api.send(.post, "\(path)/unban").text("state") == "active")
      _ = try await kit.signIn("sue@example.org")
      // The old session does not come back.
      #expect(try await kit.isAlive(issued) == false)
    }
  }

  @Test(arguments: TestEngine.allCases)
  func anAdministratorLogsSomebodyOut(_ engine: TestEngine) async throws {
    try await withIdentity(engine) { kit in
      let help = try await kit.admin("help@example.org", .support)
      let issued = try await kit.member("sue@example.org")
      let api = kit.roleAPI.with(token: help.token)
      let shown = await api.send(.get, "/admin/accounts/\(issued.account.id)")
      #expect(shown.json["sessions"] == .integer(1))
      #expect(await api.send(.delete, "/admin/accounts/\(issued.account.id)/sessions").status == 204)
      #expect(try await kit.isAlive(issued) == false)
      #expect(await api.send(.get, "/admin/accounts/\(AccountID())").status == 404)
    }
  }

  @Test(arguments: TestEngine.allCases)
  func theListIsSearchedAndDownloaded(_ engine: TestEngine) async throws {
    try await withIdentity(engine) { kit in
      let root = try await kit.admin("root@example.org", .superadmin)
      let people = [
        ("grete@example.org", "Grete Ölmüller"), ("omar@example.org", "Omar Sayyid"),
        ("eve@example.org", "=HYPERLINK(\"http://evil\")"), ("gr_x@example.org", "Ötto, \"der\" Große"),
      ]
      for (email, name) in people { _ = try await kit.member(email, name: name) }
      try await kit.signUp("late@example.org", name: "Late Comer")
      let api = kit.roleAPI.with(token: root.token)
      func found(_ query: String) async -> [String] {
        await api.send(.get, "/admin/accounts?\(query)").items.compactMap { item in
          if case .string(let text)? = item["email"] { text } else { nil }
        }
      }
      #expect(await found("q=grete") == ["grete@example.org"])
      #expect(await found("q=GRETE%20%C3%B6lm") == ["grete@example.org"])
      #expect(await found("q=%C3%B6lm") == ["grete@example.org"])
      #expect(await found("q=olmuller%20grete") == ["grete@example.org"])
      #expect(await found("q=grosse") == ["gr_x@example.org"])
      #expect(await found("q=gr_") == ["gr_x@example.org", "grete@example.org"])
      #expect(await found("q=gr_x@") == ["gr_x@example.org"])
      #expect(await found("q=%25") == [])
      #expect(await found("q=sayy") == ["omar@example.org"])
      #expect(await found("q=\(root.account.id)") == ["root@example.org"])
      #expect(await found("role=admin") == ["root@example.org"])
      #expect(await found("role=moderator") == [])
      #expect(await found("state=inactive") == ["late@example.org"])
      #expect(await found("role=customer").count == 5)
      #expect(await found("limit=2") == ["late@example.org", "gr_x@example.org"])
      let csv = try await text(
        await api.send(.get, "/admin/accounts.csv?role=customer&state=active").response)
      #expect(csv.split(separator: "\r\n").count == 5)
      #expect(csv.contains(#""'=HYPERLINK(""http://evil"")""#))
      #expect(csv.contains(#""Ötto, ""der"" Große",gr_x@example.org,customer,active,"#))
      #expect(!csv.contains("late@") && !csv.contains("root@"))
    }
  }

  private func text(_ response: Response) async throws -> String {
    guard case .stream(_, let write) = response.body else { return "" }
    let sink = Sink()
    try await write(BodyWriter { await sink.add($0) })
    return String(decoding: await sink.bytes, as: UTF8.self)
  }
}

private actor Sink {
  var bytes: [UInt8] = []
  func add(_ piece: [UInt8]) { bytes += piece }
}
