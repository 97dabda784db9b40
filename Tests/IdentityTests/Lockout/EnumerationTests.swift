import Foundation
import Gateways
import Kernel
import Persistence
import TestSupport
import Testing
import Web

@testable import Identity

private let samples = 50
/// Beyond so many standard deviations two series differ by more than chance; at five, one run in two million does.
private let deviations = 5.0

/// Two series of times, taken in turns so that what else the machine does falls on both.
private struct TwoSeries {
  private(set) var left: [Double] = []
  private(set) var right: [Double] = []

  mutating func measure(
    _ number: Int, _ one: () async throws -> Void, _ other: () async throws -> Void
  ) async rethrows {
    // Neither always comes first.
    if number.isMultiple(of: 2) {
      left.append(try await seconds(one))
      right.append(try await seconds(other))
    } else {
      right.append(try await seconds(other))
      left.append(try await seconds(one))
    }
  }

  private func seconds(_ body: () async throws -> Void) async rethrows -> Double {
    let start = ContinuousClock.now
    try await body()
    return start.duration(to: .now) / .seconds(1)
  }

  /// How often a time from the left is longer than one from the right: 0.5 when nothing tells them apart
  /// (the statistic of Mann and Whitney, scaled to 0...1).
  var share: Double {
    var wins = 0.0
    for one in left { for other in right { wins += one > other ? 1 : one == other ? 0.5 : 0 } }
    return wins / Double(left.count * right.count)
  }

  /// By how many standard deviations the share is away from chance.
  var distance: Double {
    let (n, m) = (Double(left.count), Double(right.count))
    return abs(share - 0.5) / ((n + m + 1) / (12 * n * m)).squareRoot()
  }
}

/// Whether the answers tell who has an account. Serial, so that the tests don't disturb each other's clocks.
@Suite(.serialized) struct EnumerationTests {
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
        try await refuse(kit, address("\(name)@example.org"), device)
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

  @Test func signingUpTellsNobodyByItsTime() async throws {
    try await withIdentity(.sqlite) { kit in
      let steady = try steadyNode(kit)
      for number in 0..<samples {
        _ = try await kit.identity.ensureOperator(email: address("known\(number)@example.org"), name: "Ada")
      }
      var times = TwoSeries()
      var answers: Set<String> = []
      for number in 0..<samples {
        try await times.measure(
          number,
          { answers.insert(try await signUp(steady, "known\(number)@example.org")) },
          { answers.insert(try await signUp(steady, "other\(number)@example.org")) })
      }
      #expect(times.distance < deviations, "a known address is slower in \(times.share) of the pairs")
      #expect(answers == ["Ada customer false"])
    }
  }

  @Test func askingForAPasswordTellsNobodyByItsTime() async throws {
    try await withIdentity(.sqlite) { kit in
      let steady = try steadyNode(kit)
      for number in 0..<samples {
        _ = try await kit.identity.ensureOperator(email: address("known\(number)@example.org"), name: "Ada")
      }
      var times = TwoSeries()
      for number in 0..<samples {
        try await times.measure(
          number,
          { try await steady.requestPasswordCode(address("known\(number)@example.org")) },
          { try await steady.requestPasswordCode(address("other\(number)@example.org")) })
      }
      #expect(times.distance < deviations, "a known address is slower in \(times.share) of the pairs")
      #expect(try await kit.mails(to: "known1@example.org").count == 1)
      #expect(try await kit.mails(to: "other1@example.org").isEmpty)
    }
  }

  private func steadyNode(_ kit: IdentityKit) throws -> Identity {
    var settings = IdentitySettings()
    settings.steadyAnswerMilliseconds = 30
    return try kit.node(settings: settings)
  }

  private func refuse(_ kit: IdentityKit, _ email: EmailAddress, _ device: Device) async {
    let input = SignInInput(email: email, password: "wrong-one")
    #expect(await problem { _ = try await kit.identity.signIn(input, device) } == .wrongCredentials)
  }

  private func signUp(_ identity: Identity, _ email: String) async throws -> String {
    let account = try await identity.signUp(
      SignUpInput(name: "Ada", email: address(email), password: IdentityKit.password))
    return "\(account.name) \(account.role.rawValue) \(account.isActive)"
  }
}
