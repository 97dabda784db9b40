import Areas
import Kernel

/// The mails that tell about a change in how an account is signed in to.
struct SecurityMails {
  let site: NamedSite

  func secondFactorOn(_ account: Account) -> Letter {
    notice(
      account, "Log-ins need a code now",
      """
      From now on a log-in with your password at \(site.name) asks for a code of your app, too. Keep the \
      recovery codes where you find them without your phone.
      """)
  }

  func secondFactorOff(_ account: Account) -> Letter {
    notice(
      account, "Log-ins need no code any more",
      """
      Codes by app were turned off for your account at \(site.name) just now. A log-in needs the password \
      alone.
      """)
  }

  func secondFactorReset(_ account: Account) -> Letter {
    notice(
      account, "Your second factor was taken away",
      """
      An administrator took codes by app, recovery codes and passkeys from your account at \(site.name) just \
      now, and logged you out everywhere. Log in with your password and set them up again.
      """)
  }

  func recoveryCodesRenewed(_ account: Account) -> Letter {
    notice(
      account, "You have new recovery codes",
      """
      New recovery codes were made for your account at \(site.name) just now. The old ones do not work any \
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
      Words(sentences: ["One of your recovery codes for \(site.name) was used just now.", rest]))
  }

  func wrongCodes(_ account: Account) -> Letter {
    notice(
      account, "Wrong codes for your account",
      """
      Somebody typed your right password at \(site.name), but \(toleratedWrongCodes) wrong codes. Nobody got \
      in, and more tries have to wait.
      """)
  }

  func passkeyAdded(_ account: Account, name: String) -> Letter {
    notice(
      account, "A passkey was added",
      """
      The passkey \"\(name)\" was added to your account at \(site.name) just now. It logs in without the \
      password.
      """)
  }

  func passkeyRemoved(_ account: Account, name: String) -> Letter {
    notice(
      account, "A passkey was removed",
      "The passkey \"\(name)\" was removed from your account at \(site.name) just now.")
  }

  func passkeyCopied(_ account: Account, name: String) -> Letter {
    notice(
      account, "A passkey was refused",
      """
      The passkey \"\(name)\" of your account at \(site.name) was refused just now, because it looks as if \
      there were a copy of it. If you did not just try to log in, remove it under your account's \
      security.
      """)
  }

  /// Tells the owner of an account that there is one more way into it.
  func linked(_ account: Account, _ provider: OpenIDProvider) -> Letter {
    Letter(
      to: account.reader,
      title: "You can log in with \(provider.label) now",
      paragraphs: [
        """
        Hello \(account.name), an account of \(provider.label) was just linked with your account at \
        \(site.name). It can be used to log in from now on.
        """,
        "If it was not you, log in, unlink it under your account's security and change your password.",
      ],
      action: .init("Look at your account's security", "\(site.url)/account/security"))
  }

  private func notice(_ account: Account, _ title: Words, _ text: Words) -> Letter {
    Letter(
      to: account.reader, title: title,
      paragraphs: [
        "Hello \(account.name),", text,
        "If it was not you, set a new password at once and log out every device that is not yours.",
      ],
      action: .init("Look at your account's security", "\(site.url)/account/security"))
  }
}
