import Assembly
import Foundation
import HTTPTypes
import Identity
import Kernel
import MarketSupport
import TestSupport
import Testing

@testable import Web

/// The pages know the browser's own sign-up, whichever mail the code is taken from.
struct ContestedSignUpTests {
  private let email = "ada@example.org"
  private let own = "adas own password"
  private let theirs = "the attackers password"

  private func post(_ web: WebApplication, _ path: String, _ form: String, cookies: [String] = []) async
    -> Response
  {
    var headers: HTTPHeaders = [
      .contentType: "application/x-www-form-urlencoded", .secFetchSite: "same-origin",
    ]
    if !cookies.isEmpty { headers[.cookie] = cookies.joined(separator: "; ") }
    return await web.respond(
      to: IncomingRequest(.post, path, headers: headers, body: Array(form.utf8), host: "souk.test"))
  }

  private func form(_ fields: [(String, String)]) -> String {
    fields.map { "\($0)=\(PercentCoding.encode($1))" }.joined(separator: "&")
  }

  private func signUp(_ web: WebApplication, _ name: String, _ password: String) async -> [String] {
    let answer = await post(
      web, "/signup", form([("name", name), ("email", email), ("password", password)]))
    #expect(answer.status.code == 303)
    return cookies(of: answer)
  }

  private func cookies(of answer: Response) -> [String] {
    answer.headers[values: .setCookie].compactMap { $0.split(separator: ";").first.map(String.init) }
      .filter { $0.contains("souk_sign_up") }
  }

  private func newestCode(_ market: Market, _ mails: MailBox) async throws -> String {
    try await market.drain(mails)
    let text = try #require(await mails.to(email).last?.text)
    return String(try #require(text.firstMatch(of: /\n(\d{6})\n/)).1)
  }

  private func opens(_ market: Market, _ password: String) async -> Bool {
    guard let email = EmailAddress(email) else { return false }
    let device = Device(kind: .bearer, userAgent: "Test", clientAddress: "192.0.2.1")
    return (try? await market.identity.signIn(SignInInput(email: email, password: password), device)) != nil
  }

  @Test(arguments: TestEngine.allCases)
  func theBrowserIsKnown(_ engine: TestEngine) async throws {
    try await withMarket(engine) { market in
      let web = market.assembly.webApplication()
      let mails = MailBox()
      let cookies = await signUp(web, "Ada", own)
      #expect(cookies.count == 1)
      market.clock.advance(seconds: 1)
      _ = await signUp(web, "Mallory", theirs)
      let code = try await newestCode(market, mails)
      let answer = await post(web, "/activate", form([("email", email), ("code", code)]), cookies: cookies)
      #expect(answer.status.code == 303 && answer.headers[.location] == "/")
      #expect(self.cookies(of: answer).first?.hasSuffix("souk_sign_up=") == true, "it has come true")
      #expect(await opens(market, own))
      #expect(await !opens(market, theirs))
    }
  }

  @Test(arguments: TestEngine.allCases)
  func anotherBrowserIsLedToAPassword(_ engine: TestEngine) async throws {
    try await withMarket(engine) { market in
      let web = market.assembly.webApplication()
      let mails = MailBox()
      _ = await signUp(web, "Ada", own)
      market.clock.advance(seconds: 1)
      _ = await signUp(web, "Mallory", theirs)
      let code = try await newestCode(market, mails)
      let answer = await post(web, "/activate", form([("email", email), ("code", code)]))
      #expect(answer.status.code == 303 && answer.headers[.location] == "/account/password")
      #expect(await !opens(market, own))
      #expect(await !opens(market, theirs))
    }
  }
}
