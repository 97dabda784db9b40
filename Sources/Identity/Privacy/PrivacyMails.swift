import Areas
import Kernel

/// The mails about one's data. The farewell names nobody, as nothing of it may be kept.
struct PrivacyMails {
  let site: NamedSite

  func closed(_ email: EmailAddress, report token: String, in language: String?) -> Letter {
    Letter(
      to: .init(email: email.text, name: "", language: language), title: "Your account was closed",
      paragraphs: [
        """
        Your account at \(site.name) was closed and your personal data was removed. Orders stay in the books \
        without your name, your addresses and your telephone number.
        """,
        """
        The link below shows what was done with what, and what is still being looked through. This is the \
        last mail that we send you.
        """,
      ],
      action: .init("See the report", "\(site.url)/privacy/erasures/\(token)"), isSecret: true)
  }

  func exportReady(_ account: Account, days: Int64) -> Letter {
    Letter(
      to: account.reader, title: "Your data is ready",
      paragraphs: [
        """
        Hello \(account.name), the file with your data at \(site.name) is ready. You find it on the page of \
        your account for \(days) days.
        """,
        "If you did not ask for it, change your password now.",
      ],
      action: .init("Get the file", "\(site.url)/account/privacy"))
  }
}
