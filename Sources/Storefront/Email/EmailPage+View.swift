import Kernel
import Presentation
import Web

extension EmailPage {
  func html(_ flash: Flash?) -> HTML {
    let isTyping = sent != nil || form.id == "code"
    return StorefrontPage.renderForm(
      head: DocumentHead(title: "Change your e-mail address", siteName: frame.siteName, isIndexable: false),
      frame: frame, flash: flash,
      title: isTyping ? "Look into the new mailbox" : "Change your e-mail address",
      intro: isTyping
        ? typingIntro : "Now it is \(present). You log in with it, and mails about orders go there.",
      isTyping ? codeForm : addressForm, below: isTyping ? below : back)
  }

  private var typingIntro: Words {
    let place = sent?.email ?? form.value("email")
    let end: Words = "Type the six digits from it; they are good for 30 minutes. Until then nothing changes."
    let mail: Words = place.map { "A mail is on its way to \($0)." } ?? "A mail is on its way."
    return Words(sentences: [mail, end])
  }

  private var addressForm: HTML {
    """
    <form class="stack" method="post" action="\(Paths.email)">\(form.summary)\
    \(Field.email("email", "New address", in: form, hint: "A code goes there, to see that it is yours."))\
    \(when: hasPassword, password)\
    \(Button.submit("Send the code", icon: .mail, size: .wide))</form>
    """
  }

  private var password: HTML {
    Field.password("password", "Your password", in: form, hint: "So that nobody else changes it.")
  }

  private var codeForm: HTML {
    let email = sent?.email ?? form.value("email")
    return """
      <form class="stack" method="post" action="\(Paths.confirmEmail)">\(form.summary)\
      \(CodeSent.field(sent))\(email.map { Button.hidden("email", $0) })\
      \(Field.code("code", "Code from the mail", in: form))\
      \(Button.submit("Confirm the new address", size: .wide))</form>
      """
  }

  private var below: HTML {
    """
    <div class="cluster">\(Button.link("Ask again", to: Paths.email, icon: .refresh, size: .small))\
    \(Button.link("Leave it as it is", to: Paths.profile, kind: .quiet, size: .small))</div>
    """
  }

  private var back: HTML {
    EntryForm.back("Back to your profile", Paths.profile)
  }
}

extension EmailLinkPage {
  var html: HTML {
    let title: Words = isUndo ? "Take the change back" : "Confirm your new address"
    let intro: Words =
      isUndo
      ? "Your account gets this address again, everybody is logged out, and a code to set a new password comes here."
      : "One press of the button, and you log in with this address."
    return StorefrontPage.renderForm(
      head: DocumentHead(title: title, siteName: frame.siteName, isIndexable: false), frame: frame,
      title: title,
      intro: intro, content)
  }

  private var content: HTML {
    if let refusal {
      return Notice.alert(
        .danger, refusal, "Log in to see which address your account has.",
        actions: Button.link("Log in", to: Paths.signIn))
    }
    return """
      <form class="stack" method="post" action="\(isUndo ? Paths.emailUndoLink : Paths.emailLink)">\
      \(Button.hidden("token", token))\
      \(Button.submit(isUndo ? "Take it back" : "Confirm the address", size: .wide))</form>
      """
  }
}
