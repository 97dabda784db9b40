import Kernel
import Presentation
import Web

extension SignInPage {
  func html(_ flash: Flash?) -> HTML {
    let forgotten = EntryForm.path(Paths.password, email: form.value("email"), next: next)
    let fields: HTML = """
      <form class="stack" method="post" action="\(Paths.signIn)">\(form.summary)\(EntryForm.next(next))\
      \(Field.email(in: form, autocomplete: hasPasskeys ? "username webauthn" : "username"))\
      \(Field.password(in: form))\(Button.submit("Log in", size: .wide))\
      <p class="small"><a href="\(forgotten)">\(say: "Forgot your password?")</a></p></form>\
      \(when: hasPasskeys, passkey)\(ProviderButtons.show(providers, next: next))
      """
    return StorefrontPage.renderForm(
      head: DocumentHead(title: "Log in", siteName: frame.siteName, isIndexable: false), frame: frame,
      flash: flash, title: "Welcome back", intro: intro, fields,
      below: EntryForm.question(
        "New here?", "Create an account", EntryForm.path(Paths.signUp, next: next)))
  }

  /// Needs script, which takes it away where the browser has no passkeys.
  private var passkey: HTML {
    """
    <form class="entry-choice needs-script" method="post" action="\(Paths.passkeySignIn)" data-module="passkey" \
    data-passkey="get" data-options="\(Paths.passkeySignInOptions)">\(EntryForm.next(next))\
    \(Button.submit("Log in with a passkey", kind: .secondary, icon: .key, size: .wide))</form>
    """
  }

  private var intro: Words {
    switch next {
    case .some(let path) where path.hasPrefix(Paths.checkout):
      "Log in, and your addresses are filled in for you."
    case .some: "Log in to go on to the page that you wanted."
    case .none: "Your orders, your addresses and your cart are where you left them."
    }
  }
}
