import Identity
import Kernel
import Persistence
import TestSupport
import Testing
import Web

struct SignUpTests {
  @Test(arguments: TestEngine.allCases) func aCodeFromTheMailActivates(_ engine: TestEngine) async throws {
    try await withIdentity(engine) { kit in
      let account = try await kit.signUp("ada@example.org")
      #expect(!account.isActive)
      #expect(await problem { _ = try await kit.signIn("ada@example.org") } == .accountNotActive)

      let mail = try #require(try await kit.mails(to: "ada@example.org").last)
      #expect(mail.subject.contains(try await kit.code("ada@example.org")))
      #expect(mail.text.contains("http://souk.test/activate?token="))

      let proof = CodeProof.code(try await kit.code("ada@example.org"), try address("ada@example.org"))
      let issued = try await kit.identity.activate(ActivateAccountInput(proof), phone())
      #expect(issued.account.id == account.id)
      #expect(issued.account.isActive)
      let viewer = try #require(try await kit.identity.viewer(token: issued.token, isCookie: false))
      #expect(viewer.account == account.id && viewer.email == "ada@example.org" && !viewer.isAdmin)

      #expect(
        await problem { _ = try await kit.identity.activate(ActivateAccountInput(proof), phone()) }
          == .codeInvalid
      )
    }
  }

  @Test(arguments: TestEngine.allCases) func theLinkActivatesToo(_ engine: TestEngine) async throws {
    try await withIdentity(engine) { kit in
      try await kit.signUp("ada@example.org")
      let proof = CodeProof.token(try await kit.token("ada@example.org"))
      let issued = try await kit.identity.activate(ActivateAccountInput(proof), browser())
      #expect(issued.refreshToken == nil)
      #expect(try await kit.isAlive(issued, isCookie: true))
      #expect(
        await problem { _ = try await kit.identity.activate(ActivateAccountInput(proof), phone()) }
          == .codeInvalid
      )
    }
  }

  @Test(arguments: TestEngine.allCases) func aTakenAddressGetsTheSameAnswer(_ engine: TestEngine) async throws
  {
    try await withIdentity(engine) { kit in
      _ = try await kit.member("known@example.org", name: "Owner")
      func answer(_ email: String) async -> TestAnswer {
        await kit.api.send(.post, "/accounts", #"{"name":"X","email":"\#(email)","password":"12345678"}"#)
      }
      let taken = await answer("known@example.org")
      let fresh = await answer("fresh@example.org")
      let again = await answer("fresh@example.org")
      for other in [fresh, again] {
        #expect(other.status == 201 && taken.status == 201)
        #expect(shape(other.json) == shape(taken.json))
        #expect(other.text("name") == taken.text("name"))
        #expect(other.json["isActive"] == .boolean(false) && taken.json["isActive"] == .boolean(false))
      }
      #expect(Set([taken.text("id"), fresh.text("id"), again.text("id")]).count == 3)

      let told = try #require(try await kit.mails(to: "known@example.org").last)
      #expect(told.subject.contains("already have an account"))
      let owner = try await kit.signIn("known@example.org").account
      #expect(owner.name == "Owner")
    }
  }

  @Test(arguments: TestEngine.allCases)
  func anotherCodeTakesNoStrangersPasswordOver(_ engine: TestEngine) async throws {
    try await withIdentity(engine) { kit in
      let email = try address("ada@example.org")
      try await kit.signUp("ada@example.org", password: "adas-own-password", name: "Ada")
      // Somebody signs up with the same address and waits until its owner asks for another code.
      try await kit.signUp("ada@example.org", password: "the-attackers-one", name: "Mallory")
      for _ in 0..<2 {
        kit.clock.advance(seconds: 16 * 60)
        try await kit.identity.requestActivationCode(email)
      }
      let mail = try #require(try await kit.mails(to: "ada@example.org").last)
      #expect(mail.text.contains("more than once") && !mail.text.contains("Mallory"))
      let issued = try await kit.identity.activate(
        ActivateAccountInput(.code(try await kit.code("ada@example.org"), email)), phone())
      #expect(try await kit.isAlive(issued) && issued.account.name == "Ada")
      for password in ["the-attackers-one", "adas-own-password", ""] {
        #expect(
          await problem { _ = try await kit.signIn("ada@example.org", password) } == .wrongCredentials)
      }
      // One sign-up alone is whose code it is.
      try await kit.signUp("bo@example.org", password: "bos-own-password", name: "Bo")
      kit.clock.advance(seconds: 16 * 60)
      try await kit.identity.requestActivationCode(try address("bo@example.org"))
      #expect(try await kit.mails(to: "bo@example.org").last?.text.contains("more than once") == false)
      let proof = CodeProof.code(try await kit.code("bo@example.org"), try address("bo@example.org"))
      _ = try await kit.identity.activate(ActivateAccountInput(proof), phone())
      _ = try await kit.signIn("bo@example.org", "bos-own-password")
    }
  }

  @Test(arguments: TestEngine.allCases) func ofManyActivationsAtOnceOneSucceeds(_ engine: TestEngine)
    async throws
  {
    try await withIdentity(engine) { kit in
      try await kit.signUp("ada@example.org")
      let input = ActivateAccountInput(
        .code(try await kit.code("ada@example.org"), try address("ada@example.org")))
      let identity = kit.identity
      let successes = await withTaskGroup(of: Bool.self) { group in
        for _ in 0..<16 { group.addTask { (try? await identity.activate(input, phone())) != nil } }
        return await group.reduce(0) { $0 + ($1 ? 1 : 0) }
      }
      #expect(successes == 1)
    }
  }

  @Test(arguments: TestEngine.allCases) func manySignUpsAtOnceMakeOneAccount(_ engine: TestEngine)
    async throws
  {
    try await withIdentity(engine) { kit in
      let identity = kit.identity
      let input = SignUpInput(
        name: "Ada", email: try address("ada@example.org"), password: IdentityKit.password)
      try await withThrowingTaskGroup(of: Void.self) { group in
        for _ in 0..<12 { group.addTask { _ = try await identity.signUp(input) } }
        try await group.waitForAll()
      }
      let count = try await kit.database.read { try $0.value("SELECT COUNT(*) FROM accounts", as: Int.self) }
      #expect(count == 1)
    }
  }

  @Test(arguments: TestEngine.allCases) func anAdministratorIsMadeOrPromoted(_ engine: TestEngine)
    async throws
  {
    try await withIdentity(engine) { kit in
      let before = try await kit.member("ada@example.org")
      let admin = try await kit.identity.createAdmin(
        email: try address("ada@example.org"), name: "Ada Admin", password: "another-password")
      #expect(admin.id == before.account.id && admin.isAdmin)
      #expect(try await !kit.isAlive(before))
      let issued = try await kit.signIn("ada@example.org", "another-password")
      #expect(try await kit.identity.viewer(token: issued.token, isCookie: false)?.isAdmin == true)
      let fresh = try await kit.identity.createAdmin(
        email: try address("bo@example.org"), name: "Bo", password: "another-password")
      #expect(fresh.isAdmin && fresh.isActive)
    }
  }

  private func shape(_ json: JSONValue) -> [String] {
    if case .object(let members) = json { members.keys.sorted() } else { [] }
  }
}
