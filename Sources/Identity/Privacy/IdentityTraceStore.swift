import Kernel
import Persistence

/// Rows of the area that show where an account was used.
enum IdentityTraceStore {
  static func sessions(of account: AccountID, _ snapshot: Snapshot) throws -> Int {
    try snapshot.value("SELECT COUNT(*) FROM sessions WHERE account_id = \(account)") ?? 0
  }

  /// Browsers and networks that the account was used from; answers with their number.
  static func deleteDevices(of account: AccountID, _ tx: Transaction) throws -> Int {
    try tx.run("DELETE FROM known_devices WHERE account_id = \(account)")
  }
}
