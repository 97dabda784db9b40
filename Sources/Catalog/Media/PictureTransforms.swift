import Gateways
import Kernel
import Persistence
import Synchronization
import Vendors

/// Signs the addresses of results, and makes each result once, however many ask for it at the same time.
final class PictureTransforms: Sendable {
  /// How many results are made or wait to be at once; more are told to come again.
  private static let maximumRunning = 8
  private static let secondsUntilAgain = 2
  private static let signatureBytes = 16
  private static let keyKind = "picture-transform"

  let codec = ImageCodec(threads: 1)
  private let forgotten: ForgottenAddresses
  private let signing = Mutex<KeyedHash?>(nil)
  private let running = Mutex<[String: Task<StoredObject, any Error>]>([:])

  /// The key of signatures is derived from the one that keeps forgotten addresses, which the database has sealed: it stays
  /// when the vault's keys change.
  init(vault: Vault) { forgotten = ForgottenAddresses(vault: vault) }

  /// The signature of operations on the picture below this key; makes the key at first.
  func sign(_ operations: String, _ key: String, _ tx: Transaction) throws -> String {
    Self.signature(operations, key, KeyedHash(key: try forgotten.madeHashing(of: Self.keyKind, tx)("1")))
  }

  /// Whether it is the signature of these operations on this picture.
  func isSigned(
    _ signature: String, _ operations: String, _ key: String, _ database: Database
  ) async throws -> Bool {
    guard signature.utf8.count == 22, let hash = try await hashing(database) else { return false }
    let right = Self.signature(operations, key, hash)
    return SecureToken.isEqual(Array(signature.utf8), Array(right.utf8))
  }

  /// What `make` makes under this name. Throws `.unavailable` when too much is made already.
  func only(
    _ name: String, _ make: @escaping @Sendable () async throws -> StoredObject
  ) async throws -> StoredObject {
    let task = try running.withLock { running throws(Problem) -> Task<StoredObject, any Error> in
      if let task = running[name] { return task }
      guard running.count < Self.maximumRunning else {
        throw Problem(.unavailable, retryAfterSeconds: Self.secondsUntilAgain)
      }
      // Who asked first may go away; the others still wait for it.
      let task = Task.detached { [self] in
        defer { self.running.withLock { $0[name] = nil } }
        return try await make()
      }
      running[name] = task
      return task
    }
    return try await task.value
  }

  private func hashing(_ database: Database) async throws -> KeyedHash? {
    if let known = signing.withLock({ $0 }) { return known }
    let made = try await database.read { [forgotten] snapshot in
      try forgotten.hashing(of: Self.keyKind, snapshot).map { KeyedHash(key: $0("1")) }
    }
    if let made { signing.withLock { $0 = made } }
    return made
  }

  private static func signature(_ operations: String, _ key: String, _ hash: KeyedHash) -> String {
    SecureToken.base64URL(Array(hash.of("\(operations)\n\(key)").prefix(signatureBytes)))
  }
}
