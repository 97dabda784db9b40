import Identity
import Kernel
import Presentation
import Web

/// What the pages that lead into an account share.
enum EntryForm {
  /// How much a form with a picture may send: the picture, and room for the rest.
  static let maximumPictureBytes = Identity.maximumAvatarBytes + 64 * 1024

  /// A path of these pages that carries the address typed so far, where to go on afterwards, and when a code was
  /// mailed.
  static func path(
    _ path: String, email: String? = nil, next: String?, sentAt moment: Timestamp? = nil
  ) -> String {
    ListAddress.make(path, [("email", email), ("next", next), ("sent", moment.map(CodeSent.stamp))])
  }

  /// What is said of a field that was left empty.
  static let missing: [String: Words] = [
    "name": "Write a name.", "email": "Write an e-mail address.", "password": "Type a password.",
    "current": "Type your present password.", "code": "Type the six digits.",
    "line1": "Write the street and number.", "postalCode": "Write the postal code.",
    "city": "Write the city.", "region": "Write the state, province or other region.",
    "country": "Choose a country.", "reason": "Say what is wrong.", "confirm": "Type the word.",
  ]

  /// Beside which field it is told what is wrong with a picture.
  static let besidePicture: [ProblemKind: String] = [.imageUnreadable: "avatar", .tooLarge: "avatar"]

  /// Carries on where to go afterwards.
  static func next(_ path: String?) -> HTML? { path.map { Button.hidden("next", $0) } }

  /// A question with the link that answers it, below a form.
  static func question(_ text: Words, _ label: Words, _ path: String) -> HTML {
    "<p class=\"muted\">\(text) <a href=\"\(path)\">\(label)</a></p>"
  }

  /// The chooser of a person's picture, which is shown in the element `avatar` before it is sent.
  static func picture(_ label: Words, in form: FormState, required: Bool = true) -> HTML {
    let hint: Words = "PNG, JPEG, WebP or GIF, at most 10 MB. It is cut to a square."
    let control: HTML = """
      <input class="input input--file" type="file" id="\(form.controlID("avatar"))" name="avatar" \
      accept="image/png,image/jpeg,image/webp,image/gif"\(attribute: "required", if: required) \
      data-module="preview" data-preview="#avatar"\(Field.description("avatar", form, hint))>
      """
    return Field.frame("avatar", label, in: form, hint: hint, required: required, control: control)
  }

  /// A way back, below a form.
  static func back(_ label: Words, _ path: String) -> HTML {
    "<p>\(Button.link(label, to: path, kind: .quiet, icon: .arrowLeft, size: .small))</p>"
  }
}

extension Request {
  /// What is wrong with a code is told beside the field where it was typed; the token of a link was not typed.
  var besideCode: [ProblemKind: String] {
    formValues["token"] == nil ? [.codeInvalid: "code"] : [:]
  }

  /// The picture of the form, when one was chosen.
  func uploadedPicture() throws -> [UInt8]? {
    guard contentType == "multipart/form-data" else { return nil }
    return try uploads("avatar").first { !$0.isEmpty }?.bytes
  }

  /// The address that the query or the form holds, when it is one.
  var typedEmail: String? {
    (query["email"] ?? formValues["email"]).flatMap { EmailAddress($0)?.text }
  }
}
