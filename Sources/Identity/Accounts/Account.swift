import Areas
import Kernel
import Persistence
import Web

/// A person who can sign in.
package struct Account: Hashable, Sendable {
  package let id: AccountID
  package let name: String
  package let email: EmailAddress
  package let role: AccountRole
  /// What they run the marketplace as; `nil` for everybody else.
  package let adminRole: AdminRole?
  /// False until a code from a mail has shown that the address is theirs.
  package let isActive: Bool
  /// Why the account can't sign in; `nil` when it can.
  package let blockedReason: String?
  package let createdAt: Timestamp

  /// True for people who run the marketplace.
  package var isAdmin: Bool { adminRole != nil }

  /// The account as a letter is addressed to it; it is written in the language that was chosen by then.
  package var reader: Letter.Reader { Letter.Reader(email: email.text, name: name) }
}

/// What an account may do besides its own things.
package enum AccountRole: String, CaseIterable, SQLValue {
  case customer
  case admin
}

extension AdminRole: SQLValue {}

/// An account showed that its address is its own.
package struct AccountActivated: Event {
  package static let name = "account.activated"
  package let account: AccountID
  package let email: String
  package var key: String { account.description }
}

/// An account was closed and its personal data removed.
package struct AccountClosed: Event {
  package static let name = "account.closed"
  package let account: AccountID
  package var key: String { account.description }
}
