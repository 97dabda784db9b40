import Kernel
import Persistence

/// What an area keeps about people. Identity asks all areas. What has nothing to say says so: nothing has a default, so
/// that nothing is forgotten.
package protocol PersonalData: Sendable {
  /// The named parts of a person's export.
  func sections(for account: AccountID, _ snapshot: Snapshot) throws -> [(String, JSONValue)]
  /// The files of a person's export.
  func files(for account: AccountID, _ snapshot: Snapshot) throws -> [PersonalFile]
  /// A sentence that says what must be settled before the account can be closed; `nil` when nothing must.
  func obstacle(toClosing account: AccountID, _ snapshot: Snapshot) throws -> Words?
  /// Texts besides the person's addresses by which queues and mails show that they are about them, as the
  /// numbers of their orders. Asked before `erase`.
  func traces(of account: AccountID, _ snapshot: Snapshot) throws -> [String]
  /// How many things of each kind it keeps of a person, as `shops`; for who looks after people.
  func counts(of account: AccountID, _ snapshot: Snapshot) throws -> [String: Int]
  /// Removes or makes nameless what it keeps when the account closes; answers with an account of it, for the person's
  /// report. Files go by jobs that this leaves.
  func erase(_ person: ErasedPerson, _ tx: Transaction) throws -> [ErasureEntry]
  /// Removes what is older than its retention allows, at most `limit` rows; answers with how many. Called until
  /// it answers with fewer than `limit`.
  func expire(_ retention: Retention, limit: Int, _ tx: Transaction) throws -> Int
}

/// A file of a person's export.
package struct PersonalFile: Sendable {
  /// Its path below `files/` in the archive, as `documents/passport.pdf`.
  package let path: String
  /// Reads it; `nil` when it is not there any more.
  package let read: @Sendable () async throws -> [UInt8]?

  /// A file at this path of the archive.
  package init(path: String, read: @escaping @Sendable () async throws -> [UInt8]?) {
    self.path = path
    self.read = read
  }
}

/// Somebody whose data is to go.
package struct ErasedPerson: Hashable, Sendable {
  package let account: AccountID
  /// Every address that was theirs, in lower case; what was ordered without signing in is found by them.
  package let emails: [String]
  /// Stands for the person where the books need somebody, as `erased-4kx0…`; the same in all of them.
  package let pseudonym: String

  /// Somebody with these addresses.
  package init(account: AccountID, emails: [String], pseudonym: String) {
    self.account = account
    self.emails = emails
    self.pseudonym = pseudonym
  }

  /// The address in the place of the person's.
  package var pseudonymousEmail: String { "\(pseudonym)@erased.invalid" }
}

/// One line of the report of an erasure.
package struct ErasureEntry: Codable, Hashable, Sendable {
  /// What was done with it.
  package enum Action: String, Codable, CaseIterable, Sendable {
    case deleted, anonymised, kept
  }

  /// What it is, in plural, as "Addresses".
  package let what: Words
  package let action: Action
  package var count: Int
  package let why: Words

  /// A line of the report.
  package init(_ what: Words, _ action: Action, _ count: Int, why: Words) {
    self.what = what
    self.action = action
    self.count = count
    self.why = why
  }
}
