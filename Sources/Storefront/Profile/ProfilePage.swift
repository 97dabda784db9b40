import Identity
import Kernel
import Presentation
import Web

/// One's account: picture, name, telephone number and mails.
struct ProfilePage {
  static let profileForm = "profile"
  static let pictureForm = "picture"
  static let mailForm = "mails"

  let frame: StorefrontFrame
  let own: OwnAccount
  /// What was refused, by the id of its form; all others are as stored.
  let refused: FormState?
}

/// The present name and number. Unlike an API's change, a form always sends them.
struct ProfileForm: Input {
  let name: String

  init(from input: inout InputReader) throws {
    name = input.required("name", .text(1...80))
    _ = input.has("phone")
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
  func showProfile(_ request: Request) async throws -> Response {
    .html(try await profilePage(request, nil).html(request.flash))
  }

  private func profilePage(_ request: Request, _ refused: FormState?) async throws -> ProfilePage {
    let viewer = try request.requireViewer()
    return ProfilePage(
      frame: try await frame(request), own: try await identity.ownAccount(viewer.account),
      refused: refused)
  }

  func editProfile(_ request: Request) async throws -> Response {
    try await RefusedForm.answer(request, form: ProfilePage.profileForm, missing: EntryForm.missing) {
      let edit = request.edit(over: ProfilePage.profileState) { form in
        _ = try ProfileForm.read(form)
        return try EditAccountInput.read(form)
      }
      try await identity.edit(request.requireViewer().account, edit)
      return .redirect(to: Paths.profile, flash: .success("Your profile is saved."))
    } again: { form, _ in
      try await profilePage(request, form).html(nil)
    }
  }

  func setPicture(_ request: Request) async throws -> Response {
    try await RefusedForm.answer(
      request, form: ProfilePage.pictureForm, missing: EntryForm.missing, beside: EntryForm.besidePicture
    ) {
      guard let bytes = try request.uploadedPicture() else {
        throw Problem.invalid("avatar", "required", "Choose a picture: PNG, JPEG, WebP or GIF.")
      }
      try await identity.setAvatar(bytes, of: request.requireViewer().account)
      return .redirect(to: Paths.profile, flash: .success("Your picture is saved."))
    } again: { form, _ in
      try await profilePage(request, form).html(nil)
    }
  }

  func removePicture(_ request: Request) async throws -> Response {
    try await identity.removeAvatar(of: request.requireViewer().account)
    return .redirect(to: Paths.profile, flash: .success("Your picture is removed."))
  }

  func chooseMails(_ request: Request) async throws -> Response {
    try await RefusedForm.answer(request, form: ProfilePage.mailForm, missing: EntryForm.missing) {
      let edit = request.edit(over: ProfilePage.mailState) { form in
        let choice = try MailForm.read(form)
        return EditAccountInput(marketingMails: choice.marketingMails, orderMails: choice.orderMails)
      }
      try await identity.edit(request.requireViewer().account, edit)
      return .redirect(to: Paths.profile, flash: .success("Your choice is saved."))
    } again: { form, _ in
      try await profilePage(request, form).html(nil)
    }
  }
}

extension ProfilePage {
  /// The form of name and number as they are.
  static func profileState(_ own: OwnAccount) -> FormState {
    FormState(id: profileForm, values: ["name": own.account.name, "phone": own.profile.phone ?? ""]).ofStored
  }

  /// The form of the mails that are wanted.
  static func mailState(_ own: OwnAccount) -> FormState {
    FormState(
      id: mailForm,
      values: [
        "orderMails": own.profile.orderMails ? "true" : "",
        "marketingMails": own.profile.marketingMails ? "true" : "",
      ]
    ).ofStored
  }
}
