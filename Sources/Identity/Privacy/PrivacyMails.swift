import Gateways
import Kernel

/// The mails about one's data. The farewell names nobody, as nothing of it may be kept.
struct PrivacyMails {
  private let siteName: String
  private let publicURL: String

  init(_ identity: Identity) {
    siteName = identity.siteName
    publicURL = identity.publicURL
  }

  func closed(_ email: EmailAddress, report token: String) -> Letter {
    MailTemplate.message(
      to: email.text, name: "", title: "Your account was closed",
      paragraphs: [
        """
        Your account at \(siteName) was closed and your personal data was removed. Orders stay in the books \
        without your name, your addresses and your telephone number.
        """,
        """
        The link below shows what was done with what, and what is still being looked through. This is the \
        last mail that we send you.
        """,
      ],
      action: ("See the report", "\(publicURL)/privacy/erasures/\(token)"), siteName: siteName)
  }

  func exportReady(_ account: Account, days: Int64) -> Letter {
    MailTemplate.message(
      to: account.email.text, name: account.name, title: "Your data is ready",
      paragraphs: [
        """
        Hello \(account.name), the file with your data at \(siteName) is ready. You find it on the page of \
        your account for \(days) days.
        """,
        "If you did not ask for it, change your password now.",
      ],
      action: ("Get the file", "\(publicURL)/account/privacy"), siteName: siteName)
  }
}
