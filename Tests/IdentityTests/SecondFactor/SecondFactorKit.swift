import Gateways
import Kernel
import Persistence
import TestSupport
import Testing
import Web

@testable import Identity

/// A member who has an app that makes codes.
struct Guarded {
  let session: IssuedSession
  let secret: [UInt8]
  let recovery: RecoveryCodes
}

extension IdentityKit {
  /// The same area with another setting, on the same database.
  func with(_ change: (inout IdentitySettings) -> Void) -> IdentityKit {
    var settings = identity.settings
    change(&settings)
    let other = Identity(
      database: database, clock: clock.clock, passwords: identity.passwords, vault: identity.vault,
      settings: settings, publicURL: identity.publicURL, siteName: identity.siteName,
      personalData: identity.personalData)
    return IdentityKit(identity: other, database: database, clock: clock, mailbox: mailbox)
  }

  func viewer(_ issued: IssuedSession, isCookie: Bool = false) async throws -> Viewer {
    try #require(try await identity.viewer(token: issued.token, isCookie: isCookie))
  }

  /// What an app shows now, or some steps later.
  func appCode(_ secret: [UInt8], later steps: Int64 = 0) -> String {
    TimeCode.code(secret, step: TimeCode.step(at: clock.now) + steps)
  }

  /// Turns codes on for a signed-in member. The code that confirms is spent, so time moves on to the next.
  func guarding(_ issued: IssuedSession) async throws -> Guarded {
    let viewer = try await viewer(issued)
    let setup = try await identity.beginSecondFactor(viewer)
    let secret = try #require(Base32.decode(setup.secret))
    let recovery = try await identity.confirmSecondFactor(
      ConfirmSecondFactorInput(code: appCode(secret)), viewer)
    clock.advance(seconds: 2 * TimeCode.stepSeconds)
    return Guarded(session: issued, secret: secret, recovery: recovery)
  }

  func guardedMember(_ email: String = "ada@example.org") async throws -> Guarded {
    try await guarding(try await member(email))
  }

  func signIn(_ email: String, code: String?, _ device: Device = phone()) async throws -> IssuedSession {
    try await identity.signIn(
      SignInInput(email: address(email), password: Self.password, code: code), device)
  }

  /// How many of many sign-ins at once, all with the same code, get through.
  func successes(_ email: String, code: String, of count: Int) async throws -> Int {
    let identity = identity
    let input = SignInInput(email: try address(email), password: Self.password, code: code)
    return await withTaskGroup(of: Bool.self) { group in
      for _ in 0..<count { group.addTask { (try? await identity.signIn(input, phone())) != nil } }
      return await group.reduce(0) { $0 + ($1 ? 1 : 0) }
    }
  }
}

/// Base 32 of RFC 4648, read by a second program than the one under test.
enum Base32 {
  static func decode(_ text: String) -> [UInt8]? {
    let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567")
    var bits = ""
    for character in text {
      guard let value = alphabet.firstIndex(of: character) else { return nil }
      let digits = String(value, radix: 2)
      bits += String(repeating: "0", count: 5 - digits.count) + digits
    }
    var bytes: [UInt8] = []
    while bits.count >= 8 {
      guard let byte = UInt8(bits.prefix(8), radix: 2) else { return nil }
      bytes.append(byte)
      bits.removeFirst(8)
    }
    return bytes
  }
}
