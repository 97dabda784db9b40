import Kernel
import Persistence

extension Identity {
  /// Nobody who runs the marketplace decides about an order that they bought, with their account or as a guest with its
  /// address. Every verb by which administrators move orders or send their money back asks this in its transaction.
  /// Throws `Problem(.ownOrder)`.
  package static func refuseBuyer(_ account: AccountID?, _ email: String, _ tx: Transaction) throws {
    guard let origin = tx.origin, origin.role == .admin, let actor = origin.account else { return }
    if let account {
      guard account != actor else { throw Problem(.ownOrder) }
      return
    }
    if let own = try AccountStore.find(actor, tx)?.email, own == EmailAddress(email) {
      throw Problem(.ownOrder)
    }
  }
}
