import Identity
import Kernel
import TestSupport
import Testing
import Web

/// Each field of each body wrong: the answer names it, and nothing changed.
struct AccountFieldTests {
  static let long = String(repeating: "x", count: 3000)

  static let wrongBodies: [(method: String, path: String, body: String, fields: [String])] = [
    ("POST", "/accounts", "{}", ["email", "name", "password"]),
    ("POST", "/accounts", #"{"name":"","email":"a@b.de","password":"12345678"}"#, ["name"]),
    ("POST", "/accounts", #"{"name":"\#(long)","email":"a@b.de","password":"12345678"}"#, ["name"]),
    ("POST", "/accounts", #"{"name":7,"email":"a@b.de","password":"12345678"}"#, ["name"]),
    ("POST", "/accounts", #"{"name":"a\u0000b","email":"a@b.de","password":"12345678"}"#, ["name"]),
    ("POST", "/accounts", #"{"name":"A","email":"nobody","password":"12345678"}"#, ["email"]),
    ("POST", "/accounts", #"{"name":"A","email":["a@b.de"],"password":"12345678"}"#, ["email"]),
    ("POST", "/accounts", #"{"name":"A","email":"a@b.de","password":"1234567"}"#, ["password"]),
    ("POST", "/accounts", #"{"name":"A","email":"a@b.de","password":"\#(long)"}"#, ["password"]),
    ("POST", "/accounts", #"{"name":"A","email":"a@b.de","password":null}"#, ["password"]),
    ("POST", "/accounts", #"{"name":"A","email":"a@b.de","password":"12345678","role":"admin"}"#, ["role"]),
    ("POST", "/accounts/activate", "{}", ["code", "email"]),
    ("POST", "/accounts/activate", #"{"email":"a@b.de"}"#, ["code"]),
    ("POST", "/accounts/activate", #"{"code":"123456"}"#, ["email"]),
    ("POST", "/accounts/activate", #"{"email":"a@b.de","code":"12345"}"#, ["code"]),
    ("POST", "/accounts/activate", #"{"email":"a@b.de","code":123456}"#, ["code"]),
    ("POST", "/accounts/activate", #"{"token":"short"}"#, ["token"]),
    ("POST", "/accounts/codes", #"{"email":"x"}"#, ["email"]),
    ("POST", "/accounts/password-codes", "{}", ["email"]),
    ("POST", "/accounts/password", #"{"email":"a@b.de","code":"123456"}"#, ["password"]),
    ("POST", "/accounts/password", #"{"password":"12345678"}"#, ["code", "email"]),
    ("POST", "/sessions", "{}", ["email", "password"]),
    ("POST", "/sessions", #"{"email":"a@b.de","password":""}"#, ["password"]),
    ("POST", "/sessions", #"{"email":"a@b.de","password":{"$ne":null}}"#, ["password"]),
    ("POST", "/sessions", #"{"email":true,"password":"12345678"}"#, ["email"]),
    ("POST", "/sessions/refresh", "{}", ["refreshToken"]),
    ("POST", "/sessions/refresh", #"{"refreshToken":1}"#, ["refreshToken"]),
    ("PATCH", "/me", #"{"name":""}"#, ["name"]),
    ("PATCH", "/me", #"{"role":"admin"}"#, ["role"]),
    ("PUT", "/me/password", "{}", ["password"]),
    ("PUT", "/me/password", #"{"current":"x","password":"short"}"#, ["password"]),
  ]

  @Test func everyWrongFieldIsNamed() async throws {
    try await withIdentity(.sqlite) { kit in
      let member = try await kit.member("ada@example.org")
      let api = kit.api.with(token: member.token)
      for wrong in Self.wrongBodies {
        let method = try #require(HTTPMethod(rawValue: wrong.method))
        let answer = await api.send(method, wrong.path, wrong.body)
        #expect(answer.status == 422, "\(wrong.path) \(wrong.body)")
        #expect(answer.wrongFields.sorted() == wrong.fields, "\(wrong.path) \(wrong.body)")
      }
      let count = try await kit.database.read { try $0.value("SELECT COUNT(*) FROM accounts", as: Int.self) }
      #expect(count == 1)
    }
  }

  @Test func whatIsNoJSONIsRefused() async throws {
    try await withIdentity(.sqlite) { kit in
      #expect(await kit.api.send(.post, "/accounts", "{").status == 400)
      #expect(await kit.api.send(.post, "/accounts", "[]").status == 422)
      #expect(await kit.api.send(.post, "/accounts", "name=Ada", contentType: "text/plain").status == 415)
    }
  }

  @Test func ownRoutesNeedASession() async throws {
    try await withIdentity(.sqlite) { kit in
      for path in ["/me", "/me/export", "/me/addresses", "/me/sessions"] {
        #expect(await kit.api.send(.get, path).status == 401)
        #expect(await kit.api.with(token: "nonsense").send(.get, path).status == 401)
      }
      #expect(await kit.api.send(.delete, "/sessions/current").status == 401)
    }
  }

  @Test(arguments: TestEngine.allCases) func theNameCanBeChanged(_ engine: TestEngine) async throws {
    try await withIdentity(engine) { kit in
      let member = try await kit.member("ada@example.org")
      let api = kit.api.with(token: member.token)
      #expect(await api.send(.patch, "/me", #"{"name":"  Ada L.  "}"#).text("name") == "Ada L.")
      #expect(await api.send(.patch, "/me", "{}").text("name") == "Ada L.")
      #expect(await api.send(.get, "/me").text("name") == "Ada L.")
    }
  }
}
