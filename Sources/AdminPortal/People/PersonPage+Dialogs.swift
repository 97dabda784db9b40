import Identity
import Kernel
import Presentation
import Web

extension PersonPage {
  /// What asks again before it is done. Only who sees the button that opens one can also do it.
  var dialogs: HTML {
    "\(roleDialogs)\(accessDialogs)"
  }

  private var roleDialogs: HTML {
    let roles = AdminRole.allCases.map { Choice($0.rawValue, $0.title, detail: $0.summary) }
    var chosen = form.error("role") == nil ? Self.roleState(person) : form
    if chosen.value("role") == nil { chosen.values["role"] = [AdminRole.support.rawValue] }
    let form: HTML = """
      <form class="stack" method="post" action="\(AdminPaths.role(person.id))">\(chosen.basisField)\
      \(Field.radios("role", "What \(account.name) is to do", roles, in: chosen, asCards: true))\
      <p class="muted small">\(say: "It holds at once. They get a mail, and may need a second factor to act.")</p>\
      \(FormLayout.actions(Button.submit("Give this role")))</form>
      """
    return """
      \(Dialog.show(id: "role", title: "Role of \(account.name)", form))\
      \(Dialog.confirm(
        id: "demote", title: "Take the role away?",
        text: "\(account.name) becomes a customer again and is logged out everywhere.",
        label: "Take it away", to: AdminPaths.demote(person.id)))
      """
  }

  /// The form filled with the role that somebody has; empty for a customer.
  static let roleState: @Sendable (Person) -> FormState = { person in
    FormState(values: person.account.adminRole.map { ["role": $0.rawValue] } ?? [:]).ofStored
  }

  /// How a role is called.
  static let roleName: @Sendable (String, String) -> Words? = { _, value in AdminRole(rawValue: value)?.title
  }

  private var accessDialogs: HTML {
    let ban: HTML = """
      <form class="stack" method="post" action="\(AdminPaths.ban(person.id))"><p>\(say: "They are logged out everywhere at once and can't log in until somebody unbans them.")</p>\(BanForm.reason(form))\
      \(FormLayout.actions(Button.submit("Ban", kind: .danger)))</form>
      """
    return """
      \(Dialog.show(id: "ban", title: "Ban \(account.name)?", ban))\
      \(Dialog.confirm(
        id: "sign-out", title: "Log \(account.name) out everywhere?",
        text: "Every device has to log in again. Do this when somebody else may have got in.",
        label: "Log out everywhere", to: AdminPaths.signOut(person.id)))\
      \(Dialog.confirm(
        id: "second-factor", title: "Reset the second factor?",
        text: """
          Codes by app, recovery codes and passkeys go, and every device is logged out. Do this only when \
          you are sure that it is \(account.name) who asks: their password alone logs in then.
          """,
        label: "Reset it", to: AdminPaths.resetSecondFactor(person.id)))\
      \(Dialog.confirmByTyping(
        id: "erase", title: "Erase the account of \(account.name)?",
        text: """
          Everything personal is deleted at once, and what the books must keep names nobody any more. \
          Nobody can take this back.
          """,
        phrase: account.email.text, label: "Erase it for good", to: AdminPaths.erase(person.id)))
      """
  }
}
