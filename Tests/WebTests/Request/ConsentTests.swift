import Foundation
import HTTPTypes
import Kernel
import Testing

@testable import Web

@Suite struct ConsentTests {
  private static let moment = Timestamp(milliseconds: 1_760_000_000_000)

  private func request(_ headers: HTTPFields) -> Request { Request(headers: headers) }

  private func cookie(_ consent: Consent) -> HTTPFields {
    [.cookie: "other=1; \(Consent.cookieName)=\(consent.cookie.value)"]
  }

  @Test func aChoiceComesBackFromItsCookie() {
    let granted = Consent(analytics: true, at: Self.moment)
    #expect(request(cookie(granted)).consent == granted)
    #expect(!request(cookie(granted)).asksConsent)
    let declined = Consent(analytics: false, at: Self.moment)
    #expect(request(cookie(declined)).consent == declined)
    #expect(!request(cookie(declined)).asksConsent)
  }

  @Test func withoutAChoiceThereIsNoConsent() {
    #expect(request([:]).consent == nil && request([:]).asksConsent)
    let strange = ["granted.1.\(Int64.min)", "granted.1.\(Int64.max)", "declined.1.-1"]
    for value in ["yes", "granted", "granted.1", "granted.x.1", "declined.1.y", "granted.1.1.1"] + strange {
      let held = request([.cookie: "\(Consent.cookieName)=\(value)"])
      #expect(held.consent == nil && held.asksConsent, "\(value)")
    }
    // What was agreed to was something else.
    let old = Consent(analytics: true, version: Consent.currentVersion - 1, at: Self.moment)
    #expect(request(cookie(old)).consent == nil && request(cookie(old)).asksConsent)
  }

  @Test(arguments: ["Sec-GPC", "DNT"]) func theBrowsersNoCounts(_ name: String) throws {
    var headers = cookie(Consent(analytics: true, at: Self.moment))
    headers[try #require(HTTPField.Name(name))] = "1"
    #expect(request(headers).refusesTracking && !request(headers).asksConsent)
    #expect(!request([try #require(HTTPField.Name(name)): "1"]).asksConsent)
    #expect(request([try #require(HTTPField.Name(name)): "0"]).asksConsent)
  }

  @Test func pagesAreKeptInBothForms() async throws {
    let calls = Calls()
    let harness = WebHarness([
      .page(.get, "/", .anyone, cache: .visitor) { request in
        .text("\(calls.next()) \(request.asksConsent ? "asks" : "silent")")
      }
    ])
    let chosen = cookie(Consent(analytics: false, at: Self.moment))
    #expect(await harness.get("/").text == "1 asks")
    #expect(await harness.get("/").text == "1 asks")
    #expect(await harness.get("/", chosen).text == "2 silent")
    #expect(await harness.get("/", chosen).text == "2 silent")
    let refusing: HTTPFields = [try #require(HTTPField.Name("DNT")): "1"]
    #expect(await harness.get("/", refusing).text == "2 silent")
    #expect(await harness.get("/").text == "1 asks")
    // Souk's other cookies still make a page somebody's own.
    #expect(await harness.get("/", [.cookie: "souk_cart=1; consent=x"]).text == "3 asks")
  }

  @Test func theCodeFieldIsOneFieldOverBoxes() {
    let html = Field.code("code", "Code", length: 6).string
    #expect(html.contains("autocomplete=\"one-time-code\"") && html.contains("inputmode=\"numeric\""))
    #expect(html.components(separatedBy: "<input").count == 2)
    #expect(html.components(separatedBy: "class=\"code__box\"").count == 7)
    let problem = Problem.invalid("code", "wrong", "No.")
    let refused = Field.code(in: FormState(values: ["code": ["123456"]], problem: problem)).string
    #expect(!refused.contains("123456") && refused.contains("aria-invalid=\"true\""))
  }
}
