import Areas
import Kernel

/// The mails of accounts.
struct AccountMails {
  let site: NamedSite

  /// `takesPassword`: whether the password of the sign-up counts from then on.
  func activation(
    _ account: Account, name: String, takesPassword: Bool, _ mailed: MailedCode
  ) -> Letter {
    let greeted = Greeting.name(toStranger: name)
    let several: Words =
      """
      Your address was used to sign up more than once, maybe by somebody else, so no password was taken over. \
      Set your own afterwards: ask for a new password on the log-in page.
      """
    return Letter(
      to: .init(email: account.email.text, name: greeted),
      subject: "\(mailed.code) is your code for \(site.name)",
      title: "Welcome to \(site.name)",
      paragraphs: [
        "Hello \(greeted), type this code to activate your account, or follow the link below.",
        """
        Both are good for \(codeLifetimeSeconds / 60) minutes. If you did not sign up, leave this mail \
        alone and nothing happens.
        """,
      ] + (takesPassword ? [] : [several]),
      code: mailed.code, action: .init("Activate the account", "\(site.url)/activate?token=\(mailed.token)"))
  }

  func newPassword(_ account: Account, _ mailed: MailedCode) -> Letter {
    Letter(
      to: account.reader, subject: "\(mailed.code) is your code for a new password",
      title: "Set a new password",
      paragraphs: [
        """
        Hello \(account.name), type this code to set a new password for \(site.name), or follow the link \
        below.
        """,
        """
        Both are good for \(codeLifetimeSeconds / 60) minutes. If you did not ask for this, leave this mail \
        alone: your password stays as it is.
        """,
      ],
      code: mailed.code,
      action: .init("Set a new password", "\(site.url)/password/reset?token=\(mailed.token)"))
  }

  /// Somebody tried to sign up with an address that has an account.
  func addressTaken(_ account: Account) -> Letter {
    Letter(
      to: account.reader, title: "You already have an account at \(site.name)",
      paragraphs: [
        """
        Hello \(account.name), somebody just signed up at \(site.name) with your address. You have \
        an account there already, so nothing was changed.
        """,
        "If it was you: log in, and if the password is lost, set a new one from the log-in page.",
      ],
      action: .init("Log in", "\(site.url)/login"))
  }

  func passwordChanged(_ account: Account) -> Letter {
    Letter(
      to: account.reader, title: "Your password was changed",
      paragraphs: [
        """
        Hello \(account.name), the password of your account at \(site.name) was changed just now, and other \
        devices were logged out.
        """,
        "If it was not you, set a new password at once from the log-in page.",
      ],
      action: .init("Go to \(site.name)", site.url))
  }

  /// Tells the owner of an address that it can't be used.
  func barred(_ email: EmailAddress, name: String) -> Letter {
    Letter(
      to: .init(email: email.text, name: name), title: "This address can't be used for an account",
      paragraphs: [
        "Hello, somebody, probably you, wanted to use this address for an account at \(site.name).",
        """
        It belonged to somebody who closed a shop here and then the account, so it can't be used again. \
        If you want to come back, write to the people who run \(site.name); they can allow it.
        """,
      ])
  }
}
