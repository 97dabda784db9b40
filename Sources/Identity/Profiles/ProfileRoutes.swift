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
        answer: OwnAccountView.self, limit: .upload, maximumBodyBytes: maximumUploadBytes,
        bodyKind: [.image, .multipart], problems: [.imageUnreadable]
      ) { request in
        let account = try request.requireViewer().account
        try await identity.setAvatar(picture(request), of: account)
        return OwnAccountView(try await identity.ownAccount(account))
      },
      .api(
        .delete, "/me/avatar", "Remove one's picture", tag: tag, .signedIn, answer: NoContent.self
      ) { request in
        try await identity.removeAvatar(of: request.requireViewer().account)
        return NoContent()
      },
      .api(
        .get, "/accounts/{account}", "What everybody may know of a person", tag: tag, .anyone,
        answer: PublicAccount.self
      ) { request in
        try await identity.publicAccount(request.id("account", as: AccountID.self))
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
