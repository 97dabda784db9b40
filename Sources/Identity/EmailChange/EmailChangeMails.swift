import Areas
import Kernel

/// The mails about a new address.
struct EmailChangeMails {
  let site: NamedSite

  /// To the new address: the code.
  func confirm(_ email: EmailAddress, _ account: Account, _ mailed: MailedCode) -> Letter {
    let name = Greeting.name(toStranger: account.name)
    return Letter(
      to: .init(email: email.text, name: name), subject: "\(mailed.code) is your code for \(site.name)",
      title: "Confirm your new address",
      paragraphs: [
        """
        Hello \(name), type this code where you asked for it, or follow the link below. Then this is \
        the address of your account at \(site.name).
        """,
        """
        Both are good for \(emailChangeSeconds / 60) minutes. If you did not ask for this, leave this mail \
        alone and nothing happens.
        """,
      ],
      code: mailed.code,
      action: .init("Confirm the address", "\(site.url)/email/confirm?token=\(mailed.token)"))
  }

  /// To the present address: somebody asked.
  func asked(_ account: Account) -> Letter {
    Letter(
      to: account.reader, title: "A new address was asked for",
      paragraphs: [
        """
        Hello \(account.name), somebody who knows your password wants your account at \(site.name) to have \
        another e-mail address. Nothing has changed yet: a code went to the new address.
        """,
        "If it was not you, change your password now. That ends every other session.",
      ],
      action: .init("Change the password", "\(site.url)/password"))
  }

  /// To the old address, once it is done.
  func changed(_ account: Account, undo: String) -> Letter {
    Letter(
      to: account.reader, title: "Your e-mail address was changed",
      paragraphs: [
        """
        Hello \(account.name), your account at \(site.name) has another e-mail address now, and every other \
        session was ended.
        """,
        """
        If it was not you, take it back with the link below within \(emailUndoSeconds / 86_400) days. Your \
        account has this address again then, everybody is logged out, and a code to set a new password \
        comes here.
        """,
      ],
      action: .init("Take it back", "\(site.url)/email/undo?token=\(undo)"), isSecret: true)
  }

  /// To the new address, once it is done.
  func welcome(_ account: Account, at email: EmailAddress) -> Letter {
    Letter(
      to: .init(email: email.text, name: account.name), title: "This is your address now",
      paragraphs: [
        """
        Hello \(account.name), you log in at \(site.name) with this address from now on, and mails about your \
        orders come here.
        """
      ],
      action: .init("Go to your account", "\(site.url)/account"))
  }

  /// To somebody whose address another person typed.
  func taken(_ owner: Account) -> Letter {
    Letter(
      to: owner.reader, title: "Somebody wanted to use your address",
      paragraphs: [
        """
        Hello \(owner.name), somebody wanted to use your address for another account at \(site.name). You have \
        an account there already, so nothing was changed.
        """,
        "If it was you: log in with this address, and close the account that you no longer need.",
      ],
      action: .init("Log in", "\(site.url)/login"))
  }
}
