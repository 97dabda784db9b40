import Kernel
import Web

extension AccountRole: JSONWritable {}

/// An account as the API shows it to its owner.
package struct AccountOutput: Output {
  package let account: Account

  /// The view of an account.
  package init(_ account: Account) { self.account = account }

  package static let fields: [OutputField<Self>] = [
    .init("id") { $0.account.id },
    .init("name") { $0.account.name },
    .init("email") { $0.account.email },
    .init("role") { $0.account.role },
    .init("isActive") { $0.account.isActive },
    .init("createdAt") { $0.account.createdAt },
  ]
}
