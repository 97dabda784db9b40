import Kernel

/// The label below which the record stands that shows whose a domain is.
private let challengeLabel = "_souk-challenge"
private let challengePrefix = "souk-verify="

/// A shop's own host name.
package struct ShopDomain: Hashable, Sendable {
  package let shop: ShopID
  package let host: String
  let token: String
  /// Since when it shows the shop; `nil` until the record was found.
  package let verifiedAt: Timestamp?
  /// When the record was last looked for.
  package let checkedAt: Timestamp?
  /// Since when the record of a verified domain is gone.
  package let missingSince: Timestamp?

  /// Whether it shows the shop.
  package var isVerified: Bool { verifiedAt != nil }
  /// The name of the TXT record that shows whose the domain is.
  package var recordName: String { "\(challengeLabel).\(host)" }
  /// What the record must hold.
  package var recordValue: String { challengePrefix + token }
}
