import Gateways
import Kernel
import Persistence
import TestSupport
import Testing
import Web

@testable import Identity

/// Which account a provider's person is.
struct OpenIDAccountTests {
  @Test(arguments: TestEngine.allCases)
  func aNewPersonBecomesAnAccount(_ engine: TestEngine) async throws {
    try await withProvider(engine) { souk in
      souk.provider.be("s1", "Grace@Example.com", name: "Grace\u{202E} Hopper\n")
      let first = try await souk.signIn(next: "/cart")
      #expect(first.account.email.text == "grace@example.com" && first.account.name == "Grace Hopper")
      #expect(first.account.isActive && first.account.adminRole == nil)
      #expect(try await souk.kit.isAlive(first, isCookie: true))
      let sessions = try await souk.identity.sessions(of: first.account.id)
      #expect(sessions.map(\.method) == [.oidc] && sessions[0].secondFactorAt == nil)
      // The subject is who it is, whatever address it has later.
      souk.provider.be("s1", "other@example.com", isVerified: false)
      #expect(try await souk.signIn().account.id == first.account.id)
      #expect(try await souk.account("other@example.com") == nil)
      // There is no password that fits.
      for password in ["", " ", "password"] {
        #expect(
          await problem { _ = try await souk.kit.signIn("grace@example.com", password) } == .wrongCredentials)
      }
    }
  }

  @Test(arguments: TestEngine.allCases)
  func onlyAVerifiedAddressLinks(_ engine: TestEngine) async throws {
    try await withProvider(engine) { souk in
      let member = try await souk.kit.member("ada@example.com")
      souk.provider.be("s1", "ada@example.com", isVerified: false)
      #expect(await souk.refusal { _ = try await souk.visit() } == .addressNotVerified)
      souk.provider.be("s1", nil)
      #expect(await souk.refusal { _ = try await souk.visit() } == .addressMissing)
      souk.provider.be("s1", "ada@example.com")
      #expect(try await souk.signIn().account.id == member.account.id)
      let mail = try #require(try await souk.kit.mails(to: "ada@example.com").last)
      #expect(mail.subject == "You can log in with One now")
      // Her password still works, and the link is listed.
      _ = try await souk.kit.signIn("ada@example.com")
      #expect(try await souk.identity.externalIdentities(of: member.account.id).map(\.subject) == ["s1"])
      // Somebody else got the address at the provider.
      souk.provider.be("s2", "ada@example.com")
      #expect(await souk.refusal { _ = try await souk.visit() } == .addressTaken)
    }
  }

  @Test(arguments: TestEngine.allCases)
  func theAddressMayComeFromUserInfo(_ engine: TestEngine) async throws {
    try await withProvider(engine) { souk in
      souk.provider.be("s1", nil)
      souk.provider.change {
        $0.userInfo = [
          "sub": .string("s2"), "email": .string("a@example.com"), "email_verified": .boolean(true),
        ]
      }
      #expect(await souk.refusal { _ = try await souk.visit() } == .notTrusted("user info of somebody else"))
      souk.provider.change { $0.userInfo?["sub"] = .string("s1") }
      let issued = try await souk.signIn()
      #expect(issued.account.email.text == "a@example.com")
      // An address of one place is not vouched for by another.
      souk.provider.be("s3", nil)
      souk.provider.change {
        $0.person["email"] = .string("victim@example.com")
        $0.userInfo = ["sub": .string("s3"), "email_verified": .boolean(true)]
      }
      #expect(await souk.refusal { _ = try await souk.visit() } == .addressNotVerified)
    }
  }

  @Test(arguments: TestEngine.allCases)
  func aSignUpInWaitingIsTakenOver(_ engine: TestEngine) async throws {
    try await withProvider(engine) { souk in
      // Somebody signs up with an address that isn't theirs and waits for its owner.
      try await souk.kit.signUp("grace@example.com", password: "the attacker knows", name: "Mallory")
      let code = try await souk.kit.code("grace@example.com")
      souk.provider.be("s1", "grace@example.com", name: "Grace")
      let issued = try await souk.signIn()
      #expect(issued.account.name == "Grace" && issued.account.isActive)
      #expect(
        await problem { _ = try await souk.kit.signIn("grace@example.com", "the attacker knows") }
          == .wrongCredentials)
      let address = try address("grace@example.com")
      #expect(
        await problem {
          _ = try await souk.identity.activate(ActivateAccountInput(.code(code, address)), phone())
        }
          == .codeInvalid)
    }
  }

  @Test(arguments: TestEngine.allCases)
  func blockedIsBlocked(_ engine: TestEngine) async throws {
    try await withProvider(engine) { souk in
      souk.provider.be("s1", "grace@example.com")
      let issued = try await souk.signIn()
      let id = issued.account.id
      _ = try await souk.kit.database.write {
        try $0.run("UPDATE accounts SET blocked_reason = 'Spam' WHERE id = \(id)")
      }
      #expect(await problem { _ = try await souk.visit() } == .accountBlocked)
      // Another subject with the same address does not get around it.
      souk.provider.be("s2", "grace@example.com")
      #expect(await problem { _ = try await souk.visit() } == .accountBlocked)
    }
  }

  @Test(arguments: TestEngine.allCases)
  func theSecondFactorIsStillAskedFor(_ engine: TestEngine) async throws {
    try await withProvider(engine) { souk in
      souk.provider.be("s1", "grace@example.com")
      let id = try await souk.signIn().account.id
      let sealed = try souk.identity.vault.seal("secret", context: StoredSecondFactor.context(id))
      try await souk.kit.database.write { tx in
        _ = try SecondFactorStore.begin(id, sealedSecret: sealed, tx)
        _ = try SecondFactorStore.confirm(id, step: 1, tx)
      }
      guard case .needsCode(let cookie, let next) = try await souk.visit(next: "/orders") else {
        Issue.record("no code was asked for")
        return
      }
      #expect(next == "/orders")
      #expect(try await souk.identity.isPendingSignIn(cookie.value))
    }
  }

  @Test(arguments: TestEngine.allCases)
  func rolesFollowTheClaim(_ engine: TestEngine) async throws {
    try await withProvider(engine) { souk in
      func come(_ roles: [String]) async throws -> AdminRole? {
        souk.provider.be("s1", "grace@example.com", roles: roles)
        return try await souk.signIn().account.adminRole
      }
      #expect(try await come(["superadmin", "admin", "visitor"]) == nil)
      #expect(try await come(["helper"]) == .support)
      #expect(try await come(["helper", "boss"]) == .superadmin)
      let issued = try await souk.signIn()
      #expect(try await souk.viewer(issued).adminRole == .superadmin)
      #expect(try await come([]) == nil)
      // The session that is open loses it, too.
      #expect(try await souk.viewer(issued).adminRole == nil)
      // Who is an administrator in another way stays one.
      let root = try await souk.identity.createAdmin(
        email: address("root@example.com"), name: "Root", password: IdentityKit.password)
      souk.provider.be("s9", "root@example.com")
      #expect(try await souk.signIn().account.id == root.id)
      #expect(try await souk.signIn().account.adminRole == .superadmin)
    }
  }

  @Test(arguments: TestEngine.allCases)
  func anAddressDoesNotOpenAnAdministratorsAccount(_ engine: TestEngine) async throws {
    try await withProvider(engine) { souk in
      // The site may make superadmins and support, but nobody of finance.
      let admin = try await souk.identity.createAdmin(
        email: address("money@example.com"), name: "Money", password: IdentityKit.password, role: .finance)
      souk.provider.be("s1", "money@example.com")
      #expect(await souk.refusal { _ = try await souk.visit() } == .administrator)
      #expect(try await souk.identity.externalIdentities(of: admin.id).isEmpty)
      // Its owner may link it.
      let own = try await souk.kit.signIn("money@example.com", IdentityKit.password, browser())
      let departure = try await souk.identity.beginOpenID(
        "one", next: nil, linking: try await souk.viewer(own))
      guard case .linked = try await souk.arrive(departure, viewer: admin.id) else {
        Issue.record("not linked")
        return
      }
      #expect(try await souk.signIn().account.adminRole == .finance)
    }
  }

  @Test(arguments: TestEngine.allCases)
  func linkingAndUnlinking(_ engine: TestEngine) async throws {
    try await withProvider(engine) { souk in
      _ = try await souk.kit.member("ada@example.com")
      let ada = try await souk.kit.signIn("ada@example.com", IdentityKit.password, browser())
      let viewer = try await souk.viewer(ada)
      souk.provider.be("s1", nil)
      let departure = try await souk.identity.beginOpenID("one", next: "/account", linking: viewer)
      #expect(
        await souk.refusal { _ = try await souk.arrive(departure, viewer: AccountID(high: 1, low: 1)) }
          == .otherViewer)
      let again = try await souk.identity.beginOpenID("one", next: "/account", linking: viewer)
      guard case .linked(next: "/account") = try await souk.arrive(again, viewer: viewer.account) else {
        Issue.record("not linked")
        return
      }
      #expect(try await souk.signIn().account.id == ada.account.id)
      // The same account of the provider can't be linked with a second one here, nor a second one with hers.
      _ = try await souk.kit.member("bob@example.com")
      let bob = try await souk.viewer(
        try await souk.kit.signIn("bob@example.com", IdentityKit.password, browser()))
      let theft = try await souk.identity.beginOpenID("one", next: nil, linking: bob)
      #expect(
        await souk.refusal { _ = try await souk.arrive(theft, viewer: bob.account) } == .linkedElsewhere)
      souk.provider.be("s2", nil)
      let second = try await souk.identity.beginOpenID("one", next: nil, linking: viewer)
      #expect(
        await souk.refusal { _ = try await souk.arrive(second, viewer: viewer.account) } == .alreadyLinked)
      let link = try #require(try await souk.identity.externalIdentities(of: viewer.account).first)
      #expect(await problem { try await souk.identity.unlink(link.id, by: bob) } == .notFound)
      try await souk.identity.unlink(link.id, by: viewer)
      #expect(try await souk.identity.externalIdentities(of: viewer.account).isEmpty)
      // After a while who wants to link has to show again who they are.
      souk.kit.clock.advance(seconds: 3600)
      #expect(
        await problem { _ = try await souk.identity.beginOpenID("one", next: nil, linking: viewer) }
          == .confirmationNeeded)
    }
  }

  @Test(arguments: TestEngine.allCases)
  func theLastSuperadminKeepsTheLinkThatMadeThem(_ engine: TestEngine) async throws {
    try await withProvider(engine) { souk in
      souk.provider.be("s1", "grace@example.com", roles: ["boss"])
      let issued = try await souk.signIn()
      let viewer = try await souk.viewer(issued)
      let password = try await souk.identity.passwords.hash(IdentityKit.password)
      try await souk.kit.database.write { try AccountStore.setPassword(viewer.account, password, $0) }
      let link = try #require(try await souk.identity.externalIdentities(of: viewer.account).first)
      #expect(await problem { try await souk.identity.unlink(link.id, by: viewer) } == .notAllowedNow)
      #expect(try await souk.viewer(issued).adminRole == .superadmin)
      _ = try await souk.identity.createAdmin(
        email: address("root@example.com"), name: "Root", password: IdentityKit.password)
      try await souk.identity.unlink(link.id, by: viewer)
      #expect(try await souk.viewer(issued).adminRole == nil)
    }
  }

  @Test(arguments: TestEngine.allCases)
  func theLastWayInStaysAndDataGoes(_ engine: TestEngine) async throws {
    try await withProvider(engine) { souk in
      souk.provider.be("s1", "grace@example.com")
      let issued = try await souk.signIn()
      let viewer = try await souk.viewer(issued)
      let link = try #require(try await souk.identity.externalIdentities(of: viewer.account).first)
      #expect(await problem { try await souk.identity.unlink(link.id, by: viewer) } == .notAllowedNow)
      let data = ExternalIdentityPersonalData()
      let sections = try await souk.kit.database.read { try data.sections(for: viewer.account, $0) }
      #expect(sections.map(\.0) == ["externalIdentities"])
      try await souk.kit.database.write { try data.forget(viewer.account, $0) }
      #expect(try await souk.identity.externalIdentities(of: viewer.account).isEmpty)
    }
  }
}
