import Identity
import Kernel
import MarketSupport
import TestSupport
import Testing

@testable import Web

@Suite("The form of an administrator's role")
struct RoleFormTests {
  /// What the form sends that was made while somebody had this role.
  private static func form(_ chosen: String, seen: String?) -> String {
    let shown = FormState(values: seen.map { ["role": $0] } ?? [:]).ofStored
    return Parameters([("role", chosen), (FormBasis.field, shown.basis?.text ?? "")]).encoded
  }

  private static func role(_ id: AccountID, _ market: Market) async throws -> AdminRole? {
    try await market.identity.person(id).person.account.adminRole
  }

  @Test("A role that somebody else gave meanwhile is not taken away unseen", arguments: TestEngine.allCases)
  func overtaken(engine: TestEngine) async throws {
    try await withMarket(engine) { market in
      _ = try await market.identity.createAdmin(
        email: try market.email("root"), name: "Root", password: "salt glaze and slow kilns")
      let sue = try await market.identity.ensureOperator(email: try market.email("sue"), name: "Sue").id
      func send(_ chosen: String, seen: String?) async throws -> (Int, String) {
        let answer = try await market.administer(
          .post, "/admin/people/{account}/role", ["account": sue.description],
          form: Self.form(chosen, seen: seen))
        return (answer.status.code, String(decoding: answer.bodyBytes, as: UTF8.self))
      }
      #expect(try await send("support", seen: nil).0 == 303)
      #expect(try await Self.role(sue, market) == .support)
      // Two who both opened the page while she was a customer.
      let (status, page) = try await send("finance", seen: nil)
      #expect(status == 409 && page.contains("Somebody changed this while you had it open."))
      #expect(page.contains("This is “"), "what she is now stands beside the choice")
      #expect(try await Self.role(sue, market) == .support)
      // Sent once more it wins.
      #expect(try await send("finance", seen: "support").0 == 303)
      #expect(try await Self.role(sue, market) == .finance)
      // What nobody touched stays as it is now.
      #expect(try await send("support", seen: "support").0 == 303)
      #expect(try await Self.role(sue, market) == .finance)
      _ = try await market.administer(
        .post, "/admin/people/{account}/demote", ["account": sue.description])
      #expect(try await send("finance", seen: "finance").0 == 409)
      #expect(try await Self.role(sue, market) == nil)
    }
  }

  @Test("The page has what the form showed within it")
  func carriesItsBasis() async throws {
    try await withMarket(.sqlite) { market in
      let sue = try await market.identity.ensureOperator(email: try market.email("sue"), name: "Sue").id
      let answer = try await market.administer(
        .get, "/admin/people/{account}", ["account": sue.description])
      let page = String(decoding: answer.bodyBytes, as: UTF8.self)
      let form = page.split(separator: "action=\"/admin/people/\(sue)/role\"").last?.prefix(300) ?? ""
      #expect(form.contains("name=\"\(FormBasis.field)\""), "\(form)")
    }
  }
}
