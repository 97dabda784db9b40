import Foundation
import Kernel
import Persistence
import Web

/// A letter on its way, after the transaction that caused it.
package struct SendMail: Job {
  package static let kind = "mail.send"

  package let letter: Letter

  /// Codes and links are not kept with what failed.
  package var parked: SendMail { SendMail(letter.withoutSecrets) }

  fileprivate init(_ letter: Letter) { self.letter = letter }

  /// Reads the letter the fast way, else by its coding, as what earlier versions left is not always as it is now.
  package init(written text: String) throws {
    if let json = try? JSONParser.parse(Array(text.utf8)), let stored = json["letter"],
      let letter = try? Letter(json: stored)
    {
      self = SendMail(letter)
    } else {
      self = try JSONDecoder().decode(SendMail.self, from: Data(text.utf8))
    }
  }

  /// The same JSON as by its coding.
  package func written() throws -> String { #"{"letter":\#(letter.json)}"# }
}

extension Transaction {
  /// Leaves a letter to be sent after the commit, once, or not before `moment`. Nobody sends mail in another way. While
  /// one with the same `dedupe` key waits, nothing happens.
  package func send(_ letter: Letter, at moment: Timestamp? = nil, dedupe: String? = nil) throws {
    try enqueue(SendMail(letter), at: moment, dedupe: dedupe)
  }
}

/// A letter on paper: what it takes to leave it is done, so that many can be before their transaction.
package struct WrittenLetter: Sendable {
  fileprivate let job: WrittenJob

  /// Throws what the letter's encoding throws.
  package init(_ letter: Letter) throws { job = try WrittenJob(SendMail(letter)) }
}

extension Transaction {
  /// Leaves letters to be sent after the commit, each once.
  package func send(all letters: [WrittenLetter]) throws { try enqueue(all: letters.map(\.job)) }
}
