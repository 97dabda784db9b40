import Kernel
import Presentation
import Vendors
import Web

extension InvitationPage {
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
        <div class="stack"><p>\(say: "It was answered, taken back, or has run out after seven days. Ask the shop for another one.")</p>\(Button.link("Go to my shops", to: SellerPaths.shops, size: .wide))</div>
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
    let dialog = offer.declining(to: SellerPaths.declining(token: token))
    let decline: HTML = """
      \(Button.dialog("No, thank you", opens: offer.decliningDialog, kind: .quiet, size: .wide))\(dialog)
      """
    guard let viewer else {
      let (link, email) = (SellerPaths.invitation(token: token), offer.invitation.email.text)
      let signIn = Paths.signIn(next: link, email: email)
      return """
        \(Button.link("Log in to accept", to: signIn, kind: .primary, size: .wide))\
        \(Button.link("Make an account", to: Paths.signUp(next: link, email: email), size: .wide))\(decline)
        """
    }
    if viewer.email == offer.invitation.email.text {
      let accept = Button.post(
        "Accept", to: SellerPaths.accepting(token: token), kind: .primary, icon: .check, size: .wide)
      return "\(accept)\(decline)"
    }
    return """
      \(Notice.alert(
        .warning, "You are logged in with another address",
        """
        This invitation went to \(offer.invitation.email.text), and you are \(viewer.email). Log out, then \
        open the link in the mail again.
        """))\
      \(Button.post("Log out", to: Paths.signOut, icon: .logOut, size: .wide))
      """
  }
}

extension InvitationOffer {
  /// The id of the dialog that asks before it is declined.
  var decliningDialog: String { "decline-\(invitation.id)" }

  /// Asks before it is declined at `path`: only the shop can send another one.
  func declining(to path: String) -> HTML {
    Dialog.confirm(
      id: decliningDialog, title: "Decline the invitation?",
      text: "You can't accept it any more then. \(shop.name) would have to send you another one.",
      label: "Decline", to: path, keepLabel: "Leave it")
  }
}
