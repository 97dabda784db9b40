import Areas
import Kernel
import Persistence
import Web

/// Administrators beyond this number are not mailed.
private let maximumAdminsMailed = 50

/// An account with what its password must hash to.
struct StoredAccount: RowDecodable {
  let account: Account
  let passwordHash: String

  /// False where another site alone lets its owner in.
  var hasPassword: Bool { passwordHash != noPassword }

  init(row: inout Row) throws {
    account = try Account(row: &row)
    passwordHash = try row.next("password_hash")
  }
}

extension Account: RowDecodable {
  package init(row: inout Row) throws {
    id = try row.next("id")
    name = try row.next("name")
    email = try row.next("email")
    role = try row.next("role")
    adminRole = try row.next("admin_role")
    isActive = try row.next("is_active")
    blockedReason = try row.next("blocked_reason")
    createdAt = try row.next("created_at")
  }
}

/// The rows of accounts.
package enum AccountStore {
  private static let columns = SQL.columns(of: Account.self)
  private static let storedColumns = SQL.columns(of: StoredAccount.self)

  /// The account, unless it was closed.
  package static func find(_ id: AccountID, _ snapshot: Snapshot) throws -> Account? {
    try snapshot.first("SELECT \(fragment: columns) FROM accounts WHERE id = \(id) AND deleted_at IS NULL")
  }

  /// The accounts with these ids, in no order, without those that were closed.
  package static func find(_ ids: [AccountID], _ snapshot: Snapshot) throws -> [Account] {
    try snapshot.all(
      "SELECT \(fragment: columns) FROM accounts WHERE id IN \(filled: ids) AND deleted_at IS NULL")
  }

  /// The account with this address.
  package static func byEmail(_ email: EmailAddress, _ snapshot: Snapshot) throws -> Account? {
    try snapshot.first("SELECT \(fragment: columns) FROM accounts WHERE email = \(email)")
  }

  /// Who is mailed about what waits for those who run the marketplace: all of them that can sign in, up to a number.
  package static func adminsToMail(_ snapshot: Snapshot) throws -> [Account] {
    try snapshot.all(
      """
      SELECT \(fragment: columns) FROM accounts
      WHERE role = \(AccountRole.admin) AND is_active = TRUE AND blocked_reason IS NULL AND deleted_at IS NULL
      ORDER BY id LIMIT \(maximumAdminsMailed)
      """)
  }

  static func stored(_ email: EmailAddress, _ snapshot: Snapshot) throws -> StoredAccount? {
    try snapshot.first("SELECT \(fragment: storedColumns) FROM accounts WHERE email = \(email)")
  }

  static func stored(_ id: AccountID, _ snapshot: Snapshot) throws -> StoredAccount? {
    try snapshot.first(
      "SELECT \(fragment: storedColumns) FROM accounts WHERE id = \(id) AND deleted_at IS NULL")
  }

  /// The same, locked: whoever lets somebody in by the password waits for who changes it, and sees what became of it.
  static func lockStored(_ id: AccountID, _ tx: Transaction) throws -> StoredAccount? {
    try tx.first(
      """
      SELECT \(fragment: storedColumns) FROM accounts WHERE id = \(id) AND deleted_at IS NULL
      \(fragment: tx.forUpdate)
      """)
  }

  /// The account with this address, locked, so that one after another works on its codes and its password.
  static func lock(_ email: EmailAddress, _ tx: Transaction) throws -> Account? {
    try tx.first("SELECT \(fragment: columns) FROM accounts WHERE email = \(email) \(fragment: tx.forUpdate)")
  }

  static func lock(_ id: AccountID, _ tx: Transaction) throws -> Account? {
    try tx.first(
      """
      SELECT \(fragment: columns) FROM accounts WHERE id = \(id) AND deleted_at IS NULL
      \(fragment: tx.forUpdate)
      """)
  }

  /// The account, kept as it is until the end of the transaction: its end waits for what is written here about
  /// it, and who comes while it ends finds no account any more.
  package static func hold(_ id: AccountID, _ tx: Transaction) throws -> Account? {
    let lock: SQL = tx.engine == .postgres ? "FOR KEY SHARE" : ""
    return try tx.first(
      """
      SELECT \(fragment: columns) FROM accounts WHERE id = \(id) AND deleted_at IS NULL \(fragment: lock)
      """)
  }

  /// Lets what is begun for the account once only be begun by one after the other, until the end of the transaction.
  /// Whoever holds the account is not in the way.
  package static func takeTurn(_ id: AccountID, _ tx: Transaction) throws {
    let lock: SQL = tx.engine == .postgres ? "FOR NO KEY UPDATE" : ""
    let _: AccountID? = try tx.value("SELECT id FROM accounts WHERE id = \(id) \(fragment: lock)")
  }

  /// False when the address is taken.
  static func insert(_ account: Account, passwordHash: String, _ tx: Transaction) throws -> Bool {
    let row: NamedValues = [
      "id": account.id, "name": account.name, "email": account.email, "password_hash": passwordHash,
      "role": account.role, "admin_role": account.adminRole, "is_active": account.isActive,
      "created_at": tx.now, "updated_at": tx.now,
    ]
    guard try tx.run("INSERT INTO accounts \(values: row) ON CONFLICT (email) DO NOTHING") == 1 else {
      return false
    }
    try AccountNames.add(account, tx)
    return true
  }

  /// Activates the account; `name` and `passwordHash` stay as they are where they are `nil`.
  static func activate(
    _ id: AccountID, name: String?, passwordHash: String?, _ tx: Transaction
  ) throws {
    var changes: [SQL] = ["is_active = TRUE", "updated_at = \(tx.now)"]
    if let name { changes.append("name = \(name)") }
    if let passwordHash { changes.append("password_hash = \(passwordHash)") }
    try tx.run("UPDATE accounts SET \(fragment: .join(changes, ", ")) WHERE id = \(id)")
    if name != nil { try AccountNames.refresh(id, tx) }
  }

  static func rename(_ id: AccountID, _ name: String, _ tx: Transaction) throws -> Bool {
    let count = try tx.run(
      "UPDATE accounts SET name = \(name), updated_at = \(tx.now) WHERE id = \(id) AND deleted_at IS NULL")
    if count == 1 { try AccountNames.refresh(id, tx) }
    return count == 1
  }

  /// Throws `DatabaseError.uniqueViolation` when somebody took the address at the same moment.
  static func setEmail(_ id: AccountID, _ email: EmailAddress, _ tx: Transaction) throws {
    try tx.run("UPDATE accounts SET email = \(email), updated_at = \(tx.now) WHERE id = \(id)")
    try AccountNames.refresh(id, tx)
  }

  /// The account's address and those that it had before, except where another account has it by now.
  package static func knownEmails(_ id: AccountID, _ snapshot: Snapshot) throws -> [EmailAddress] {
    guard let account = try find(id, snapshot) else { return [] }
    let old = try EmailChangeStore.oldEmails(of: id, snapshot).filter { email in
      try byEmail(email, snapshot).map { $0.id == id } ?? true
    }
    return [account.email] + old.filter { $0 != account.email }
  }

  static func setPassword(_ id: AccountID, _ hash: String, _ tx: Transaction) throws {
    try tx.run(
      "UPDATE accounts SET password_hash = \(hash), updated_at = \(tx.now) WHERE id = \(id)")
  }

  /// A stronger hash of the same password; nothing when the password was changed meanwhile.
  static func replacePassword(_ id: AccountID, _ hash: String, old: String, _ tx: Transaction) throws {
    try tx.run("UPDATE accounts SET password_hash = \(hash) WHERE id = \(id) AND password_hash = \(old)")
  }

  static func promote(
    _ id: AccountID, _ role: AdminRole, name: String, passwordHash: String, _ tx: Transaction
  ) throws {
    try tx.run(
      """
      UPDATE accounts SET role = \(AccountRole.admin), admin_role = \(role), name = \(name),
        password_hash = \(passwordHash), is_active = TRUE, blocked_reason = NULL, blocked_at = NULL,
        updated_at = \(tx.now)
      WHERE id = \(id)
      """)
    try AccountNames.refresh(id, tx)
  }

  /// Makes an administrator of this role of the account, or none of them.
  static func setAdminRole(_ id: AccountID, _ role: AdminRole?, _ tx: Transaction) throws {
    let kind: AccountRole = role == nil ? .customer : .admin
    try tx.run(
      "UPDATE accounts SET role = \(kind), admin_role = \(role), updated_at = \(tx.now) WHERE id = \(id)")
  }

  /// Takes everything personal out of the row. The address is free again.
  static func anonymise(_ id: AccountID, _ tx: Transaction) throws {
    let closedName = Words("Closed account").text(in: Languages.standard)
    try tx.run(
      """
      UPDATE accounts SET name = \(closedName), email = \("closed-\(id)@account.invalid"),
        password_hash = '', blocked_reason = NULL, blocked_at = NULL, is_active = FALSE,
        deleted_at = \(tx.now), updated_at = \(tx.now)
      WHERE id = \(id)
      """)
    try AccountNames.refresh(id, tx)
  }

  /// The next accounts in their order with the words of their names, without closed ones; locked.
  static func names(
    after id: AccountID?, limit: Int, _ tx: Transaction
  ) throws -> [NamedSubject<AccountEntity>] {
    let rule: SQL = id.map { "AND id > \($0)" } ?? ""
    return try tx.all(
      """
      SELECT id, name, email FROM accounts WHERE deleted_at IS NULL \(fragment: rule)
      ORDER BY id LIMIT \(limit) \(fragment: tx.forUpdate)
      """
    ) { row in AccountNames.words(try row.next(), try row.next(), try row.next()) }
  }

  /// Removes sign-ups that nobody activated, at most `limit`.
  static func purgeNeverActivated(before moment: Timestamp, limit: Int, _ tx: Transaction) throws -> Int {
    try tx.run(
      """
      DELETE FROM accounts WHERE id IN (
        SELECT id FROM accounts
        WHERE is_active = FALSE AND deleted_at IS NULL AND created_at < \(moment) LIMIT \(limit))
      """)
  }
}
