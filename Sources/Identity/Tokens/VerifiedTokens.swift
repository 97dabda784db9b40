import Kernel
import Synchronization

/// Remembers the access tokens whose signatures were found good, by their hashes, so that the elliptic curve is
/// paid for once a token. It holds two generations: when the younger is full, the older is forgotten.
final class VerifiedTokens: Sendable {
  private struct Entry: Sendable {
    let claims: AccessClaims
    let kid: String
  }

  private struct Generations: Sendable {
    var young: [[UInt8]: Entry] = [:]
    var old: [[UInt8]: Entry] = [:]
  }

  private let capacity: Int
  private let generations = Mutex(Generations())

  init(capacity: Int = 20_000) { self.capacity = max(2, capacity) }

  var count: Int { generations.withLock { $0.young.count + $0.old.count } }

  func find(_ hash: [UInt8]) -> AccessClaims? {
    generations.withLock { generations in
      if let entry = generations.young[hash] { return entry.claims }
      guard let entry = generations.old[hash] else { return nil }
      generations.young[hash] = entry
      return entry.claims
    }
  }

  func keep(_ hash: [UInt8], _ claims: AccessClaims, signedBy kid: String) {
    generations.withLock { generations in
      if generations.young.count >= capacity / 2 {
        generations.old = generations.young
        generations.young = [:]
      }
      generations.young[hash] = Entry(claims: claims, kid: kid)
    }
  }

  /// Forgets what was signed by any other key.
  func forget(exceptSignedBy kids: Set<String>) {
    generations.withLock { generations in
      generations.young = generations.young.filter { kids.contains($0.value.kid) }
      generations.old = generations.old.filter { kids.contains($0.value.kid) }
    }
  }
}
