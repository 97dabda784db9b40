import Kernel
import Persistence

/// What an area keeps about people. Identity asks everyone in its list.
package protocol PersonalData: Sendable {
  /// The named parts of a person's export.
  func sections(for account: AccountID, _ snapshot: Snapshot) throws -> [(String, JSONValue)]
  /// A sentence that says what must be settled before the account can be closed; `nil` when nothing must.
  func obstacle(toClosing account: AccountID, _ snapshot: Snapshot) throws -> String?
  /// Removes what is not needed any more when the account closes.
  func forget(_ account: AccountID, _ tx: Transaction) throws
}

extension PersonalData {
  /// Nothing stands in the way.
  package func obstacle(toClosing account: AccountID, _ snapshot: Snapshot) throws -> String? { nil }
  /// Nothing is removed.
  package func forget(_ account: AccountID, _ tx: Transaction) throws {}
}
