import Kernel
import Persistence
import Web

package enum ErasureEntity: Entity { package static let idPrefix = "ers" }
package typealias ErasureID = ID<ErasureEntity>

/// An account that was closed, and what became of its data.
package struct Erasure: Hashable, Sendable {
  package let id: ErasureID
  package let account: AccountID
  /// The administrator who did it; `nil` when it was the person.
  package let requestedBy: AccountID?
  package var entries: [ErasureEntry]
  package let requestedAt: Timestamp
  /// When the last queue and the last file were looked through; `nil` while that is going on.
  package let finishedAt: Timestamp?
}

/// What closing an account hands out: the token opens the report.
package struct ErasureReceipt: Hashable, Sendable {
  package let erasure: Erasure
  package let token: String

  /// The page of the report.
  package var path: String { "/privacy/erasures/\(token)" }
}

/// Asks for the end of one's account; the password shows that it is the owner who asks.
package struct EraseAccountInput: Input {
  package let password: String?

  package init(from input: inout InputReader) throws {
    password = input.optional("password", .presentPassword)
  }
}
