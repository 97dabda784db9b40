import Kernel
import Persistence

/// A key of access tokens, as it is stored.
struct StoredSigningKey: RowDecodable, Sendable {
  let kid: String
  let publicJWK: String
  /// Sealed; `nil` once it does not sign any more.
  let sealedPrivateKey: [UInt8]?
  let createdAt: Timestamp
  let signsUntil: Timestamp
  let verifiesUntil: Timestamp

  init(row: inout Row) throws {
    kid = try row.next("kid")
    publicJWK = try row.next("public_jwk")
    sealedPrivateKey = try row.next("private_key")
    createdAt = try row.next("created_at")
    signsUntil = try row.next("signs_until")
    verifiesUntil = try row.next("verifies_until")
  }

  init(
    kid: String, publicJWK: String, sealedPrivateKey: [UInt8]?, createdAt: Timestamp, signsUntil: Timestamp,
    verifiesUntil: Timestamp
  ) {
    self.kid = kid
    self.publicJWK = publicJWK
    self.sealedPrivateKey = sealedPrivateKey
    self.createdAt = createdAt
    self.signsUntil = signsUntil
    self.verifiesUntil = verifiesUntil
  }

  /// What the sealed private key is bound to.
  static func context(_ kid: String) -> String { "signing_keys.private_key:\(kid)" }
}

/// The rows of signing keys.
enum SigningKeyStore {
  private static let columns = SQL.columns(of: StoredSigningKey.self)

  /// Those that still verify, the newest first.
  static func live(at now: Timestamp, _ snapshot: Snapshot) throws -> [StoredSigningKey] {
    try snapshot.all(
      """
      SELECT \(fragment: columns) FROM signing_keys WHERE verifies_until > \(now)
      ORDER BY created_at DESC, kid LIMIT 100
      """)
  }

  static func insert(_ key: StoredSigningKey, _ tx: Transaction) throws {
    let values: NamedValues = [
      "kid": key.kid, "public_jwk": key.publicJWK, "private_key": key.sealedPrivateKey,
      "created_at": key.createdAt, "signs_until": key.signsUntil, "verifies_until": key.verifiesUntil,
    ]
    try tx.run("INSERT INTO signing_keys \(values: values)")
  }

  /// Every key but `kid` signs no more, and verifies until `end` at the latest.
  static func retireAll(except kid: String, verifyingUntil end: Timestamp, _ tx: Transaction) throws {
    try tx.run(
      """
      UPDATE signing_keys SET
        signs_until = CASE WHEN signs_until > \(tx.now) THEN \(tx.now) ELSE signs_until END,
        verifies_until = CASE WHEN verifies_until > \(end) THEN \(end) ELSE verifies_until END
      WHERE kid <> \(kid)
      """)
  }

  /// Every row whose private key is still there.
  static func sealed(_ snapshot: Snapshot) throws -> [StoredSigningKey] {
    try snapshot.all(
      "SELECT \(fragment: columns) FROM signing_keys WHERE private_key IS NOT NULL ORDER BY kid")
  }

  /// False when the row changed meanwhile.
  static func replace(_ kid: String, sealed: [UInt8], old: [UInt8], _ tx: Transaction) throws -> Bool {
    try tx.run("UPDATE signing_keys SET private_key = \(sealed) WHERE kid = \(kid) AND private_key = \(old)")
      == 1
  }

  /// Removes keys that verify nothing any more, and the private halves of those that sign no more since
  /// `retired`.
  static func purge(retiredBefore retired: Timestamp, _ tx: Transaction) throws {
    try tx.run("DELETE FROM signing_keys WHERE verifies_until <= \(tx.now)")
    try tx.run(
      "UPDATE signing_keys SET private_key = NULL WHERE private_key IS NOT NULL AND signs_until <= \(retired)"
    )
  }
}
