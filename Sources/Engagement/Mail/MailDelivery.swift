import Areas
import Gateways
import Identity
import Kernel
import Persistence

/// Letters that are written and sent together.
private let lettersTogether = 32

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
    registry.on(batchesOf: SendMail.self, atMost: lettersTogether) { mails in try await deliver(mails) }
  }

  private func deliver(_ mails: [JobDelivery<SendMail>]) async throws -> BatchFailures {
    let languages = try await languages(of: mails.map(\.job.letter))
    let siteName = try await database.read { try site.named($0).name }
    // Those to one address leave one after the other, so that the newest code is the last to come.
    let readers = Dictionary(grouping: mails.indices) { mails[$0].job.letter.to.lowercased() }
    return await withTaskGroup(of: BatchFailures.self) { group in
      for places in readers.values {
        group.addTask {
          var failures: BatchFailures = [:]
          for place in places {
            do {
              try await deliver(
                mails[place].job.letter, from: siteName, in: languages[place],
                id: mails[place].context.id.description)
            } catch {
              failures[place] = error
            }
          }
          return failures
        }
      }
      return await group.reduce(into: [:]) { failures, some in failures.merge(some) { first, _ in first } }
    }
  }

  /// The job's id names the mail, so a repetition can be told from a second mail.
  private func deliver(
    _ letter: Letter, from siteName: String, in language: Language, id: String
  ) async throws {
    if letter.secrets == .removed {
      throw PermanentFailure(
        "mail to \(letter.to): its code or link is not kept, so it has to be asked for again")
    }
    let message = MailTemplate.render(letter, siteName: siteName, in: language)
    do {
      try await transport.send(message, id: id)
    } catch let error as MailError where !error.isTemporary {
      throw PermanentFailure("mail to \(message.to): \(error)")
    }
  }

  /// The letters' own, else what the accounts with their addresses chose, else the site's.
  private func languages(of letters: [Letter]) async throws -> [Language] {
    let own = letters.map { letter in letter.language.flatMap { Languages.find($0) } }
    let unknown = zip(letters, own).compactMap { letter, own in own == nil ? EmailAddress(letter.to) : nil }
    let chosen: [EmailAddress: String] =
      unknown.isEmpty
      ? [:] : try await database.read { try ProfileStore.languages(of: unknown, $0) }
    return zip(letters, own).map { letter, own in
      own ?? EmailAddress(letter.to).flatMap { chosen[$0] }.flatMap { Languages.find($0) }
        ?? Languages.standard
    }
  }
}
