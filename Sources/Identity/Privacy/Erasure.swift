import Areas
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
package struct EraseAccount: Input {
  package let password: String?

  package init(from input: inout InputReader) throws {
    password = input.optional("password", .presentPassword)
  }
}

extension ErasureEntry: Output {
  package static let schemaName = "ErasureEntry"
  package static let fields: [OutputField<Self>] = [
    .init("what") { $0.what },
    .init("action") { $0.action },
    .init("count") { Int64($0.count) },
    .init("why") { $0.why },
  ]
}

extension ErasureEntry.Action: JSONWritable {}

extension Erasure: Output {
  package static let schemaName = "Erasure"
  package static let fields: [OutputField<Self>] = [
    .init("id") { $0.id },
    .init("account") { $0.account },
    .init("requestedBy") { $0.requestedBy },
    .init("requestedAt") { $0.requestedAt },
    .init("finishedAt") { $0.finishedAt },
    .init("entries") { $0.entries },
  ]
}

/// What asking for one's erasure answers.
struct ErasureReceiptView: Output {
  static let schemaName = "ErasureReceipt"

  let receipt: ErasureReceipt
  let publicURL: String

  static let fields: [OutputField<Self>] = [
    .init("erasure") { $0.receipt.erasure },
    .init("report") { $0.publicURL + $0.receipt.path },
  ]
}
