import Gateways
import Kernel
import Persistence

private let avatarSidePixels = 256
/// A picture that was stored but never became anybody's is looked for after this time.
private let unusedPictureSeconds: Int64 = 600

/// Deletes files once nothing refers to them any more.
struct RemovePictures: Job {
  static let kind = "identity.pictures.remove"

  let keys: [String]
}

extension Identity {
  /// The most bytes of an uploaded picture of a person: 10 MB.
  package static let maximumAvatarBytes = 10 * 1024 * 1024

  /// Makes the picture in `bytes` the account's, as a square WebP without metadata; the old file goes. Looks
  /// at the content, not at its name. Throws `Problem(.tooLarge)` and `Problem(.imageUnreadable)`.
  package func setAvatar(_ bytes: [UInt8], of account: AccountID) async throws {
    try await changeAvatar(of: account, to: storePicture(bytes, unusedFor: unusedPictureSeconds))
  }

  /// Stores the picture in `bytes`; it is deleted again unless a profile shows it after so many seconds.
  func storePicture(_ bytes: [UInt8], unusedFor seconds: Int64) async throws -> String {
    guard bytes.count <= Self.maximumAvatarBytes else {
      throw Problem(.tooLarge, "A picture may have at most 10 MB. Make it smaller and send it again.")
    }
    let picture = try await files.images.square(bytes, side: avatarSidePixels)
    let key = "avatars/\(SecureToken.make(bytes: 16)).webp"
    // First, so that the file goes again when the program ends between here and the last step.
    try await database.write { tx in
      try tx.enqueue(RemovePictures(keys: [key]), at: tx.now.adding(seconds: seconds))
    }
    try await files.media.put(key, picture, contentType: "image/webp")
    return key
  }

  /// Removes the account's picture, if it has one, with its file.
  package func removeAvatar(of account: AccountID) async throws {
    try await changeAvatar(of: account, to: nil)
  }

  private func changeAvatar(of account: AccountID, to key: String?) async throws {
    try await database.write { tx in
      guard try AccountStore.lock(account, tx) != nil else { throw Problem(.unauthenticated) }
      try changeAvatar(of: account, to: key, tx)
    }
  }

  /// The caller has locked the account.
  func changeAvatar(of account: AccountID, to key: String?, _ tx: Transaction) throws {
    var profile = try ProfileStore.find(account, tx)
    if let old = profile.avatarKey { try tx.enqueue(RemovePictures(keys: [old])) }
    profile.avatarKey = key
    try ProfileStore.save(profile, of: account, tx)
  }

  /// Deletes these files, except where a profile shows them.
  func removePictures(_ keys: [String]) async throws {
    for key in keys {
      let isUsed = try await database.read { try ProfileStore.isUsed(avatar: key, $0) }
      if !isUsed { try await files.media.delete(key) }
    }
  }
}
