import Foundation
import HTTPTypes
import Kernel
import Persistence
import TestSupport
import Testing
import Web

@testable import Identity

/// Somebody knows the password and wants the account for good.
struct EmailTheftTests {
  private let ada = "ada@example.org"

  private func ask(_ kit: IdentityKit, _ session: IssuedSession, _ email: String) async throws {
    kit.clock.advance(seconds: 61)
    let input = ChangeEmailInput(email: try address(email), password: IdentityKit.password)
    try await kit.identity.requestEmailChange(session.account.id, input, in: session.id)
  }

  private func follow(_ kit: IdentityKit, _ email: String) async throws {
    let token = try await kit.token(email)
    _ = try await kit.identity.confirmEmailChange(token: token, keeping: nil)
  }

  @Test(arguments: TestEngine.allCases) func aNewPasswordEndsAChangeThatWaits(_ engine: TestEngine)
    async throws
  {
    try await withIdentity(engine) { kit in
      let member = try await kit.member(ada)
      let thief = try await kit.signIn(ada)
      try await ask(kit, thief, "thief@example.org")
      let first = try await kit.token("thief@example.org")
      let change = ChangePasswordInput(current: IdentityKit.password, password: "quiet river stones")
      try await kit.identity.changePassword(member.account.id, change, keeping: member.id)
      #expect(
        await problem { _ = try await kit.identity.confirmEmailChange(token: first, keeping: nil) }
          == .codeInvalid, "the mail promises that a new password stops it")

      kit.clock.advance(seconds: 61)
      let again = ChangeEmailInput(email: try address("other@example.org"), password: "quiet river stones")
      try await kit.identity.requestEmailChange(member.account.id, again, in: member.id)
      let second = try await kit.token("other@example.org")
      try await kit.identity.requestPasswordCode(try address(ada))
      let proof = CodeProof.code(try await kit.code(ada), try address(ada))
      try await kit.identity.resetPassword(ResetPasswordInput(proof, password: "loud river stones"))
      #expect(
        await problem { _ = try await kit.identity.confirmEmailChange(token: second, keeping: nil) }
          == .codeInvalid)
      #expect(try await kit.identity.account(member.account.id).email.text == ada)
    }
  }

  @Test(arguments: TestEngine.allCases) func twoChangesAreTakenBackTogether(_ engine: TestEngine) async throws
  {
    try await withIdentity(engine) { kit in
      let member = try await kit.member(ada)
      try await ask(kit, member, "thief@example.org")
      try await follow(kit, "thief@example.org")
      let undo = try await kit.token(ada)
      let thief = try await kit.signIn("thief@example.org")
      try await ask(kit, thief, "second@example.org")
      try await follow(kit, "second@example.org")
      // Taking back the second change must not use up the way back from the first.
      let own = try await kit.token("thief@example.org")
      #expect(try await kit.identity.undoEmailChange(token: own).text == "thief@example.org")
      #expect(try await kit.identity.undoEmailChange(token: undo).text == ada)
      #expect(try await kit.identity.account(member.account.id).email.text == ada)
      for token in [own, undo] {
        #expect(
          await problem { _ = try await kit.identity.undoEmailChange(token: token) } == .codeInvalid)
      }
    }
  }

  @Test(arguments: TestEngine.allCases) func whatTheThiefAddedGoes(_ engine: TestEngine) async throws {
    try await withIdentity(engine) { kit in
      let member = try await kit.member(ada)
      var own = SoftAuthenticator()
      try await kit.register(&own, member)
      try await ask(kit, try await kit.signIn(ada), "thief@example.org")
      try await follow(kit, "thief@example.org")
      let undo = try await kit.token(ada)
      let thief = try await kit.signIn("thief@example.org")
      var theirs = SoftAuthenticator()
      try await kit.register(&theirs, thief)
      let waiting = try await kit.guarding(thief)
      try await kit.database.write { tx in
        _ = try ExternalIdentityStore.insert(
          ExternalIdentity(
            id: ExternalIdentityID(at: tx.now), account: thief.account.id, provider: "one",
            issuer: "https://one.example", subject: "thief", adminRole: nil, linkedAt: tx.now,
            lastUsedAt: tx.now),
          tx)
      }
      _ = try await kit.identity.undoEmailChange(token: undo)
      #expect(await problem { _ = try await kit.signIn(with: theirs) } == .passkeyRefused)
      #expect(try await !kit.identity.secondFactor(of: member.account.id).isOn)
      #expect(try await kit.identity.externalIdentities(of: member.account.id).isEmpty)
      #expect(try await !kit.isAlive(waiting.session))
      // What was there before is the owner's.
      #expect(try await kit.signIn(with: own).account.id == member.account.id)
    }
  }

  @Test(arguments: TestEngine.allCases) func aBannedAccountKeepsItsAddress(_ engine: TestEngine) async throws
  {
    try await withIdentity(engine) { kit in
      let member = try await kit.member(ada)
      try await ask(kit, member, "fresh@example.org")
      let token = try await kit.token("fresh@example.org")
      let id = member.account.id
      try await kit.database.write { try RoleStore.ban(id, reason: "Fraud", $0) }
      #expect(
        await problem { _ = try await kit.identity.confirmEmailChange(token: token, keeping: nil) }
          == .codeInvalid)
    }
  }

  @Test(arguments: TestEngine.allCases) func noMailboxIsFilledByMany(_ engine: TestEngine) async throws {
    try await withIdentity(engine) { kit in
      var accounts: [IssuedSession] = []
      for number in 0..<4 { accounts.append(try await kit.member("user\(number)@example.org")) }
      kit.clock.advance(seconds: 61)
      func wish(_ number: Int) async throws -> ProblemKind? {
        let asking = accounts[number % accounts.count]
        let input = ChangeEmailInput(email: try address("victim@example.org"), password: IdentityKit.password)
        return await problem {
          try await kit.identity.requestEmailChange(asking.account.id, input, in: asking.id)
        }
      }
      #expect(try await wish(0) == nil)
      #expect(try await wish(1) == .tooManyRequests)
      for number in 1..<30 {
        kit.clock.advance(seconds: 61)
        _ = try await wish(number)
      }
      let count = try await kit.mails(to: "victim@example.org").count
      #expect((20...22).contains(count), "after twenty a day they become rare: \(count)")
    }
  }

  @Test func linksOfStrangersStayOutOfMails() {
    for name in ["Ada", "J. R. R. Tolkien", "Ada Lovelace-King", "Zoë", "李 明", "St. John"] {
      #expect(Greeting.name(toStranger: name) == name)
    }
    for name in [
      "Win now: https://evil.example", "evil.example", "www.evil.example", "mail me@evil.example",
      "evil.example/win", "you won evil.co.uk now",
    ] {
      #expect(Greeting.name(toStranger: name) == "there")
    }
  }
}
