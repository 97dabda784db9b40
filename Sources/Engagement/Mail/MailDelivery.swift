import Areas
import Gateways
import Identity
import Kernel
import Persistence

/// The one way on which letters leave: written in their reader's language, in the look that all share.
package struct MailDelivery: Sendable {
  private let database: Database
  private let transport: any MailTransport
  private let site: Site

  /// Hands mails to `transport`; the name of `site` stands at their head.
  package init(database: Database, transport: any MailTransport, site: Site) {
    self.database = database
    self.transport = transport
    self.site = site
  }

  /// Registers what carries the letters of all areas out.
  package func register(in registry: inout JobRegistry) {
    registry.on(SendMail.self) { job, context in
      try await deliver(job.letter, id: context.id.description)
    }
  }

  /// The job's id names the mail, so a repetition can be told from a second mail.
  private func deliver(_ letter: Letter, id: String) async throws {
    if letter.secrets == .removed {
      throw PermanentFailure(
        "mail to \(letter.to): its code or link is not kept, so it has to be asked for again")
    }
    let (siteName, tongue) = try await database.read { snapshot in
      (try site.named(snapshot).name, try language(of: letter, snapshot))
    }
    let message = MailTemplate.render(letter, siteName: siteName, in: tongue)
    do {
      try await transport.send(message, id: id)
    } catch let error as MailError where !error.isTemporary {
      throw PermanentFailure("mail to \(message.to): \(error)")
    }
  }

  /// The letter's own, else what the account with its address chose, else the site's.
  private func language(of letter: Letter, _ snapshot: Snapshot) throws -> Language {
    if let language = letter.language.flatMap({ Languages.find($0) }) { return language }
    guard let email = EmailAddress(letter.to) else { return Languages.standard }
    let account = try AccountStore.byEmail(email, snapshot)
    let chosen = try account.flatMap { try ProfileStore.find($0.id, snapshot).language }
    return chosen.flatMap { Languages.find($0) } ?? Languages.standard
  }
}
