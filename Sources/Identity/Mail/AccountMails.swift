import Gateways
import Kernel

/// The mails of accounts.
struct AccountMails {
  private let siteName: String
  private let publicURL: String

  init(_ identity: Identity) {
    siteName = identity.siteName
    publicURL = identity.publicURL
  }

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
    return MailTemplate.message(
      to: account.email.text, name: greeted, subject: "\(mailed.code) is your code for \(siteName)",
      title: "Welcome to \(siteName)",
      paragraphs: [
        "Hello \(greeted), type this code to activate your account, or follow the link below.",
        """
        Both are good for \(codeLifetimeSeconds / 60) minutes. If you did not sign up, leave this mail \
        alone and nothing happens.
        """,
      ] + (takesPassword ? [] : [several]),
      code: mailed.code, action: ("Activate the account", "\(publicURL)/activate?token=\(mailed.token)"),
      siteName: siteName)
  }

  func newPassword(_ account: Account, _ mailed: MailedCode) -> Letter {
    MailTemplate.message(
      to: account.email.text, name: account.name, subject: "\(mailed.code) is your code for a new password",
      title: "Set a new password",
      paragraphs: [
        """
        Hello \(account.name), type this code to set a new password for \(siteName), or follow the link \
        below.
        """,
        """
        Both are good for \(codeLifetimeSeconds / 60) minutes. If you did not ask for this, leave this mail \
        alone: your password stays as it is.
        """,
      ],
      code: mailed.code,
      action: ("Set a new password", "\(publicURL)/password/reset?token=\(mailed.token)"), siteName: siteName)
  }

  /// Somebody tried to sign up with an address that has an account.
  func addressTaken(_ account: Account) -> Letter {
    MailTemplate.message(
      to: account.email.text, name: account.name, title: "You already have an account at \(siteName)",
      paragraphs: [
        """
        Hello \(account.name), somebody just signed up at \(siteName) with your address. You have \
        an account there already, so nothing was changed.
        """,
        "If it was you: log in, and if the password is lost, set a new one from the log-in page.",
      ],
      action: ("Log in", "\(publicURL)/login"), siteName: siteName)
  }

  func passwordChanged(_ account: Account) -> Letter {
    MailTemplate.message(
      to: account.email.text, name: account.name, title: "Your password was changed",
      paragraphs: [
        """
        Hello \(account.name), the password of your account at \(siteName) was changed just now, and other \
        devices were logged out.
        """,
        "If it was not you, set a new password at once from the log-in page.",
      ],
      action: ("Go to \(siteName)", publicURL), siteName: siteName)
  }
}
