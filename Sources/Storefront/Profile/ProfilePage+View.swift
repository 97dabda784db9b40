import Identity
import Kernel
import Presentation
import Web

private let maximumNameLength = 80
private let avatarPixels = 256

extension ProfilePage {
  func html(_ flash: Flash?) -> HTML {
    AccountFrame.page(
      frame, flash: flash, title: "Your account", lead: Words(verbatim: own.account.email.text),
      current: Paths.profile,
      """
      <div class="stack stack--loose"><div class="grid-2">\
      <div class="stack">\(Card.show("Picture", picture))\(Card.show("Profile", profileFields))</div>\
      <div class="stack">\(Card.show("How you log in", access))\(Card.show("Mails", mailFields))</div>\
      </div></div>
      """)
  }

  /// The form as it was refused, or as it is first.
  private func state(_ stored: FormState) -> FormState {
    if let refused, refused.id == stored.id { return refused }
    return stored
  }

  private var picture: HTML {
    let form = state(FormState(id: Self.pictureForm))
    let shown = own.avatarPath.map {
      Picture(path: $0, width: avatarPixels, height: avatarPixels, alternative: "Your picture")
    }
    let remove: HTML? =
      shown == nil
      ? nil
      : """
      \(Button.dialog("Remove the picture …", opens: "remove-picture", kind: .quiet, icon: .trash, size: .small))\
      \(Dialog.confirm(
        id: "remove-picture", title: "Remove the picture?", text: "This can't be taken back.",
        label: "Remove", to: Paths.removePicture))
      """
    return """
      <div class="stack"><form class="avatar-editor" method="post" action="\(Paths.picture)" \
      enctype="multipart/form-data"><div class="avatar-editor__picture" id="avatar">\
      \(Picture.orPlaceholder(shown, title: own.account.name, sizes: "96px"))</div>\
      <div class="avatar-editor__fields stack">\(form.summary)\(pictureField(form))\
      <div>\(Button.submit("Save picture", kind: .secondary))</div></div></form>\(remove)</div>
      """
  }

  private func pictureField(_ form: FormState) -> HTML {
    EntryForm.picture("New picture", in: form)
  }

  private var profileFields: HTML {
    let form = state(Self.profileState(own))
    return """
      <form class="stack" method="post" action="\(Paths.profile)">\(form.summary)\(form.basisField)\
      \(Field.text(
        "name", "Your name", in: form,
        hint: "Shops see it with your orders. Everybody else sees only the first part.",
        maximumLength: maximumNameLength, autocomplete: "name"))\
      \(Field.input(
        "tel", "phone", "Phone", in: form, hint: "Only you see it.", required: false,
        attributes: " autocomplete=\"tel\" maxlength=\"30\""))\
      <div>\(Button.submit("Save profile", kind: .secondary))</div></form>
      """
  }

  private var access: HTML {
    let password: Words = own.hasPassword ? "Change the password" : "Set a password"
    return """
      <div class="stack"><p dir="auto">\(own.account.email.text)</p>\
      <div class="cluster">\(Button.link("Change the address", to: Paths.email, icon: .mail))\
      \(Button.link(password, to: Paths.ownPassword, icon: .lock))</div></div>
      """
  }

  private var mailFields: HTML {
    let form = state(Self.mailState(own))
    return """
      <form class="stack" method="post" action="\(Paths.mails)">\(form.summary)\(form.basisField)\
      \(Field.checkbox(
        "orderMails", "Every step of my orders", in: form,
        hint: "Confirmations, cancellations and refunds come in any case."))\
      \(Field.checkbox("marketingMails", "News and offers", in: form, hint: "Off until you turn it on."))\
      <div>\(Button.submit("Save choice", kind: .secondary))</div></form>
      """
  }
}
