import Kernel
import Web

/// An account of another site, linked with one here.
package enum ExternalIdentityEntity: Entity { package static let idPrefix = "ext" }
/// Names a link with another site's account.
package typealias ExternalIdentityID = ID<ExternalIdentityEntity>

/// A link between an account and what another site calls the same person.
package struct ExternalIdentity: Hashable, Sendable {
  package let id: ExternalIdentityID
  package let account: AccountID
  /// The site's name in addresses.
  package let provider: String
  package let issuer: String
  /// What the site calls the person; unique at its issuer and for ever.
  package let subject: String
  /// What the site's roles made the account here.
  package let adminRole: AdminRole?
  package let linkedAt: Timestamp
  package let lastUsedAt: Timestamp
}

/// A way to a provider that was begun and is to come back.
struct OpenIDRequest: Sendable {
  let browserHash: [UInt8]
  let provider: String
  /// Where the person wanted to go, a path of this site.
  let next: String?
  /// Whose account the provider's is to be linked with; `nil` to log in.
  let account: AccountID?
  let expiresAt: Timestamp
}
