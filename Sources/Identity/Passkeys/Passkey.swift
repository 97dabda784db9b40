import Kernel
import Persistence

/// How long a challenge waits for its answer.
package let passkeyChallengeSeconds: Int64 = 5 * 60
let maximumPasskeysPerAccount = 20

/// Passkeys, for identifiers.
package enum PasskeyEntity: Entity { package static let idPrefix = "pkey" }
/// The identifier of a passkey.
package typealias PasskeyID = ID<PasskeyEntity>

/// A key that signs in without a password. It lies on a device, or with who syncs a person's devices.
package struct Passkey: Hashable, Sendable {
  package let id: PasskeyID
  package let name: String
  /// Whether it is synced, so that the loss of the device does not lose it.
  package let isBackedUp: Bool
  package let createdAt: Timestamp
  package let lastUsedAt: Timestamp?
}

/// A passkey with what checks its signatures.
struct StoredPasskey: Sendable {
  let passkey: Passkey
  let account: AccountID
  let publicKey: [UInt8]
  let signCount: Int64
  let mayBeBackedUp: Bool
}

/// A new credential on its way into the table.
struct NewPasskey: Sendable {
  let id: PasskeyID
  let account: AccountID
  let name: String
  let credentialID: [UInt8]
  let publicKey: [UInt8]
  let signCount: Int64
  let transports: [String]
  let mayBeBackedUp: Bool
  let isBackedUp: Bool
}
