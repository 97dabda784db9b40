import Kernel
import Vendors
import Web

extension InvitationPage {
  private var path: String { "/invitations/\(token)" }

  func html(_ request: Request) -> HTML {
    StorefrontPage.renderForm(
      head: DocumentHead(title: title, siteName: siteName, isIndexable: false),
      frame: StorefrontFrame(
        siteName: siteName, signedInName: viewer?.name, isAdmin: viewer?.isAdmin ?? false),
      flash: request.flash, title: title, intro: intro, content)
  }

  private var title: Words {
    offer.map { "Work with \($0.shop.name)" } ?? "This invitation is no longer good"
  }

  private var intro: Words? {
    offer.map { "\($0.shop.name) would like you to help with their shop at \(siteName)." }
  }

  private var content: HTML {
    guard let offer else {
      return """
        <div class="stack"><p>\(say: "It was answered, taken back, or has run out after seven days. Ask the shop for another one.")</p>\(Button.link("Go to my shops", to: "/sell", size: .wide))</div>
        """
    }
    let tasks = offer.invitation.permissions.all.map { permission -> HTML in
      """
      <li class="line"><div class="line__body"><span class="line__title">\(permission.title)</span>\
      <p class="line__meta">\(permission.summary)</p></div></li>
      """
    }
    let email: HTML = "<span class=\"ltr\">\(offer.invitation.email.text)</span>"
    return """
      <div class="stack"><p>\(say: "You could do this there:")</p><ul class="lines">\(tasks)</ul>\
      \(answer(offer))<p class="muted small">\
      \(say: "For \(part: 1), good until \(part: 2).", email, offer.invitation.expiresAt.dateTimeHTML)</p></div>
      """
  }

  private func answer(_ offer: InvitationOffer) -> HTML {
    let decline = Button.post("No, thank you", to: "\(path)/decline", kind: .quiet, size: .wide)
    guard let viewer else {
      let query = Parameters([("next", path), ("email", offer.invitation.email.text)]).encoded
      return """
        \(Button.link("Log in to accept", to: "/login?\(query)", kind: .primary, size: .wide))\
        \(Button.link("Make an account", to: "/signup?\(query)", size: .wide))\(decline)
        """
    }
    if viewer.email == offer.invitation.email.text {
      let accept = Button.post(
        "Accept", to: "\(path)/accept", kind: .primary, icon: .check, size: .wide)
      return "\(accept)\(decline)"
    }
    return """
      \(Notice.alert(
        .warning, "You are logged in with another address",
        """
        This invitation went to \(offer.invitation.email.text), and you are \(viewer.email). Log out, then \
        open the link in the mail again.
        """))\
      \(Button.post("Log out", to: "/logout", icon: .logOut, size: .wide))
      """
  }
}
