import Identity
import Kernel
import Presentation
import Web

private let fewRecoveryCodes = 3
private let endOthersDialog = "end-others"

extension SecurityPage {
  func html(_ flash: Flash?) -> HTML {
    AccountFrame.page(
      frame, flash: flash, title: "Security", lead: "How you log in, and where you are logged in.",
      current: Paths.security,
      """
      \(refusal.map { Notice.alert(.danger, nil, $0) })\(adminNotice)\
      <div class="grid-2">\(Card.show("Codes by app", aside: codesBadge, codes))\
      \(Card.show("Password", password))</div>\
      \(when: hasPasskeys || !passkeys.isEmpty, passkeySection)\(externalIdentities)\(devices)\
      \(when: !events.isEmpty, lately)\
      \(passkeys.map(dialogs))\(sessions.filter { $0.id != viewer.session }.map(ending))\(endOthers)
      """)
  }

  private var adminNotice: HTML? {
    guard viewer.needsSecondFactor else { return nil }
    if secondFactor.isOn {
      return Notice.alert(
        .warning, "Your code, please", "The admin pages open once you have typed a code in this session.",
        actions: Button.link(
          "Type a code", to: EntryForm.path(Paths.presence, next: AdminPaths.dashboard), size: .small))
    }
    return Notice.alert(
      .warning, "Administrators need a second factor",
      "The admin pages open once an app makes codes for you, or a passkey has logged you in.")
  }

  // MARK: Codes

  private var codesBadge: HTML {
    secondFactor.isOn ? Badge.show("On", .success) : Badge.show("Off", .neutral)
  }

  private var codes: HTML {
    guard let since = secondFactor.since else {
      return """
        <div class="stack"><p>\(say: "A log-in asks for six digits of an app on your phone besides the password. Who only knows your password stays outside.")</p>\
        <div>\(Button.post("Set up codes", to: Paths.secondFactor, kind: .primary))</div></div>
        """
    }
    let left = secondFactor.recoveryCodesLeft
    let tone: Tone = left <= fewRecoveryCodes ? .warning : .neutral
    return """
      <div class="stack"><p>\(say: "Log-ins with your password ask for a code since \(part: 1).", since.dateHTML)</p>\
      <p>\(Badge.show("\(count: left, one: "# recovery code left", other: "# recovery codes left")", tone))</p>\
      <div class="cluster">\
      \(Button.dialog("New recovery codes …", opens: "recovery-codes", size: .small))\
      \(Button.link("Turn codes off", to: Paths.removeSecondFactor, kind: .quiet, size: .small))\
      </div>\
      \(Dialog.confirm(
        id: "recovery-codes", title: "Make new recovery codes?",
        text: "Those that you have now work no more.", label: "New recovery codes", to: Paths.recoveryCodes))\
      </div>
      """
  }

  private var password: HTML {
    let text: Words =
      hasPassword
      ? "A new password logs every other device out."
      : "You have none, as another way logs you in. One more way in does no harm."
    return """
      <div class="stack"><p>\(text)</p>\
      <div>\(Button.link(
        hasPassword ? "Change password" : "Set a password", to: Paths.ownPassword, icon: .lock))</div></div>
      """
  }

  // MARK: Passkeys

  private var passkeySection: HTML {
    let list: HTML = "<div class=\"card\"><ul class=\"lines\">\(passkeys.map(line))</ul></div>"
    return Card.section(
      "Passkeys",
      """
      <div class="stack"><p class="muted">\(say: "A passkey logs you in with your finger, your face or the PIN of your device. It can't be guessed, and it works only here.")</p>\(refusedName)\(when: !passkeys.isEmpty, list)\
      \(when: hasPasskeys, isRecent ? creation : proofFirst)</div>
      """)
  }

  private func line(_ passkey: Passkey) -> HTML {
    let used: HTML =
      passkey.lastUsedAt.map { "\(say: "last used \(part: 1)", $0.dateTimeHTML)" }
      ?? "\(say: "never used yet")"
    let added: HTML = "\(say: "Added \(part: 1)", passkey.createdAt.dateHTML)"
    let everywhere: HTML = " · \(say: "on all your devices")"
    return """
      <li class="line"><div class="line__body"><p class="line__title" dir="auto">\(passkey.name)</p>\
      <p class="line__meta">\(added) · \(used)\(when: passkey.isBackedUp, everywhere)</p></div>\
      <div class="line__end"><div class="cluster">\
      \(Button.dialog("Rename", opens: "rename-\(passkey.id)", kind: .quiet, size: .small))\
      \(Button.dialog("Remove", opens: "remove-\(passkey.id)", kind: .quiet, icon: .trash, size: .small))\
      </div></div></li>
      """
  }

  /// Needs script, which takes it away where the browser has no passkeys.
  private var creation: HTML {
    """
    <form class="card stack needs-script" method="post" action="\(Paths.passkeys)" data-module="passkey" \
    data-passkey="create" data-options="\(Paths.passkeyOptions)">\
    \(Field.text(
      "name", "Name for a new passkey", in: FormState(id: "passkey"), hint: "So that you know it again.",
      maximumLength: 60, placeholder: "My phone", width: .half))\
    <div>\(Button.submit("Add a passkey", kind: .secondary, icon: .key))</div></form>
    """
  }

