import Kernel
import Persistence
import TestSupport
import Testing
import Web

@testable import Identity

/// What somebody whom another site alone lets in can do without a password: as much as anybody, after a
/// recent log-in.
struct OwnerWithoutPasswordTests {
  private let quarter: Int64 = 15 * 60 + 1

  @Test(arguments: TestEngine.allCases)
  func aRecentLogInStandsForThePassword(_ engine: TestEngine) async throws {
    try await withProvider(engine) { souk in
      let identity = souk.identity
      souk.provider.be("s1", "grace@example.com")
      let first = try await souk.signIn()
      let id = first.account.id
      #expect(try await !identity.ownAccount(id).hasPassword)
      let change = ChangeEmailInput(email: try address("new@example.com"), password: nil)
      try await identity.requestEmailChange(id, change, in: first.id)
      let code = try await souk.kit.code("new@example.com")
      _ = try await identity.confirmEmailChange(id, code: code, keeping: first.id)
      souk.kit.clock.advance(seconds: quarter)
      let password = ChangePasswordInput(current: nil, password: IdentityKit.password)
      #expect(
        await problem { try await identity.requestEmailChange(id, change, in: first.id) }
          == .confirmationNeeded)
      #expect(
        await problem { try await identity.changePassword(id, password, keeping: first.id) }
          == .confirmationNeeded)
      #expect(
        await problem { _ = try await identity.erase(id, password: nil, in: first.id) }
          == .confirmationNeeded)
      // No guess at the password that is not there helps.
      #expect(
        await problem { _ = try await identity.erase(id, password: "", in: first.id) } == .confirmationNeeded)
      let viewer = try await souk.viewer(first)
      #expect(
        await problem { try await identity.confirm(PresenceProofInput(password: ""), in: viewer) }
          == .invalidInput
      )
      let second = try await souk.signIn()
      try await identity.changePassword(id, password, keeping: second.id)
      #expect(try await identity.ownAccount(id).hasPassword)
      #expect(try await !souk.kit.isAlive(first, isCookie: true))
      _ = try await souk.kit.signIn("new@example.com")
    }
  }

  @Test(arguments: TestEngine.allCases)
  func theAccountCanBeErasedWithoutOne(_ engine: TestEngine) async throws {
    try await withProvider(engine) { souk in
      souk.provider.be("s1", "grace@example.com")
      let issued = try await souk.signIn()
      _ = try await souk.identity.erase(issued.account.id, password: nil, in: issued.id)
      #expect(try await souk.account("grace@example.com") == nil)
    }
  }

  @Test(arguments: TestEngine.allCases)
  func whoHasAPasswordMustTypeIt(_ engine: TestEngine) async throws {
    try await withPrivacy(engine) { privacy in
      let member = try await privacy.kit.member("ada@example.org")
      let api = privacy.api.with(token: member.token)
      let erasure = await api.send(.post, "/me/erasure", "{}")
      #expect(erasure.status == 422 && erasure.wrongFields == ["password"])
      let email = await api.send(.post, "/me/email", #"{"email":"new@example.org"}"#)
      #expect(email.status == 422 && email.wrongFields == ["password"])
      let change = await api.send(.put, "/me/password", #"{"password":"correct horse battery staple"}"#)
      #expect(change.status == 422 && change.wrongFields == ["current"])
    }
  }

  @Test(arguments: TestEngine.allCases)
  func closingByTheAPINeedsARecentLogIn(_ engine: TestEngine) async throws {
    try await withPrivacy(engine) { privacy in
      let member = try await privacy.kit.member("ada@example.org")
      let viewer = try #require(try await privacy.identity.viewer(token: member.token, isCookie: false))
      privacy.kit.clock.advance(seconds: quarter)
      #expect(await problem { try await privacy.identity.closeOwn(viewer) } == .confirmationNeeded)
      try await privacy.identity.confirm(PresenceProofInput(password: IdentityKit.password), in: viewer)
      try await privacy.identity.closeOwn(viewer)
      #expect(try await !privacy.kit.isAlive(member))
    }
  }
}

/// An address that may not open an account can't be reached by another way either.
struct BarredAddressTests {
  private struct Bar: SignUpBar {
    func isBarred(_ email: EmailAddress, _ snapshot: Snapshot) throws -> Bool {
      email.text == "gone@example.com"
    }
  }

  @Test(arguments: TestEngine.allCases)
  func aProviderDoesNotOpenIt(_ engine: TestEngine) async throws {
    try await withProvider(engine, signUpBars: [Bar()]) { souk in
      souk.provider.be("s1", "gone@example.com")
      #expect(await souk.refusal { _ = try await souk.visit() } == .addressBarred)
      let opened = try await souk.account("gone@example.com")
      #expect(opened == nil)
    }
  }

  @Test(arguments: TestEngine.allCases)
  func anAccountDoesNotMoveThere(_ engine: TestEngine) async throws {
    try await withPrivacy(engine, signUpBars: [Bar()]) { privacy in
      let member = try await privacy.kit.member("ada@example.org")
      let change = ChangeEmailInput(email: try address("gone@example.com"), password: IdentityKit.password)
      try await privacy.identity.requestEmailChange(member.account.id, change, in: member.id)
      let mail = try #require(try await privacy.kit.mails(to: "gone@example.com").last)
      #expect(mail.subject.contains("can't be used") && !mail.text.contains("token="))
    }
  }
}
