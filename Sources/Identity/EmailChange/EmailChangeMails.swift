import Gateways
import Kernel

/// The mails about a new address.
struct EmailChangeMails {
  private let siteName: String
  private let publicURL: String

  init(_ identity: Identity) {
    siteName = identity.siteName
    publicURL = identity.publicURL
  }

  /// To the new address: the code.
  func confirm(_ email: EmailAddress, _ account: Account, _ mailed: MailedCode) -> Letter {
    let name = Greeting.name(toStranger: account.name)
    return MailTemplate.message(
      to: email.text, name: name, subject: "\(mailed.code) is your code for \(siteName)",
      title: "Confirm your new address",
      paragraphs: [
        """
        Hello \(name), type this code where you asked for it, or follow the link below. Then this is \
        the address of your account at \(siteName).
        """,
        """
        Both are good for \(emailChangeSeconds / 60) minutes. If you did not ask for this, leave this mail \
        alone and nothing happens.
        """,
      ],
      code: mailed.code,
      action: ("Confirm the address", "\(publicURL)/email/confirm?token=\(mailed.token)"), siteName: siteName)
  }

  /// To the present address: somebody asked.
  func asked(_ account: Account) -> Letter {
    MailTemplate.message(
      to: account.email.text, name: account.name, title: "A new address was asked for",
      paragraphs: [
        """
        Hello \(account.name), somebody who knows your password wants your account at \(siteName) to have \
        another e-mail address. Nothing has changed yet: a code went to the new address.
        """,
        "If it was not you, change your password now. That ends every other session.",
      ],
      action: ("Change the password", "\(publicURL)/password"), siteName: siteName)
  }

  /// To the old address, once it is done.
  func changed(_ account: Account, undo: String) -> Letter {
    MailTemplate.message(
      to: account.email.text, name: account.name, title: "Your e-mail address was changed",
      paragraphs: [
        """
        Hello \(account.name), your account at \(siteName) has another e-mail address now, and every other \
        session was ended.
        """,
        """
        If it was not you, take it back with the link below within \(emailUndoSeconds / 86_400) days. Your \
        account has this address again then, everybody is logged out, and a code to set a new password \
        comes here.
        """,
      ],
      action: ("Take it back", "\(publicURL)/email/undo?token=\(undo)"), siteName: siteName)
  }

  /// To the new address, once it is done.
  func welcome(_ account: Account, at email: EmailAddress) -> Letter {
    MailTemplate.message(
      to: email.text, name: account.name, title: "This is your address now",
      paragraphs: [
        """
        Hello \(account.name), you log in at \(siteName) with this address from now on, and mails about your \
        orders come here.
        """
      ],
      action: ("Go to your account", "\(publicURL)/account"), siteName: siteName)
  }

  /// To somebody whose address another person typed.
  func taken(_ owner: Account) -> Letter {
    MailTemplate.message(
      to: owner.email.text, name: owner.name, title: "Somebody wanted to use your address",
      paragraphs: [
        """
        Hello \(owner.name), somebody wanted to use your address for another account at \(siteName). You have \
        an account there already, so nothing was changed.
        """,
        "If it was you: log in with this address, and close the account that you no longer need.",
      ],
      action: ("Log in", "\(publicURL)/login"), siteName: siteName)
  }
}
