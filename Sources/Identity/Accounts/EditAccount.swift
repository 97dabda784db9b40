import Kernel
import Persistence
import Web

/// Changes to one's own account; what is absent stays.
package struct EditAccount: Input {
  package let name: String?

  package init(from input: inout InputReader) throws {
    name = input.optional("name", .text(1...80))
  }
}

extension Identity {
  /// The account. Throws `Problem(.unauthenticated)` when it was closed.
  package func account(_ id: AccountID) async throws -> Account {
    let account = try await database.read { try AccountStore.find(id, $0) }
    guard let account else { throw Problem(.unauthenticated) }
    return account
  }

  /// Changes the account and answers with it as it is then.
  package func edit(_ id: AccountID, _ input: EditAccount) async throws -> Account {
    try await database.write { tx in
      if let name = input.name, try !AccountStore.rename(id, name, tx) { throw Problem(.unauthenticated) }
      guard let account = try AccountStore.find(id, tx) else { throw Problem(.unauthenticated) }
      return account
    }
  }
}
