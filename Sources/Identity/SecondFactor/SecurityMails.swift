import Gateways
import Kernel

/// The mails that tell about a change in how an account is signed in to.
struct SecurityMails {
  private let siteName: String
  private let publicURL: String

  init(_ identity: Identity) {
    siteName = identity.siteName
    publicURL = identity.publicURL
  }

  func secondFactorOn(_ account: Account) -> Letter {
    notice(
      account, "Log-ins need a code now",
      """
      From now on a log-in with your password at \(siteName) asks for a code of your app, too. Keep the \
      recovery codes where you find them without your phone.
      """)
  }

  func secondFactorOff(_ account: Account) -> Letter {
    notice(
      account, "Log-ins need no code any more",
      """
      Codes by app were turned off for your account at \(siteName) just now. A log-in needs the password \
      alone.
      """)
  }

  func secondFactorReset(_ account: Account) -> Letter {
    notice(
      account, "Your second factor was taken away",
      """
      An administrator took codes by app, recovery codes and passkeys from your account at \(siteName) just \
      now, and logged you out everywhere. Log in with your password and set them up again.
      """)
  }

  func recoveryCodesRenewed(_ account: Account) -> Letter {
    notice(
      account, "You have new recovery codes",
      """
      New recovery codes were made for your account at \(siteName) just now. The old ones do not work any \
      more.
      """)
  }

  func recoveryCodeUsed(_ account: Account, left: Int) -> Letter {
    let rest: Words =
      left == 0
      ? "None is left: make new ones under your account's security."
      : "\(count: left, one: "# of them is left", other: "# of them are left")."
    return notice(
      account, "A recovery code was used",
      Words(sentences: ["One of your recovery codes for \(siteName) was used just now.", rest]))
  }

  func wrongCodes(_ account: Account) -> Letter {
    notice(
      account, "Wrong codes for your account",
      """
      Somebody typed your right password at \(siteName), but \(toleratedWrongCodes) wrong codes. Nobody got \
      in, and more tries have to wait.
      """)
  }

  func passkeyAdded(_ account: Account, name: String) -> Letter {
    notice(
      account, "A passkey was added",
      """
      The passkey \"\(name)\" was added to your account at \(siteName) just now. It logs in without the \
      password.
      """)
  }

  func passkeyRemoved(_ account: Account, name: String) -> Letter {
    notice(
      account, "A passkey was removed",
      "The passkey \"\(name)\" was removed from your account at \(siteName) just now.")
  }

  func passkeyCopied(_ account: Account, name: String) -> Letter {
    notice(
      account, "A passkey was refused",
      """
      The passkey \"\(name)\" of your account at \(siteName) was refused just now, because it looks as if \
      there were a copy of it. If you did not just try to log in, remove it under your account's \
      security.
      """)
  }

  private func notice(_ account: Account, _ title: Words, _ text: Words) -> Letter {
    MailTemplate.message(
      to: account.email.text, name: account.name, title: title,
      paragraphs: [
        "Hello \(account.name),", text,
        "If it was not you, set a new password at once and log out every device that is not yours.",
      ],
      action: ("Look at your account's security", "\(publicURL)/account/security"), siteName: siteName)
  }
}