  private var proofFirst: HTML {
    let path = EntryForm.path(Paths.presence, next: Paths.security)
    return """
      <p class="cluster"><span>\(say: "It is a while since you logged in.")</span>\
      \(Button.link("Show that it is you to add a passkey", to: path, icon: .key, size: .small))</p>
      """
  }

  /// Prefix of the fields of the form that names this passkey.
  static func renamingForm(_ id: PasskeyID) -> String { "rename-\(id)" }

  /// The form that names a passkey, as it is stored.
  static let renamingState: @Sendable (Passkey) -> FormState = { passkey in
    FormState(id: renamingForm(passkey.id), values: ["name": passkey.name]).ofStored
  }

  private func nameForm(_ id: PasskeyID, _ form: FormState) -> HTML {
    """
    <form class="stack" method="post" action="\(Paths.passkey(id))">\(form.summary)\(form.basisField)\
    \(Field.text("name", "Name", in: form, maximumLength: 60))\
    <div class="dialog__actions">\(Button.submit("Save name"))</div></form>
    """
  }

  /// A name that was refused is shown in the page, with what is wrong.
  private var refusedName: HTML? {
    renaming.map { Card.show("Rename the passkey", nameForm($0.passkey, $0.form)) }
  }

  private func dialogs(_ passkey: Passkey) -> HTML {
    let name = SecurityPage.renamingForm(passkey.id)
    let form = nameForm(passkey.id, SecurityPage.renamingState(passkey))
    return """
      \(when: renaming?.passkey != passkey.id, Dialog.show(id: name, title: "Rename the passkey", form))\
      \(Dialog.confirm(
        id: "remove-\(passkey.id)", title: "Remove the passkey?",
        text: "\(passkey.name) does not log you in any more. You can add a new one at any time.",
        label: "Remove", to: Paths.remove(passkey.id)))
      """
  }

  // MARK: Devices

  private var devices: HTML {
    let others: HTML? =
      sessions.count > 1
      ? Button.dialog("Log out all others", opens: endOthersDialog, icon: .logOut, size: .small) : nil
    return Card.section(
      "Where you are logged in", aside: others, id: "devices",
      """
      <div class="stack">\
      <p class="muted">\(say: "Something here that is not yours? Log it out and change the password.")</p>\
      \(DataTable.show("Devices", Self.deviceColumns, sessions.map(device)))</div>
      """)
  }

  private static let deviceColumns = [
    TableColumn("Device", isMain: true), TableColumn("Place"), TableColumn("Logged in with"),
    TableColumn("Last seen"), TableColumn("", .end),
  ]

  private func device(_ session: Session) -> TableRow {
    let isHere = session.id == viewer.session
    let name = session.deviceName
    let country = session.place.map { place -> HTML in "\(CountryNames.name(place)), " }
    let end: HTML = Button.dialog("Log out …", opens: "end-\(session.id)", size: .small)
    return TableRow(
      id: session.id.description, label: name,
      [
        "\(name)", "\(country)<span class=\"num\">\(session.clientAddress)</span>", "\(session.way)",
        session.lastSeenAt.dateTimeHTML, isHere ? Badge.show("This device", .success) : end,
      ])
  }

  // MARK: Lately

  private var lately: HTML {
    let rows = events.map { event -> TableRow in
      let place: HTML = event.client.map { client -> HTML in "<span class=\"num\">\(client)</span>" } ?? "–"
      return TableRow(
        id: "\(event.at.milliseconds)", label: event.kind.sentence,
        ["\(event.kind.sentence)", event.at.dateTimeHTML, place])
    }
    return Card.section(
      "Lately",
      DataTable.show(
        "What changed lately", [TableColumn("What", isMain: true), TableColumn("When"), TableColumn("From")],
        rows))
  }

  private func ending(_ session: Session) -> HTML {
    Dialog.confirm(
      id: "end-\(session.id)", title: "Log out \(session.deviceName)?",
      text: "There one has to log in again. Carts and orders stay as they are.", label: "Log out",
      to: Paths.end(session.id))
  }

  private var endOthers: HTML {
    Dialog.confirm(
      id: endOthersDialog, title: "Log out all other devices?",
      text: "Everywhere but here you have to log in again. Your carts and orders stay as they are.",
      label: "Log out all others", to: Paths.endOtherDevices)
  }
}

extension Session {
  /// What it runs on.
  fileprivate var deviceName: Words {
    kind == .bearer ? "\(DeviceName.of(userAgent)), by API" : DeviceName.of(userAgent)
  }

  /// How it began, in words.
  fileprivate var way: Words {
    switch method {
    case .passkey: "Passkey"
    case .oidc: secondFactorAt == nil ? "Another account" : "Another account and code"
    case .password: secondFactorAt == nil ? "Password" : "Password and code"
    }
  }
}

extension SecurityEvent.Kind {
  /// What happened, for its owner.
  fileprivate var sentence: Words {
    switch self {
    case .codesOn: "Codes by app were turned on"
    case .codesOff: "Codes by app were turned off"
    case .recoveryCodesRenewed: "New recovery codes were made"
    case .passkeyAdded: "A passkey was added"
    case .passkeyRenamed: "A passkey was renamed"
    case .passkeyRemoved: "A passkey was removed"
    case .identityLinked: "An account of another site was linked"
    case .identityUnlinked: "An account of another site was unlinked"
    case .signedOut: "The marketplace logged every device out"
    }
  }
}
