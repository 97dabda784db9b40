import Kernel
import TestSupport
import Testing
import Web

@testable import Identity

/// Guessing the password in a session that is open.
struct PresenceTests {
  private let email = "ada@example.org"

  @Test(arguments: TestEngine.allCases) func passwordsAreNotTriedInAnOpenSession(_ engine: TestEngine)
    async throws
  {
    try await withIdentity(engine) { kit in
      let member = try await kit.member(email)
      let viewer = try await kit.viewer(member)
      let other = try await kit.viewer(try await kit.member("bo@example.org"))
      func change(_ current: String) async -> ProblemKind? {
        let input = ChangePasswordInput(current: current, password: "quiet river stones")
        return await problem {
          try await kit.identity.changePassword(viewer.account, input, keeping: viewer.session)
        }
      }
      func confirm(_ password: String, _ viewer: Viewer) async -> ProblemKind? {
        await problem { try await kit.identity.confirm(PresenceProofInput(password: password), in: viewer) }
      }
      // Every place where it is typed counts.
      for _ in 0..<3 {
        #expect(await change("wrong") == .invalidInput)
        #expect(await confirm("wrong", viewer) == .invalidInput)
      }
      #expect(await change("wrong") == .tooManyRequests)
      #expect(
        await change(IdentityKit.password) == .tooManyRequests, "the right one must not be told from others")
      #expect(await confirm(IdentityKit.password, viewer) == .tooManyRequests)
      #expect(await confirm(IdentityKit.password, other) == nil, "nobody else waits")
      // It keeps nobody from logging in, and ends by itself.
      _ = try await kit.signIn(email)
      kit.clock.advance(seconds: 15)
      #expect(await confirm(IdentityKit.password, viewer) == nil)
      for _ in 0..<5 { #expect(await confirm("wrong", viewer) == .invalidInput) }
      #expect(await change(IdentityKit.password) == nil, "a right one clears what came before")
    }
  }

  @Test(arguments: TestEngine.allCases) func manyGuessesAtOnceAreStillFew(_ engine: TestEngine) async throws {
    try await withIdentity(engine) { kit in
      let viewer = try await kit.viewer(try await kit.member(email))
      let identity = kit.identity
      let kinds = await withTaskGroup(of: ProblemKind?.self) { group in
        for _ in 0..<20 {
          group.addTask {
            await problem { try await identity.confirm(PresenceProofInput(password: "wrong"), in: viewer) }
          }
        }
        return await group.reduce(into: [ProblemKind?]()) { $0.append($1) }
      }
      #expect(kinds.filter { $0 == .invalidInput }.count == 6)
      #expect(kinds.filter { $0 == .tooManyRequests }.count == 14)
    }
  }
}
