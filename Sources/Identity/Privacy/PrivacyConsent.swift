import Kernel
import Persistence
import Web

/// A choice about analytics.
package struct ConsentInput: Input {
  package let analytics: Bool

  package init(from input: inout InputReader) throws {
    analytics = input.required("analytics", .boolean)
  }
}

extension Identity {
  /// Stores what an account chose, with its time and what it was about.
  package func setConsent(_ consent: Consent, of account: AccountID) async throws {
    try await database.write { tx in
      guard try AccountStore.lock(account, tx) != nil else { throw Problem(.unauthenticated) }
      var profile = try ProfileStore.find(account, tx)
      profile.consent = consent
      try ProfileStore.save(profile, of: account, tx)
    }
  }

  /// What an account chose; `nil` while it chose nothing.
  package func consent(of account: AccountID) async throws -> Consent? {
    try await database.read { try ProfileStore.find(account, $0).consent }
  }
}
