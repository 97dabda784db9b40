/// Takes a mail and answers once the next station has it for good.
package protocol MailTransport: Sendable {
  /// Sends `message`. `id` is the same in every repetition of the same mail and becomes its Message-ID.
  /// Throws `MailError`.
  func send(_ message: MailMessage, id: String) async throws
  /// Removes kept mails that hold one of these texts, in capitals or not, where mails are kept at all. Answers
  /// with their number, 0 where none are kept; throws `MailError`.
  func forget(_ texts: [String]) async throws -> Int
}

/// Why a mail was not taken.
package enum MailError: Error, Equatable, Sendable {
  /// The address is not one that can stand in a header or an envelope. Sending again won't help.
  case badAddress(String)
  /// The mail server refused for good (5xx). Sending again won't help.
  case refused(code: Int, reason: String)
  /// The mail server can't be reached or asks to wait. Sending again may help.
  case unavailable(String)
  /// The setting with the mail server's address can't be used.
  case misconfigured(String)

  /// True when the same mail may get through later.
  package var isTemporary: Bool {
    if case .unavailable = self { return true }
    return false
  }
}
