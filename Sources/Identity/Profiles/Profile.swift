import Kernel
import Persistence
import Web

/// What a person says about themselves and how they want things.
package struct Profile: Hashable, Sendable {
  package var phone: String?
  /// The picture's key in the media store.
  package var avatarKey: String?
  /// A language tag, as `de` or `pt-BR`.
  package var language: String?
  package var currency: Currency?
  /// News and offers. Off until somebody turns them on.
  package var marketingMails = false
  /// Every step of an order. What must be said, as that money comes back, is mailed in any case.
  package var orderMails = true
  /// What was chosen about analytics; `nil` while nothing was.
  package var consent: Consent?

  /// Nothing said yet.
  package init() {}
}

/// An account with its profile: what its owner sees.
package struct OwnAccount: Hashable, Sendable {
  package let account: Account
  package let profile: Profile
  /// Where browsers get the picture.
  package let avatarPath: String?
  /// False where accounts of other sites or passkeys alone let the owner in.
  package let hasPassword: Bool
}

/// What everybody may know of a person.
package struct PublicAccount: Hashable, Sendable {
  package let id: AccountID
  /// The first part of the name.
  package let name: String
  package let avatarPath: String?
  package let memberSince: Timestamp
}

extension Identity {
  /// The account with its profile. Throws `Problem(.unauthenticated)` when it was closed.
  package func ownAccount(_ id: AccountID) async throws -> OwnAccount {
    try await database.read { try ownAccount(id, $0) }
  }

  /// The same inside a transaction.
  func ownAccount(_ id: AccountID, _ snapshot: Snapshot) throws -> OwnAccount {
    guard let stored = try AccountStore.stored(id, snapshot) else { throw Problem(.unauthenticated) }
    let profile = try ProfileStore.find(id, snapshot)
    return OwnAccount(
      account: stored.account, profile: profile, avatarPath: avatarPath(profile),
      hasPassword: stored.hasPassword)
  }

  /// What everybody may know of an account. Throws `Problem(.notFound)` for one that can't sign in.
  package func publicAccount(_ id: AccountID) async throws -> PublicAccount {
    let found = try await database.read { snapshot -> (Account, Profile)? in
      guard let account = try AccountStore.find(id, snapshot) else { return nil }
      return (account, try ProfileStore.find(id, snapshot))
    }
    guard let (account, profile) = found, account.isActive, account.blockedReason == nil else {
      throw Problem(.notFound)
    }
    let first = account.name.split(separator: " ").first.map(String.init) ?? account.name
    return PublicAccount(
      id: id, name: first, avatarPath: avatarPath(profile), memberSince: account.createdAt)
  }

  /// Where browsers get the profile's picture.
  package func avatarPath(_ profile: Profile) -> String? {
    profile.avatarKey.flatMap { files.media.publicPath($0) }
  }
}
