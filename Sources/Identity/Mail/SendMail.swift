import Gateways
import Kernel
import Persistence

/// Sends one mail after the transaction that caused it; every area enqueues it.
package struct SendMail: Job {
  package static let kind = "mail.send"

  package let letter: Letter

  /// A mail to be sent.
  package init(_ letter: Letter) { self.letter = letter }

  /// Hands mails to `transport`, each in its reader's language. The job's id names the mail, so a repetition can be told
  /// from a second mail.
  package static func register(
    in registry: inout JobRegistry, _ transport: any MailTransport, _ database: Database
  ) {
    registry.on(SendMail.self) { job, context in
      let language = try await language(of: job.letter, database)
      let message = MailTemplate.render(job.letter, in: language)
      do {
        try await transport.send(message, id: context.id.description)
      } catch let error as MailError where !error.isTemporary {
        throw PermanentFailure("mail to \(message.to): \(error)")
      }
    }
  }

  /// The letter's own, else what the account with its address chose, else the site's.
  private static func language(of letter: Letter, _ database: Database) async throws -> Language {
    if let language = letter.language.flatMap({ Languages.find($0) }) { return language }
    guard let email = EmailAddress(letter.to) else { return Languages.standard }
    let chosen = try await database.read { snapshot in
      try AccountStore.byEmail(email, snapshot).flatMap { try ProfileStore.find($0.id, snapshot).language }
    }
    return chosen.flatMap { Languages.find($0) } ?? Languages.standard
  }
}
