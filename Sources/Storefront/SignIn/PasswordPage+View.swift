import Kernel
import Presentation
import Web

extension PasswordPage {
  func html(_ flash: Flash?) -> HTML {
    let fields: HTML = """
      <form class="stack" method="post" action="\(Paths.passwordReset)">\(form.summary)\
      \(EntryForm.next(next))\(CodeSent.field(sent))\(proof)\
      \(Field.password(
        "password", "New password", in: form, hint: "At least 8 characters. A few words in a row are best.",
        isNew: true))\
      \(Button.submit("Set new password", size: .wide))</form>
      """
    return StorefrontPage.renderForm(
      head: DocumentHead(title: "New password", siteName: frame.siteName, isIndexable: false), frame: frame,
      flash: flash, title: "Choose a new password", intro: intro, fields, below: below)
  }

  private var intro: Words {
    let rest: Words = "Every device is logged out, so that only you go on."
    if token != nil { return rest }
    let code: Words =
      email.map { "If \($0) has an account, a code of six digits is in its mailbox." }
      ?? "Type the six digits from the mail."
    return Words(sentences: [code, rest])
  }

  private var proof: HTML {
    if let token { return Button.hidden("token", token) }
    let address: HTML =
      email.map { Button.hidden("email", $0) } ?? Field.email(in: form, hint: "The one of your account.")
    return "\(address)\(Field.code("code", "Code from the mail", in: form))"
  }

  private var below: HTML? {
    guard token == nil else { return nil }
    guard let email else {
      return EntryForm.question(
        "No code, or too late?", "Get a new one", EntryForm.path(Paths.password, next: next))
    }
    let fields = [(name: "email", value: email)] + (next.map { [(name: "next", value: $0)] } ?? [])
    return """
      <div class="cluster">\
      \(CodeSent.resendButton(to: Paths.password, fields: fields, sent))\
      \(Button.link(
        "Use another address", to: EntryForm.path(Paths.password, next: next), kind: .quiet, size: .small))</div>
      """
  }
}
