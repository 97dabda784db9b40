import Kernel
import Persistence

/// A letter on its way, after the transaction that caused it.
package struct SendMail: Job {
  package static let kind = "mail.send"

  package let letter: Letter

  /// Codes and links are not kept with what failed.
  package var parked: SendMail { SendMail(letter.withoutSecrets) }

  fileprivate init(_ letter: Letter) { self.letter = letter }
}

extension Transaction {
  /// Leaves a letter to be sent after the commit, once, or not before `moment`. Nobody sends mail in another way. While
  /// one with the same `dedupe` key waits, nothing happens.
  package func send(_ letter: Letter, at moment: Timestamp? = nil, dedupe: String? = nil) throws {
    try enqueue(SendMail(letter), at: moment, dedupe: dedupe)
  }
}
