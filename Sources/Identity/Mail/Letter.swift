import Kernel

/// A mail that is yet to be written in its reader's language.
package struct Letter: Codable, Hashable, Sendable {
  /// A button: what it says and where it leads.
  package struct Action: Codable, Hashable, Sendable {
    package let label: Words
    package let url: String
  }

  package let to: String
  package let toName: String
  package let subject: Words
  package let title: Words
  package let paragraphs: [Words]
  /// Shown large on a line of its own.
  package let code: String?
  package let action: Action?
  package let siteName: String
  /// Whom it tells about besides its reader, so that it can be found when that account is erased.
  package let about: AccountID?
  /// The tag of the reader's language where it is known; else their account's decides.
  package let language: String?
}
