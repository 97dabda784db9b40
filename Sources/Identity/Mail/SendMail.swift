import Gateways
import Kernel
import Persistence

/// Sends one mail after the transaction that caused it; every area enqueues it.
package struct SendMail: Job {
  package static let kind = "mail.send"

  package let message: MailMessage

  /// A mail to be sent.
  package init(message: MailMessage) { self.message = message }

  /// A mail to be sent.
  package init(_ message: MailMessage) { self.init(message: message) }

  /// Hands mails to `transport`. The job's id names the mail, so a repetition can be told from a second mail.
  package static func register(in registry: inout JobRegistry, _ transport: any MailTransport) {
    registry.on(SendMail.self) { job, context in
      do {
        try await transport.send(job.message, id: context.id.description)
      } catch let error as MailError where !error.isTemporary {
        throw PermanentFailure("mail to \(job.message.to): \(error)")
      }
    }
  }
}
