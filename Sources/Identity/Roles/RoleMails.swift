import Gateways
import Kernel
import Web

/// The mails about roles and bans.
struct RoleMails {
  private let siteName: String
  private let publicURL: String

  init(_ identity: Identity) {
    siteName = identity.siteName
    publicURL = identity.publicURL
  }

  func banned(_ account: Account, reason: String) -> Letter {
    mail(
      account, "Your account at \(siteName) is blocked",
      [
        "Hello \(account.name), your account at \(siteName) was blocked, for this reason:",
        Words(verbatim: reason),
        """
        You were logged out everywhere and can't log in at present. If you think that this is a mistake, \
        answer to this mail.
        """,
      ], nil)
  }

  func unbanned(_ account: Account) -> Letter {
    mail(
      account, "Your account at \(siteName) is open again",
      ["Hello \(account.name), your account at \(siteName) is no longer blocked. You can log in again."],
      ("Log in", "\(publicURL)/login"))
  }

  func promoted(_ account: Account, _ role: AdminRole) -> Letter {
    mail(
      account, "You help to run \(siteName) now",
      [
        "Hello \(account.name), you help to run \(siteName) from now on. Your role: \(role.title).",
        """
        Administrators show a second factor when they log in. If you have none yet, you are asked to set \
        one up.
        """,
      ], ("Go to the administration", "\(publicURL)/admin"))
  }

  func demoted(_ account: Account) -> Letter {
    mail(
      account, "You are no longer an administrator of \(siteName)",
      [
        """
        Hello \(account.name), you no longer help to run \(siteName). Your account stays as it is; log in \
        again to go on using it.
        """
      ], ("Log in", "\(publicURL)/login"))
  }

  private func mail(
    _ account: Account, _ title: Words, _ paragraphs: [Words], _ action: MailTemplate.Action?
  ) -> Letter {
    MailTemplate.message(
      to: account.email.text, name: account.name, title: title, paragraphs: paragraphs, action: action,
      siteName: siteName)
  }
}

extension AdminRole {
  /// The role as people read it.
  package var title: Words {
    switch self {
    case .superadmin: "Superadmin"
    case .support: "Support"
    case .finance: "Finance"
    case .moderator: "Moderator"
    }
  }

  /// What it is there for, in one line.
  package var summary: Words {
    switch self {
    case .superadmin: "Everything, with other administrators"
    case .support: "Sees people, shops and orders; retries refunds"
    case .finance: "Payouts, refunds and commission; sees shops and orders"
    case .moderator: "Decides about shops and goods; bans people"
    }
  }
}
