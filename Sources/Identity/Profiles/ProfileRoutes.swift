import Kernel
import Web

/// Pictures of people, and what everybody may know of them.
package enum ProfileRoutes {
  private static let tag = "Accounts"
  private static let maximumUploadBytes = Identity.maximumAvatarBytes + 64 * 1024

  /// Every route of the noun.
  package static func routes(_ identity: Identity) -> [Route] {
    [
      .api(
        .put, "/me/avatar", "Set one's picture: the body, or the file of a form", tag: tag, .signedIn,
        answer: OwnAccountOutput.self, limit: .upload, maximumBodyBytes: maximumUploadBytes,
        bodyKind: [.image, .multipart], problems: [.imageUnreadable]
      ) { request in
        let account = try request.requireViewer().account
        try await identity.setAvatar(picture(request), of: account)
        return OwnAccountOutput(try await identity.ownAccount(account))
      },
      .api(
        .delete, "/me/avatar", "Remove one's picture", tag: tag, .signedIn, answer: NoContent.self
      ) { request in
        try await identity.removeAvatar(of: request.requireViewer().account)
        return NoContent()
      },
      .api(
        .get, "/accounts/{account}", "What everybody may know of a person", tag: tag, .anyone,
        answer: PublicAccountOutput.self
      ) { request in
        PublicAccountOutput(
          account: try await identity.publicAccount(request.id("account", as: AccountID.self)))
      },
    ]
  }

  /// The body, or the first file of the form.
  package static func picture(_ request: Request) throws -> [UInt8] {
    if request.contentType != "multipart/form-data" {
      guard !request.content.isEmpty else { throw missing }
      return try request.body
    }
    guard let file = try request.multipart().files.first(where: { !$0.upload.isEmpty }) else {
      throw missing
    }
    return try file.upload.bytes
  }

  private static var missing: Problem {
    .invalid("avatar", "required", "Choose a picture: PNG, JPEG, WebP or GIF.")
  }
}

/// One's own account as the API shows it.
package struct OwnAccountOutput: Output {
  let own: OwnAccount

  /// The view of an account.
  package init(_ own: OwnAccount) { self.own = own }

  package static let fields: [OutputField<Self>] = [
    .init("id") { $0.own.account.id },
    .init("name") { $0.own.account.name },
    .init("email") { $0.own.account.email },
    .init("role") { $0.own.account.role },
    .init("isActive") { $0.own.account.isActive },
    .init("createdAt") { $0.own.account.createdAt },
    .init("phone") { $0.own.profile.phone },
    .init("avatar") { $0.own.avatarPath },
    .init("hasPassword") { $0.own.hasPassword },
    .init("preferences") { PreferencesOutput(profile: $0.own.profile) },
  ]
}

/// How a person wants things, as the API shows it.
struct PreferencesOutput: Output {
  let profile: Profile

  static let fields: [OutputField<Self>] = [
    .init("language") { $0.profile.language },
    .init("currency") { $0.profile.currency?.code },
    .init("marketingMails") { $0.profile.marketingMails },
    .init("orderMails") { $0.profile.orderMails },
    .init("analytics") { $0.profile.consent?.analytics },
  ]
}

/// What everybody may know of a person.
struct PublicAccountOutput: Output {
  let account: PublicAccount

  static let fields: [OutputField<Self>] = [
    .init("id") { $0.account.id },
    .init("name") { $0.account.name },
    .init("avatar") { $0.account.avatarPath },
    .init("memberSince") { $0.account.memberSince },
  ]
}
