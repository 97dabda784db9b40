import Gateways
import Kernel
import Persistence

extension Identity {
  /// Throws `Problem(.invalidInput)` for a new password that is on the list of common ones, is the marketplace's name,
  /// or is the person's own address or name.
  func refuseGuessable(_ password: String, email: EmailAddress? = nil, name: String? = nil) async throws {
    try await database.read { try refuseGuessable(password, email: email, name: name, $0) }
  }

  /// The same within a transaction.
  func refuseGuessable(
    _ password: String, email: EmailAddress? = nil, name: String? = nil, _ snapshot: Snapshot
  ) throws {
    if commonPasswords.contains(password) {
      throw Problem.invalid(
        "password", "common",
        "Many people use this password, so it is guessed first. Choose another: three or four words are good."
      )
    }
    var own = [try site.named(snapshot).name]
    if let email { own += [email.text, String(email.text.prefix { $0 != "@" })] }
    if let name { own += [name, name.filter { !$0.isWhitespace }] }
    if CommonPasswords.isAny(password, of: own) {
      throw Problem.invalid(
        "password", "personal", "A password must not be your own name or e-mail address. Choose another.")
    }
  }
}
