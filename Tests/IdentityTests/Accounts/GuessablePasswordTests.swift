import Gateways
import Kernel
import Persistence
import TestSupport
import Testing
import Web

@testable import Identity

struct GuessablePasswordTests {
  @Test(arguments: TestEngine.allCases) func commonPasswordsAreRefusedEverywhere(_ engine: TestEngine)
    async throws
  {
    try await withIdentity(engine) { kit in
      let list = try #require(
        CommonPasswords(path: CommonPasswords.standardPath), "the package ncrack is missing")
      let strict = try kit.node(commonPasswords: list)
      let ada = try await kit.member("ada@example.org")
      let email = try address("ada@example.org")
      let bad = "Password1"
      await refused("common") {
        _ = try await strict.signUp(SignUpInput(name: "Bo", email: address("bo@example.org"), password: bad))
      }
      await refused("common") {
        _ = try await strict.createAdmin(email: address("root@example.org"), name: "Root", password: bad)
      }
      await refused("common") {
        let input = ChangePasswordInput(current: IdentityKit.password, password: bad)
        try await strict.changePassword(ada.account.id, input, keeping: ada.id)
      }
      try await kit.identity.requestPasswordCode(email)
      let proof = CodeProof.code(try await kit.code("ada@example.org"), email)
      await refused("common") { try await strict.resetPassword(ResetPasswordInput(proof, password: bad)) }
      try await strict.resetPassword(ResetPasswordInput(proof, password: "a good long one"))
      _ = try await kit.signIn("ada@example.org", "a good long one")
    }
  }

  @Test func namesAndAddressesAreNoPasswords() async throws {
    try await withIdentity(.sqlite) { kit in
      let email = try address("ada.lovelace@example.org")
      for password in [
        "ada.lovelace", "ADA.LOVELACE@EXAMPLE.ORG", "Ada Lovelace", "adalovelace1!", "ada.lovelace99",
      ] {
        await refused("personal") {
          _ = try await kit.identity.signUp(
            SignUpInput(name: "Ada Lovelace", email: email, password: password))
        }
      }
    }
  }

  private func refused(_ code: String, _ body: () async throws -> Void) async {
    do {
      try await body()
      Issue.record("taken")
    } catch let problem as Problem {
      #expect(problem.kind == .invalidInput && problem.fields.map(\.field) == ["password"])
      #expect(problem.fields.first?.code == code)
    } catch {
      Issue.record("not a problem: \(error)")
    }
  }
}
