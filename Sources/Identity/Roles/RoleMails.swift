import Areas
import Kernel
import Web

/// The mails about roles and bans.
struct RoleMails {
  let site: NamedSite

  func banned(_ account: Account, reason: String) -> Letter {
    Letter(
      to: account.reader, title: "Your account at \(site.name) is blocked",
      paragraphs: [
        "Hello \(account.name), your account at \(site.name) was blocked, for this reason:",
        Words(verbatim: reason),
        """
        You were logged out everywhere and can't log in at present. If you think that this is a mistake, \
        answer to this mail.
        """,
      ])
  }

  func unbanned(_ account: Account) -> Letter {
    Letter(
      to: account.reader, title: "Your account at \(site.name) is open again",
      paragraphs: [
        "Hello \(account.name), your account at \(site.name) is no longer blocked. You can log in again."
      ],
      action: .init("Log in", "\(site.url)/login"))
  }

  func promoted(_ account: Account, _ role: AdminRole) -> Letter {
    Letter(
      to: account.reader, title: "You help to run \(site.name) now",
      paragraphs: [
        "Hello \(account.name), you help to run \(site.name) from now on. Your role: \(role.title).",
        """
        Administrators show a second factor when they log in. If you have none yet, you are asked to set \
        one up.
        """,
      ],
      action: .init("Go to the administration", "\(site.url)/admin"))
  }

  func demoted(_ account: Account) -> Letter {
    Letter(
      to: account.reader, title: "You are no longer an administrator of \(site.name)",
      paragraphs: [
        """
        Hello \(account.name), you no longer help to run \(site.name). Your account stays as it is; log in \
        again to go on using it.
        """
      ],
      action: .init("Log in", "\(site.url)/login"))
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
