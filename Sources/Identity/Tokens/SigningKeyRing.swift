import Gateways
import Kernel
import Logging
import Persistence
import Synchronization

/// The keys are read anew this often, so that a rotation reaches every node.
let signingKeyCacheSeconds: Int64 = 60
/// A key that was retired may still sign on nodes that have not noticed, and clocks differ.
let signingKeySlackSeconds: Int64 = 10 * 60

private let thumbprintCharacters = 43
private let maximumSurpriseReloads = 5.0
private let surpriseReloadsPerSecond = 1.0

/// The keys of access tokens as this node holds them. All nodes share the rows; a node signs with the newest
/// private key that its vault opens, and verifies with every public key.
final class SigningKeyRing: Sendable {
  /// Tokens whose signatures were checked already.
  let verified = VerifiedTokens()

  private struct State: Sendable {
    var verifying: [String: (key: TokenVerifyingKey, until: Timestamp)] = [:]
    var signing: (key: TokenSigningKey, until: Timestamp)?
    var loadedAt: Timestamp?
    var isReloading = false
    var surprises = maximumSurpriseReloads
    var surprisedAt = ContinuousClock.now
  }

  private let state = Mutex(State())
  private let database: Database
  private let vault: Vault
  private let clock: Clock
  private let settings: IdentitySettings
  private let logger = Logger(label: "souk.identity")

  init(database: Database, vault: Vault, clock: Clock, settings: IdentitySettings) {
    self.database = database
    self.vault = vault
    self.clock = clock
    self.settings = settings
  }

  /// The key that signs now; made when there is none. Throws what the database throws.
  func signer() async throws -> TokenSigningKey {
    try await refreshIfOld()
    if let key = currentSigner { return key }
    try await load()
    if let key = currentSigner { return key }
    let key = try await make(onlyIfMissing: true)
    return key
  }

  /// The key with this name, as long as it verifies; `nil` for any other. A name that is new here makes the keys
  /// be read again, but not more than once a second, whatever comes in.
  func verifier(_ kid: String) async throws -> TokenVerifyingKey? {
    if let key = known(kid) { return key }
    guard kid.utf8.count == thumbprintCharacters, takeSurprise() else { return nil }
    try await load()
    return known(kid)
  }

  /// Reads the keys when the last time is a minute ago; one request does, the others go on.
  func refreshIfOld() async throws {
    let now = clock.now()
    let isFirst = state.withLock { $0.loadedAt == nil }
    if isFirst { return try await load() }
    let isMine = state.withLock { state in
      guard !state.isReloading, let loaded = state.loadedAt,
        loaded.adding(seconds: signingKeyCacheSeconds) <= now
      else { return false }
      state.isReloading = true
      return true
    }
    guard isMine else { return }
    defer { state.withLock { $0.isReloading = false } }
    try await load()
  }

  /// Makes a key, seals it and signs with it from now on. `onlyIfMissing`: not if another node made one
  /// meanwhile that opens here.
  @discardableResult
  func make(onlyIfMissing: Bool, then: @escaping @Sendable (String, Transaction) throws -> Void = { _, _ in })
    async throws -> TokenSigningKey
  {
    let made = try await TokenSigningKey.make()
    let sealed = try vault.seal(made.privatePEM, context: StoredSigningKey.context(made.kid))
    let lifetime = settings.signingKeyDays * 24 * 60 * 60
    let verifying = lifetime + settings.accessTokenSeconds + signingKeySlackSeconds
    let vault = vault
    let present = try await database.write { tx -> String? in
      if onlyIfMissing {
        let rows = try SigningKeyStore.live(at: tx.now, tx)
        if let pem = rows.lazy.filter({ $0.signsUntil > tx.now }).compactMap({ $0.pem(vault) }).first {
          return pem
        }
      }
      try SigningKeyStore.insert(
        StoredSigningKey(
          kid: made.kid, publicJWK: made.publicJWK, sealedPrivateKey: sealed, createdAt: tx.now,
          signsUntil: tx.now.adding(seconds: lifetime), verifiesUntil: tx.now.adding(seconds: verifying)), tx)
      try then(made.kid, tx)
      return nil
    }
    try await load()
    if let present { return try await TokenSigningKey(privatePEM: present) }
    logger.notice("made a key for access tokens", metadata: ["kid": "\(made.kid)"])
    return made
  }

  /// Reads the rows. Keys that are here already are not taken apart again.
  func load() async throws {
    let now = clock.now()
    let rows = try await database.read { try SigningKeyStore.live(at: now, $0) }
    let before = state.withLock { ($0.verifying, $0.signing?.key) }
    var verifying: [String: (key: TokenVerifyingKey, until: Timestamp)] = [:]
    var signing: (key: TokenSigningKey, until: Timestamp)?
    for row in rows {
      var key = before.0[row.kid]?.key
      if key == nil { key = try? await TokenVerifyingKey(publicJWK: row.publicJWK) }
      guard let key else { continue }
      verifying[row.kid] = (key, row.verifiesUntil)
      guard signing == nil, row.signsUntil > now else { continue }
      if let known = before.1, known.kid == row.kid {
        signing = (known, row.signsUntil)
      } else if let pem = row.pem(vault), let opened = try? await TokenSigningKey(privatePEM: pem) {
        signing = (opened, row.signsUntil)
      }
    }
    if signing == nil, rows.contains(where: { $0.signsUntil > now }) {
      logger.warning("no key for access tokens opens with the keys in ENCRYPTION_KEYS; making another")
    }
    let ring = (verifying, signing)
    state.withLock { state in
      (state.verifying, state.signing) = ring
      state.loadedAt = now
    }
    if !Set(before.0.keys).isSubset(of: verifying.keys) {
      verified.forget(exceptSignedBy: Set(verifying.keys))
    }
  }

  private var currentSigner: TokenSigningKey? {
    let now = clock.now()
    return state.withLock { state in state.signing.flatMap { $0.until > now ? $0.key : nil } }
  }

  private func known(_ kid: String) -> TokenVerifyingKey? {
    let now = clock.now()
    return state.withLock { state in state.verifying[kid].flatMap { $0.until > now ? $0.key : nil } }
  }

  private func takeSurprise() -> Bool {
    let now = ContinuousClock.now
    return state.withLock { state in
      let passed = state.surprisedAt.duration(to: now) / .seconds(1)
      state.surprises = min(maximumSurpriseReloads, state.surprises + passed * surpriseReloadsPerSecond)
      state.surprisedAt = now
      guard state.surprises >= 1 else { return false }
      state.surprises -= 1
      return true
    }
  }
}

extension StoredSigningKey {
  /// The private key; `nil` when it is gone or this vault does not open it.
  func pem(_ vault: Vault) -> String? {
    sealedPrivateKey.flatMap { try? vault.text($0, context: StoredSigningKey.context(kid)) }
  }
}
