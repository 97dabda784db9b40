import Areas
import Foundation
import Gateways
import Kernel
import Persistence

private let rotateEverySeconds: Int64 = 60 * 60
/// A new key is made this long before the old one stops to sign.
private let rotateAheadSeconds: Int64 = 24 * 60 * 60

/// Makes a new key for access tokens when the present one is about to end, and removes what is over.
struct RotateSigningKeys: Job {
  static let kind = "identity.signing-keys"

  static func register(in registry: inout JobRegistry, _ identity: Identity) throws {
    registry.on(RotateSigningKeys.self) { _, _ in try await identity.rotateSigningKeysWhenDue() }
    try registry.every(seconds: rotateEverySeconds, RotateSigningKeys())
  }
}

/// A key of access tokens, as its operator sees it.
package struct SigningKeySummary: Hashable, Sendable {
  package let kid: String
  package let createdAt: Timestamp
  package let signsUntil: Timestamp
  package let verifiesUntil: Timestamp
  /// Whether this program can sign with it.
  package let isOpen: Bool
}

extension Identity {
  /// The keys that still verify, the newest first.
  package func signingKeySummaries() async throws -> [SigningKeySummary] {
    let now = clock.now()
    let rows = try await database.read { try SigningKeyStore.live(at: now, $0) }
    return rows.map { row in
      SigningKeySummary(
        kid: row.kid, createdAt: row.createdAt, signsUntil: row.signsUntil, verifiesUntil: row.verifiesUntil,
        isOpen: row.signsUntil > now && row.pem(vault) != nil)
    }
  }

  /// Signs with a new key from now on and answers with its name. Tokens of the old keys stay good until they
  /// expire, or, with `refusingOld`, nowhere longer than a minute.
  package func rotateSigningKeys(refusingOld: Bool = false) async throws -> String {
    let overlap = refusingOld ? 0 : settings.accessTokenSeconds + signingKeySlackSeconds
    let key = try await signingKeys.make(onlyIfMissing: false) { kid, tx in
      try SigningKeyStore.retireAll(except: kid, verifyingUntil: tx.now.adding(seconds: overlap), tx)
    }
    return key.kid
  }

  /// Makes the next key in time.
  func rotateSigningKeysWhenDue() async throws {
    let soon = clock.now().adding(seconds: rotateAheadSeconds)
    let keys = try await signingKeySummaries()
    if let newest = keys.first(where: \.isOpen), newest.signsUntil <= soon {
      try await signingKeys.make(onlyIfMissing: false)
    }
    try await database.write { tx in
      try SigningKeyStore.purge(retiredBefore: tx.now.adding(seconds: -signingKeySlackSeconds), tx)
    }
  }

  /// The public keys as a JSON Web Key Set (RFC 7517).
  func publicKeySet() async throws -> [UInt8] {
    let now = clock.now()
    let rows = try await database.read { try SigningKeyStore.live(at: now, $0) }
    return Array(#"{"keys":[\#(rows.map(\.publicJWK).joined(separator: ","))]}"#.utf8)
  }
}

/// The private keys of access tokens, which are stored sealed.
struct SealedSigningKeys: SealedRows {
  let title = "keys of access tokens"

  /// All of them.
  init() {}

  /// Seals under the newest key what an older one sealed. What no key opens is left as it is: it is another
  /// node's, or its key is gone and the next rotation takes its place.
  func reseal(_ vault: Vault, _ database: Database) async throws -> Int {
    let rows = try await database.read { try SigningKeyStore.sealed($0) }
    var count = 0
    for row in rows {
      guard let old = row.sealedPrivateKey, !vault.isCurrent(old), let pem = row.pem(vault) else { continue }
      let sealed = try vault.seal(pem, context: StoredSigningKey.context(row.kid))
      let isReplaced = try await database.write {
        try SigningKeyStore.replace(row.kid, sealed: sealed, old: old, $0)
      }
      if isReplaced { count += 1 }
    }
    return count
  }
}
