import Presentation
import Web

extension SignInCodePage {
  func html(_ flash: Flash?) -> HTML {
    let fields: HTML = """
      <form class="stack" method="post" action="\(Paths.signInCode)">\(form.summary)\(EntryForm.next(next))\
      \(when: isRecovery, Button.hidden("kind", "recovery"))\(field)\
      \(Button.submit("Log in", size: .wide))</form>
      """
    return StorefrontPage.renderForm(
      head: DocumentHead(title: "One more step", siteName: frame.siteName, isIndexable: false), frame: frame,
      flash: flash, title: "One more step",
      intro: isRecovery
        ? "Type one of the recovery codes that you wrote down. Each works once."
        : "Type the six digits that your app shows now.",
      fields, below: below)
  }

  private var field: HTML {
    guard isRecovery else { return Field.code("code", "Code from the app", in: form) }
    return Field.text(
      "code", "Recovery code", in: form, maximumLength: 32, autocomplete: "off",
      placeholder: "XXXX-XXXX-XXXX-XXXX")
  }

  private var below: HTML {
    let again = EntryForm.path(Paths.signIn, next: next)
    if isRecovery {
      return EntryForm.question(
        "The app is at hand?", "Use its code", EntryForm.path(Paths.signInCode, next: next))
    }
    let parameters = Parameters().setting("kind", "recovery").setting("next", next)
    return """
      \(EntryForm.question("No app at hand?", "Use a recovery code", parameters.behind(Paths.signInCode)))\
      \(EntryForm.question("Not you?", "Log in as somebody else", again))
      """
  }
}
