import Identity
import Kernel
import Web

private let maximumNameLength = 80
private let closingDialog = "close-account"

extension ProfilePage {
  func html(_ flash: Flash?) -> HTML {
    AccountFrame.page(
      frame, flash: flash, title: "Your account", lead: account.email.text, current: "/account",
      """
      \(closingRefusal)<div class="grid-2">\(Card.show("Name", nameFields))\
      \(Card.show("Password", passwordFields))</div>\(devices)\(data)\(dialogs)
      """)
  }

  /// The form with this id: as it was refused, or with these values.
  private func state(_ id: String, _ values: [String: String] = [:]) -> FormState {
    if let refused, refused.id == id { return refused }
    return FormState(id: id, values: values)
  }

  private var nameFields: HTML {
    let form = state(Self.nameForm, ["name": account.name])
    return """
      <form class="stack" method="post" action="/account">\(form.summary)\
      \(Field.text(
        "name", "Your name", in: form, hint: "Shops see it with your orders.",
        maximumLength: maximumNameLength,
        autocomplete: "name"))\
      <div>\(Button.submit("Save name", kind: .secondary))</div></form>
      """
  }

  private var passwordFields: HTML {
    let form = state(Self.passwordForm)
    return """
      <form class="stack" method="post" action="/account/password">\(form.summary)\
      <input class="visually-hidden" type="email" name="username" value="\(account.email.text)" \
      autocomplete="username" tabindex="-1" readonly aria-hidden="true">\
      \(Field.password("current", "Present password", in: form))\
      \(Field.password("password", "New password", in: form, hint: "At least 8 characters.", isNew: true))\
      <div>\(Button.submit("Change password", kind: .secondary))</div></form>
      """
  }

  // MARK: Devices

  private var devices: HTML {
    Card.section(
      "Where you are logged in",
      """
      <div class="stack">\
      <p class="muted">Something here that is not yours? Log it out and change the password.</p>\
      \(DataTable.show("Devices", Self.deviceColumns, sessions.map(device)))</div>
      """)
  }

  private static let deviceColumns = [
    TableColumn("Device", isMain: true), TableColumn("Address"), TableColumn("Last seen"),
    TableColumn("", .end),
  ]

  private func device(_ session: Session) -> TableRow {
    let isHere = session.id == current
    let name =
      session.kind == .bearer
      ? "\(DeviceName.of(session.userAgent)), by API" : DeviceName.of(session.userAgent)
    let action: HTML =
      isHere
      ? Badge.show("This device", .success)
      : Button.post("Log out", to: "/account/devices/\(session.id)/end", size: .small)
    return TableRow(
      id: session.id.description, label: name,
      [
        "\(name)", "<span class=\"num\">\(session.clientAddress)</span>", session.lastSeenAt.dateTimeHTML,
        action,
      ])
  }

  // MARK: Data

  private var data: HTML {
    Card.section(
      "Your data",
      """
      <div class="grid-2">\
      \(Card.show("Take it with you", """
        <div class="stack"><p>Everything that is kept about you, as one file: account, addresses, orders, \
        shops.</p>\
        <div>\(Button.link("Download my data", to: "/account/export", icon: .download))</div></div>
        """))\
      \(Card.show("Close your account", """
        <div class="stack"><p>Your addresses and your profile are removed for good. Shops keep what they \
        need of past orders.</p>\
        <div>\(Button.dialog("Close my account", opens: closingDialog, kind: .danger))</div></div>
        """))</div>
      """)
  }

  private var closingRefusal: HTML? {
    guard let refused, refused.id == Self.closingForm else { return nil }
    let text = refused.message ?? refused.errors.first?.message ?? ""
    return Notice.alert(.danger, "The account was not closed", text)
  }

  private var dialogs: HTML {
    Dialog.confirmByTyping(
      id: closingDialog, title: "Close your account?",
      text: "This can't be taken back. The address is free for a new account afterwards.",
      phrase: account.email.text, label: "Close my account for good", to: "/account/close")
  }
}
