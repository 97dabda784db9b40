import Foundation
import Gateways
import Kernel
import Persistence
import Synchronization
import TestSupport
import Testing
import Web

@testable import Identity

private let steadyMilliseconds: Int64 = 30

/// What held answers back: until when, and how many letters were queued by then.
private final class Holds: Sendable {
  struct Hold {
    let end: ContinuousClock.Instant
    let letters: Int64
  }

  private let held = Mutex<[Hold]>([])

  func add(_ hold: Hold) { held.withLock { $0.append(hold) } }

  /// Gives out what was noted since the last time.
  func take() -> [Hold] {
    held.withLock { held in
      defer { held = [] }
      return held
    }
  }
}

/// Whether the answers tell who has an account.
@Suite struct EnumerationTests {
  /// Without the steady answer that levels the rest out: as many hashes, which take nearly all of the time, for an
  /// address that nobody has, for an account without a password, and for one that waits for its code.
  @Test(arguments: TestEngine.allCases) func aSignInIsAsMuchWorkForUnknownAddresses(_ engine: TestEngine)
    async throws
  {
    try await withIdentity(engine) { kit in
      _ = try await kit.identity.ensureOperator(email: address("known@example.org"), name: "Ada")
      _ = try await kit.identity.signUp(
        SignUpInput(name: "Eve", email: address("waits@example.org"), password: IdentityKit.password))
      for (number, name) in ["known", "waits", "unknown"].enumerated() {
        let device = Device(kind: .bearer, userAgent: "", clientAddress: "10.0.\(number).1")
        let before = kit.identity.passwords.hashedCount
        try await refuse(kit.identity, address("\(name)@example.org"), device)
        #expect(kit.identity.passwords.hashedCount == before + 1, "\(name)")
      }
    }
  }

  /// A sign-up compares the password with that of the one before and hashes it, whether there was one or not.
  @Test(arguments: TestEngine.allCases) func aSignUpIsAsMuchWorkForKnownAddresses(_ engine: TestEngine)
    async throws
  {
    try await withIdentity(engine) { kit in
      _ = try await kit.identity.ensureOperator(email: address("known@example.org"), name: "Ada")
      for name in ["known", "new", "new"] {
        let before = kit.identity.passwords.hashedCount
        _ = try await signUp(kit.identity, "\(name)@example.org")
        #expect(kit.identity.passwords.hashedCount == before + 2, "\(name)")
      }
    }
  }

  @Test("A sign-up is answered at a time that nothing found on the way moves", arguments: TestEngine.allCases)
  func signingUpTellsNobodyByItsTime(_ engine: TestEngine) async throws {
    try await withIdentity(engine) { kit in
      _ = try await kit.identity.ensureOperator(email: address("known@example.org"), name: "Ada")
      let (steady, holds) = try steadyNode(kit)
      for name in ["known", "other"] {
        try await expectHeld(kit, holds, name) {
          let answer = try await signUp(steady, "\(name)@example.org")
          #expect(answer == "Ada customer false")
        }
      }
      for name in ["known", "other"] { #expect(try await kit.mails(to: "\(name)@example.org").count == 1) }
    }
  }

  @Test("So is who asks for a new password, and who is refused", arguments: TestEngine.allCases)
  func askingForAPasswordTellsNobodyByItsTime(_ engine: TestEngine) async throws {
    try await withIdentity(engine) { kit in
      _ = try await kit.identity.ensureOperator(email: address("known@example.org"), name: "Ada")
      let (steady, holds) = try steadyNode(kit)
      for name in ["known", "other"] {
        let email = try address("\(name)@example.org")
        try await expectHeld(kit, holds, name) { try await steady.requestPasswordCode(email) }
        try await expectHeld(kit, holds, "\(name) again") {
          #expect(await problem { try await steady.requestPasswordCode(email) } == .tooManyRequests)
        }
        try await expectHeld(kit, holds, "\(name) with a wrong code") {
          let reset = ResetPasswordInput(.code("000000", email), password: IdentityKit.password)
          #expect(await problem { try await steady.resetPassword(reset) } == .codeInvalid)
        }
        try await expectHeld(kit, holds, "\(name) with a wrong password") {
          await refuse(steady, email, phone())
        }
      }
      #expect(try await kit.mails(to: "known@example.org").count == 1)
      #expect(try await kit.mails(to: "other@example.org").isEmpty)
    }
  }

  @Test("An answer that is held back comes no earlier")
  func answersWait() async throws {
    try await withIdentity(.sqlite) { kit in
      let end = ContinuousClock.now + .milliseconds(steadyMilliseconds)
      await kit.identity.holdBack(end)
      #expect(ContinuousClock.now >= end)
    }
  }

  /// A node whose answers are held back, which is noted in place of waiting.
  private func steadyNode(_ kit: IdentityKit) throws -> (Identity, Holds) {
    var settings = IdentitySettings()
    settings.steadyAnswerMilliseconds = steadyMilliseconds
    let holds = Holds()
    var node = try kit.node(settings: settings)
    node.holdBack = { end in
      // Without an answer of the database no count is the right one.
      holds.add(Holds.Hold(end: end, letters: (try? await letters(kit)) ?? -1))
    }
    return (node, holds)
  }

  /// Runs `body`, whose answer is to come so long after its beginning, when nothing is left to be done.
  private func expectHeld(
    _ kit: IdentityKit, _ holds: Holds, _ name: String, _ body: () async throws -> Void
  ) async throws {
    let before = ContinuousClock.now
    try await body()
    let after = ContinuousClock.now
    let held = holds.take()
    let hold = try #require(held.first, "\(name) is answered at once")
    #expect(held.count == 1, "\(name)")
    let pause: Duration = .milliseconds(steadyMilliseconds)
    #expect(before + pause <= hold.end && hold.end <= after + pause, "\(name)")
    #expect(try await letters(kit) == hold.letters, "\(name)")
  }

  private func refuse(_ identity: Identity, _ email: EmailAddress, _ device: Device) async {
    let input = SignInInput(email: email, password: "wrong-one")
    #expect(await problem { _ = try await identity.signIn(input, device) } == .wrongCredentials)
  }

  private func signUp(_ identity: Identity, _ email: String) async throws -> String {
    let account = try await identity.signUp(
      SignUpInput(name: "Ada", email: address(email), password: IdentityKit.password))
    return "\(account.name) \(account.role.rawValue) \(account.isActive)"
  }
}

/// How many letters wait to be sent.
@Sendable private func letters(_ kit: IdentityKit) async throws -> Int64 {
  try await kit.database.read { try $0.value("SELECT COUNT(*) FROM jobs", as: Int64.self) ?? 0 }
}
