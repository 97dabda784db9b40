import Identity
import Presentation
import Web

extension SecondFactorPage {
  func html(_ flash: Flash?) -> HTML {
    StorefrontPage.renderForm(
      head: DocumentHead(title: "Set up codes", siteName: frame.siteName, isIndexable: false), frame: frame,
      flash: flash, title: "Set up codes",
      intro: "Any app for one-time codes will do, as the one in your password manager.",
      """
      <div class="stack stack--loose">\(scanning)\(confirmation)</div>
      """,
      below: EntryForm.question("Not now?", "Leave it as it is", Paths.security))
  }

  private var scanning: HTML {
    """
    <div class="stack"><h2 class="card__title">\(say: "1. Scan this with the app")</h2>\(picture)\
    <p class="small muted">\(say: "Can't scan it? Open it \(part: 1), or type this key:", opening)</p>\
    <p class="cluster"><code class="secret">\(Self.grouped(setup.secret))</code>\
    \(Button.copy(setup.secret, label: "Copy key"))</p></div>
    """
  }

  private var opening: HTML { "<a href=\"\(setup.uri)\">\(say: "in an app on this device")</a>" }

  private var picture: HTML? {
    guard let picture = setup.picture else { return nil }
    let margin = SecondFactorSetup.pictureMargin
    let side = picture.width + 2 * margin
    return """
      <svg class="qr-code" role="img" aria-label="\(say: "QR code with the key")" \
      viewBox="-\(margin) -\(margin) \(side) \(side)" shape-rendering="crispEdges">\
      <rect x="-\(margin)" y="-\(margin)" width="\(side)" height="\(side)" fill="#fff"/>\
      <path d="\(picture.path)" fill="#000"/></svg>
      """
  }

  private var confirmation: HTML {
    """
    <form class="stack" method="post" action="\(Paths.confirmSecondFactor)">\
    <h2 class="card__title">\(say: "2. Type the code that it shows")</h2>\(form.summary)\
    \(Field.code("code", "Code from the app", in: form))\
    \(Button.submit("Turn codes on", size: .wide))</form>
    """
  }

  /// In groups of four, as people read it aloud.
  private static func grouped(_ secret: String) -> String {
    var text = ""
    for (index, character) in secret.enumerated() {
      if index > 0, index % 4 == 0 { text.append(" ") }
      text.append(character)
    }
    return text
  }
}

extension RecoveryCodesPage {
  var html: HTML {
    let all = recovery.codes.joined(separator: "\n")
    return StorefrontPage.renderForm(
      head: DocumentHead(title: "Recovery codes", siteName: frame.siteName, isIndexable: false), frame: frame,
      flash: nil, title: isNew ? "Codes are on" : "New recovery codes",
      intro: "Keep these recovery codes where you find them without your phone. They are shown only now.",
      """
      <div class="stack"><ul class="recovery-codes">\
      \(recovery.codes.map { code -> HTML in "<li><code>\(code)</code></li>" })</ul>\
      <p class="small muted">\(say: "Each logs you in once in place of the app's code.")\
      \(when: !isNew, " \(say: "The old ones don't work any more.")")</p>\
      <div class="cluster">\(Button.copy(all, label: "Copy all"))\
      <button type="button" class="button button--quiet button--small needs-script" data-module="save" \
      data-text="\(all)" data-name="recovery-codes.txt">\
      \(Icon.show(.download))<span>\(say: "Download")</span></button>\
      <button type="button" class="button button--quiet button--small needs-script" data-module="print">\
      \(Icon.show(.receipt))<span>\(say: "Print")</span></button></div>\
      \(Button.link("I have kept them", to: next, kind: .primary, size: .wide))</div>
      """)
  }
}

extension SecondFactorRemovalPage {
  func html(_ flash: Flash?) -> HTML {
    StorefrontPage.renderForm(
      head: DocumentHead(title: "Turn codes off", siteName: frame.siteName, isIndexable: false), frame: frame,
      flash: flash, title: "Turn codes off?",
      intro: "Then nothing but the log-in itself is asked for. Recovery codes go, too.",
      """
      <form class="stack" method="post" action="\(Paths.removeSecondFactor)">\(form.summary)\
      \(Field.text(
        "code", "Code from the app, or a recovery code", in: form, required: false, maximumLength: 32,
        autocomplete: "one-time-code"))\
      \(when: hasPassword, password)\
      \(Button.submit("Turn codes off", kind: .danger, size: .wide))</form>
      """,
      below: EntryForm.question("Changed your mind?", "Keep codes on", Paths.security))
  }

  /// Never filled in again.
  private var password: HTML {
    Field.input(
      "password", "password", "Or your password", in: FormState(id: form.id, errors: form.errors),
      hint: "Enough where you typed a code when you logged in.", required: false,
      attributes: " autocomplete=\"current-password\" maxlength=\"200\"")
  }
}
