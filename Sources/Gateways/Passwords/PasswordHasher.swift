import Crypto
import Foundation
import Synchronization

/// Hashes passwords with bcrypt (`$2b$`) by libxcrypt, on threads of its own.
///
/// bcrypt reads at most 72 bytes and stops at a zero byte. A password that is longer, or has a zero byte in
/// it, is replaced by the base64 of its SHA-256 first, so that every character of it counts. Passwords are
/// compared in Unicode's composed form (NFC), because keyboards differ in how they write the same letter.
package struct PasswordHasher: Sendable {
  private static let maximumBcryptBytes = 72
  private static let maximumWaitingCalls = 256
  /// Hashing takes all that is left of a processor; what people wait for on pages goes first.
  private static let niceness: Int32 = 15
  private static let allowedCosts = 4...16

  private let cost: Int
  private let threads: BlockingThreads
  /// A hash of a password that nobody has, so that an unknown account takes as long as a wrong password.
  private let decoy: String
  private let work = Work()

  /// How often a password was hashed, to store it or to compare it: what somebody with a clock sees of each answer.
  package var hashedCount: Int { work.count.load(ordering: .relaxed) }

  /// A hasher of the given cost: each step doubles the time, 10 takes about 50 ms. Throws `PasswordError`
  /// when libxcrypt has no bcrypt.
  package init(cost: Int = 10, threads: Int = 2) throws {
    self.cost = min(max(cost, Self.allowedCosts.lowerBound), Self.allowedCosts.upperBound)
    self.threads = BlockingThreads(
      name: "passwords", count: threads, maximumWaiting: Self.maximumWaitingCalls,
      niceness: Self.niceness)
    decoy = try Bcrypt.hash(Array(SecureToken.make().utf8), cost: self.cost)
  }

  /// A salted hash to store. Throws `PasswordError`, or `Problem(.unavailable)` when too many calls wait.
  package func hash(_ password: String) async throws -> String {
    let cost = cost
    let phrase = Self.phrase(password)
    return try await threads.run { [work] in
      work.count.add(1, ordering: .relaxed)
      return try Bcrypt.hash(phrase, cost: cost)
    }
  }

  /// True when `password` is the one that `hash` was made of. Without a hash it takes the same time and
  /// answers false, so that nobody can find out which accounts there are. Throws like `hash`.
  package func verify(_ password: String, _ hash: String?) async throws -> Bool {
    // Accounts that are only entered from other sites have an empty one.
    let setting = hash.flatMap { $0.isEmpty ? nil : $0 } ?? decoy
    let phrase = Self.phrase(password)
    let matches = try await threads.run { [work] in
      work.count.add(1, ordering: .relaxed)
      return Bcrypt.verify(phrase, setting)
    }
    return matches && hash != nil
  }

  /// True when `hash` was made in another way or at a lower cost than hashes are made now. Make a new one at
  /// the next log-in, when the password is at hand.
  package func needsRehash(_ hash: String) -> Bool {
    guard let made = Bcrypt.cost(of: hash) else { return true }
    return made < cost
  }

  static func phrase(_ password: String) -> [UInt8] {
    let bytes = Array(password.precomposedStringWithCanonicalMapping.utf8)
    guard bytes.count > maximumBcryptBytes || bytes.contains(0) else { return bytes }
    return Array(Data(SHA256.hash(data: bytes)).base64EncodedString().utf8)
  }
}

private final class Work: Sendable {
  let count = Atomic<Int>(0)
}

/// Why a password could not be hashed.
package enum PasswordError: Error, Sendable {
  /// libxcrypt refused: its build has no bcrypt.
  case bcryptUnavailable
}
