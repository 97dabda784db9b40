import Gateways
import Kernel
import Persistence
import Web

/// How long a device is known after it was last signed in on.
let knownDeviceSeconds: Int64 = 180 * 24 * 60 * 60

/// The rows of devices that accounts have signed in on: a browser by its own token, a client of the API by its
/// network. They open nothing; wrong passwords from elsewhere just don't count against them.
enum KnownDeviceStore {
  private static let maximumPerAccount = 20

  static func knows(
    _ device: Device, of account: AccountID, at now: Timestamp, _ snapshot: Snapshot
  ) throws -> Bool {
    guard let hash = hash(device, account) else { return false }
    let since = now.adding(seconds: -knownDeviceSeconds)
    return try snapshot.value(
      "SELECT 1 FROM known_devices WHERE device_hash = \(hash) AND last_used_at > \(since)", as: Int.self)
      != nil
  }

  /// Knows the device from now on, and answers with the token that its browser keeps. A browser that comes with
  /// a token that this account does not know gets another one: somebody else may have set it.
  static func remember(
    _ device: Device, of account: AccountID, _ tx: Transaction
  ) throws -> String? {
    var token = device.token
    if device.kind == .cookie, try !knows(device, of: account, at: tx.now, tx) { token = SecureToken.make() }
    let known = Device(
      kind: device.kind, userAgent: "", clientAddress: device.clientAddress, token: token)
    guard let hash = hash(known, account) else { return nil }
    let row: NamedValues = ["device_hash": hash, "account_id": account, "last_used_at": tx.now]
    try tx.run(
      """
      INSERT INTO known_devices \(values: row)
      ON CONFLICT (device_hash) DO UPDATE SET last_used_at = excluded.last_used_at
      """)
    try tx.run(
      """
      DELETE FROM known_devices WHERE device_hash IN (
        SELECT device_hash FROM known_devices WHERE account_id = \(account)
        ORDER BY last_used_at DESC, device_hash LIMIT 100 OFFSET \(maximumPerAccount))
      """)
    return token
  }

  static func deleteAll(of account: AccountID, _ tx: Transaction) throws {
    try tx.run("DELETE FROM known_devices WHERE account_id = \(account)")
  }

  static func purge(before moment: Timestamp, limit: Int, _ tx: Transaction) throws -> Int {
    try tx.run(
      """
      DELETE FROM known_devices WHERE device_hash IN (
        SELECT device_hash FROM known_devices WHERE last_used_at < \(moment) LIMIT \(limit))
      """)
  }

  private static func hash(_ device: Device, _ account: AccountID) -> [UInt8]? {
    switch device.kind {
    case .cookie: device.token.map { SecureToken.hash("token:\(account):\($0)") }
    case .bearer:
      SecureToken.hash("network:\(account):\(ClientNetwork.name(of: device.clientAddress))")
    }
  }
}
