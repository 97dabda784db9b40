import Identity
import Kernel
import Web

/// One's account: picture, name, telephone number and mails.
struct ProfilePage {
  static let profileForm = "profile"
  static let pictureForm = "picture"
  static let mailForm = "mails"
  static let maximumUploadBytes = Identity.maximumAvatarBytes + 64 * 1024

  let frame: StorefrontFrame
  let own: OwnAccount
  /// What was refused, by the id of its form; all others are as stored.
  let refused: FormState?

  static func routes(_ storefront: Storefront) -> [Route] {
    [
      .page(.get, "/account", .signedIn) { request in
        .html(try await storefront.profilePage(request, nil).html(request.flash))
      },
      .page(.post, "/account", .signedIn) { request in try await storefront.editProfile(request) },
      .page(
        .post, "/account/picture", .signedIn, limit: .upload, maximumBodyBytes: maximumUploadBytes
      ) { request in try await storefront.setPicture(request) },
      .page(.post, "/account/picture/remove", .signedIn) { request in
        try await storefront.identity.removeAvatar(of: request.requireViewer().account)
        return .redirect(to: "/account", flash: .success("Your picture is removed."))
      },
      .page(.post, "/account/mails", .signedIn) { request in try await storefront.chooseMails(request) },
      .page(.get, "/account/export", .signedIn) { request in
        let document = try await storefront.identity.export(request.requireViewer().account)
        return .json(document).attachment("account.json")
      },
    ]
  }
}

/// The present name and number. Unlike an API's change, a form always sends them.
struct ProfileForm: Input {
  let name: String

  init(from input: inout InputReader) throws {
    name = input.required("name", .text(1...80))
    _ = input.has("phone")
  }
}

extension Request {
  /// The picture of the form, when one was chosen.
  func uploadedPicture() throws -> [UInt8]? {
    guard contentType == "multipart/form-data" else { return nil }
    return try uploads("avatar").first { !$0.isEmpty }?.bytes
  }
}

/// Which mails are wanted: a box that is not ticked is not sent.
struct MailForm: Input {
  let orderMails: Bool
  let marketingMails: Bool

  init(from input: inout InputReader) throws {
    orderMails = input.optional("orderMails", .boolean, default: false)
    marketingMails = input.optional("marketingMails", .boolean, default: false)
  }
}

extension Storefront {
  func profilePage(_ request: Request, _ refused: FormState?) async throws -> ProfilePage {
    let viewer = try request.requireViewer()
    return ProfilePage(
      frame: try await frame(request), own: try await identity.ownAccount(viewer.account),
      refused: refused)
  }

  func editProfile(_ request: Request) async throws -> Response {
    try await answer(request, form: ProfilePage.profileForm) {
      _ = try request.form(ProfileForm.self)
      try await identity.edit(request.requireViewer().account, request.form(EditAccountInput.self))
      return .redirect(to: "/account", flash: .success("Your profile is saved."))
    } again: { form in
      try await profilePage(request, form).html(nil)
    }
  }

  func setPicture(_ request: Request) async throws -> Response {
    try await answer(request, form: ProfilePage.pictureForm) {
      let bytes = try ProfileRoutes.picture(request)
      try await picturing {
        try await identity.setAvatar(bytes, of: request.requireViewer().account)
      }
      return .redirect(to: "/account", flash: .success("Your picture is saved."))
    } again: { form in
      try await profilePage(request, form).html(nil)
    }
  }

  /// Says beside its field what is wrong with a picture.
  func picturing<Value>(_ act: () async throws -> Value) async throws -> Value {
    do {
      return try await act()
    } catch let problem as Problem where problem.kind == .imageUnreadable {
      throw Problem.invalid("avatar", "unreadable", "Choose a picture: PNG, JPEG, WebP or GIF.")
    } catch let problem as Problem where problem.kind == .tooLarge {
      throw Problem.invalid("avatar", "too_large", problem.detail)
    }
  }

  func chooseMails(_ request: Request) async throws -> Response {
    let choice = try request.form(MailForm.self)
    try await identity.edit(
      request.requireViewer().account,
      EditAccountInput(marketingMails: choice.marketingMails, orderMails: choice.orderMails))
    return .redirect(to: "/account", flash: .success("Your choice is saved."))
  }
}
