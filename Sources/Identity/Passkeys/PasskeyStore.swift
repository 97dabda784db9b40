import Kernel
import Persistence

extension Passkey: RowDecodable {
  package init(row: inout Row) throws {
    id = try row.next("id")
    name = try row.next("name")
    isBackedUp = try row.next("is_backed_up")
    createdAt = try row.next("created_at")
    lastUsedAt = try row.next("last_used_at")
  }
}

extension StoredPasskey: RowDecodable {
  init(row: inout Row) throws {
    passkey = try Passkey(row: &row)
    account = try row.next("account_id")
    publicKey = try row.next("public_key")
    signCount = try row.next("sign_count")
    mayBeBackedUp = try row.next("may_be_backed_up")
  }
}

/// The rows of passkeys.
enum PasskeyStore {
  private static let columns = SQL.columns(of: Passkey.self)
  private static let storedColumns = SQL.columns(of: StoredPasskey.self)

  static func all(of account: AccountID, _ snapshot: Snapshot) throws -> [Passkey] {
    try snapshot.all(
      "SELECT \(fragment: columns) FROM passkeys WHERE account_id = \(account) ORDER BY id")
  }

  static func count(of account: AccountID, _ snapshot: Snapshot) throws -> Int {
    try snapshot.value("SELECT COUNT(*) FROM passkeys WHERE account_id = \(account)", as: Int.self) ?? 0
  }

  /// Ids and transports of an account's credentials, so that an authenticator does not make a second one.
  static func credentials(
    of account: AccountID, _ snapshot: Snapshot
  ) throws -> [(id: [UInt8], transports: [String])] {
    try snapshot.all(
      "SELECT credential_id, transports FROM passkeys WHERE account_id = \(account) ORDER BY id"
    ) {
      (
        id: try $0.next([UInt8].self),
        transports: try $0.next(String.self).split(separator: " ").map(String.init)
      )
    }
  }

  /// Whose passkey it is. The caller locks the account and looks again.
  static func owner(_ credentialID: [UInt8], _ snapshot: Snapshot) throws -> AccountID? {
    try snapshot.value("SELECT account_id FROM passkeys WHERE credential_id = \(credentialID)")
  }

  /// Locked, so that its signatures are counted one after another.
  static func lock(_ credentialID: [UInt8], _ tx: Transaction) throws -> StoredPasskey? {
    try tx.first(
      """
      SELECT \(fragment: storedColumns) FROM passkeys WHERE credential_id = \(credentialID) \(fragment: tx.forUpdate)
      """)
  }

  /// False when the credential is known already, here or in another account.
  static func insert(_ passkey: NewPasskey, _ tx: Transaction) throws -> Bool {
    let row: NamedValues = [
      "id": passkey.id, "account_id": passkey.account, "credential_id": passkey.credentialID,
      "public_key": passkey.publicKey, "sign_count": passkey.signCount, "name": passkey.name,
      "transports": passkey.transports.joined(separator: " "), "may_be_backed_up": passkey.mayBeBackedUp,
      "is_backed_up": passkey.isBackedUp, "created_at": tx.now,
    ]
    return try tx.run(
      """
      INSERT INTO passkeys \(values: row)
      ON CONFLICT (credential_id) DO NOTHING
      """) == 1
  }

  static func noteUse(_ id: PasskeyID, signCount: Int64, isBackedUp: Bool, _ tx: Transaction) throws {
    try tx.run(
      """
      UPDATE passkeys SET sign_count = \(signCount), is_backed_up = \(isBackedUp), last_used_at = \(tx.now)
      WHERE id = \(id)
      """)
  }

  static func find(_ id: PasskeyID, of account: AccountID, _ snapshot: Snapshot) throws -> Passkey? {
    try snapshot.first(
      "SELECT \(fragment: columns) FROM passkeys WHERE id = \(id) AND account_id = \(account)")
  }

  /// The same, locked.
  static func lock(_ id: PasskeyID, of account: AccountID, _ tx: Transaction) throws -> Passkey? {
    try tx.first(
      """
      SELECT \(fragment: columns) FROM passkeys WHERE id = \(id) AND account_id = \(account)
      \(fragment: tx.forUpdate)
      """)
  }

  /// False when the account has no such passkey.
  static func rename(_ id: PasskeyID, of account: AccountID, _ name: String, _ tx: Transaction) throws -> Bool
  {
    try tx.run("UPDATE passkeys SET name = \(name) WHERE id = \(id) AND account_id = \(account)") == 1
  }

  static func delete(_ id: PasskeyID, of account: AccountID, _ tx: Transaction) throws {
    try tx.run("DELETE FROM passkeys WHERE id = \(id) AND account_id = \(account)")
  }

  static func delete(of account: AccountID, madeAfter moment: Timestamp, _ tx: Transaction) throws {
    try tx.run("DELETE FROM passkeys WHERE account_id = \(account) AND created_at >= \(moment)")
  }

  static func deleteAll(of account: AccountID, _ tx: Transaction) throws {
    try tx.run("DELETE FROM passkeys WHERE account_id = \(account)")
    try tx.run("DELETE FROM passkey_challenges WHERE account_id = \(account)")
  }
}
