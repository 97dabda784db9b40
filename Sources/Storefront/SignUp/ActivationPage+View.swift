import Kernel
import Presentation
import Web

extension ActivationPage {
  func html(_ flash: Flash?) -> HTML {
    StorefrontPage.renderForm(
      head: DocumentHead(title: "Activate your account", siteName: frame.siteName, isIndexable: false),
      frame: frame, flash: flash, title: token == nil ? "Look into your mailbox" : "Activate your account",
      intro: intro, token.map(linkForm) ?? codeForm, below: below)
  }

  private var intro: Words {
    if token != nil {
      return "The link in the mail brought you here. One press of the button, and you are in."
    }
    return email.map {
      "A mail is on its way to \($0). Type the six digits from it; they are good for 15 minutes."
    }
      ?? "Type the six digits from the mail. They are good for 15 minutes."
  }

  private func linkForm(_ token: String) -> HTML {
    """
    <form class="stack" method="post" action="\(Paths.activation)">\(EntryForm.next(next))\
    \(Button.hidden("token", token))\(Button.submit("Activate my account", size: .wide))</form>
    """
  }

  private var codeForm: HTML {
    let address: HTML =
      email.map { Button.hidden("email", $0) }
      ?? Field.email(in: form, hint: "The one that you signed up with.")
    return """
      <form class="stack" method="post" action="\(Paths.activation)">\(form.summary)\(EntryForm.next(next))\
      \(CodeSent.field(sent))\(address)\(Field.code("code", "Code from the mail", in: form))\
      \(Button.submit("Activate my account", size: .wide))</form>
      """
  }

  private var below: HTML? {
    if token != nil { return nil }
    guard let email else {
      return EntryForm.question(
        "No code, or too late?", "Get a new one", EntryForm.path(Paths.activationCode, next: next))
    }
    let fields = [(name: "email", value: email)] + (next.map { [(name: "next", value: $0)] } ?? [])
    return """
      <div class="cluster">\
      \(CodeSent.resendButton(to: Paths.activationCode, fields: fields, sent))\
      \(Button.link(
        "Use another address", to: EntryForm.path(Paths.signUp, next: next), kind: .quiet, size: .small))</div>\
      <p class="small muted">\(say: "Nothing there? It may take a minute, and sometimes it lies among the spam.")</p>
      """
  }
}
