import Kernel
import Presentation
import Web

extension OwnPasswordPage {
  func html(_ flash: Flash?) -> HTML {
    let title: Words = own.hasPassword ? "Change your password" : "Set a password"
    return StorefrontPage.renderForm(
      head: DocumentHead(title: title, siteName: frame.siteName, isIndexable: false), frame: frame,
      flash: flash, title: title,
      intro: own.hasPassword
        ? "All other devices are logged out, so that only you go on."
        : "Then you can log in with your e-mail address, too. What logs you in today stays.",
      fields, below: below)
  }

  /// The hidden name lets password managers know whose password it is.
  private var fields: HTML {
    let label: Words = own.hasPassword ? "Change password" : "Set password"
    return """
      <form class="stack" method="post" action="\(Paths.ownPassword)">\(form.summary)\
      <input class="visually-hidden" type="email" name="username" value="\(own.account.email.text)" \
      autocomplete="username" tabindex="-1" readonly aria-hidden="true">\
      \(when: own.hasPassword, Field.password("current", "Present password", in: form))\
      \(Field.password(
        "password", "New password", in: form, hint: "At least 8 characters. A few words in a row are best.",
        isNew: true))\
      \(Button.submit(label, size: .wide))</form>
      """
  }

  private var below: HTML {
    let forgotten = EntryForm.question(
      "Forgot it?", "Set a new one by mail",
      EntryForm.path(Paths.password, email: own.account.email.text, next: nil))
    return """
      \(when: own.hasPassword, forgotten)\
      \(EntryForm.back("Back to security", Paths.security))
      """
  }
}
