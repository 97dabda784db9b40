import Identity
import Kernel
import Persistence
import Web

/// Why a shop is rejected or suspended; the vendor reads it.
package struct ShopDecision: Input {
  package let reason: String

  package init(from input: inout InputReader) throws {
    reason = input.required("reason", ShopRules.reason)
  }
}

/// What a vendor answers to a rejection.
package struct AnswerRejection: Input {
  package let message: String

  package init(from input: inout InputReader) throws {
    message = input.required("message", ShopRules.reason)
  }

  /// An answer from code, already validated.
  package init(message: String) { self.message = message }
}

extension Vendors {
  /// Opens a shop to customers; nothing when it is open already. Throws `Problem(.notAllowedNow)`,
  /// `Problem(.notFound)`.
  package func approve(_ id: ShopID) async throws -> Shop {
    try await database.write { tx in
      guard let shop = try ShopStore.lock(id, tx) else { throw Problem(.notFound) }
      if shop.status == .approved { return shop }
      let open = try move(shop, to: .approved, reason: nil, tx)
      try tx.emit(ShopApproved(shop: id, owner: shop.owner))
      try mailOwner(of: shop, tx) { ShopMails(self).approved(open, $0) }
      return open
    }
  }

  /// Refuses a shop that waits. Throws `Problem(.notAllowedNow)`, `Problem(.notFound)`.
  package func reject(_ id: ShopID, reason: String) async throws -> Shop {
    try await database.write { tx in
      guard let shop = try ShopStore.lock(id, tx) else { throw Problem(.notFound) }
      let rejected = try move(shop, to: .rejected, reason: reason, tx)
      try tx.emit(ShopRejected(shop: id, owner: shop.owner, reason: reason))
      try mailOwner(of: shop, tx) { ShopMails(self).rejected(rejected, reason: reason, $0) }
      return rejected
    }
  }

  /// Hides an open shop from customers; `approve` shows it again. Throws `Problem(.notAllowedNow)`,
  /// `Problem(.notFound)`.
  package func suspend(_ id: ShopID, reason: String) async throws -> Shop {
    try await database.write { tx in
      guard let shop = try ShopStore.lock(id, tx) else { throw Problem(.notFound) }
      let suspended = try move(shop, to: .suspended, reason: reason, tx)
      try tx.emit(ShopSuspended(shop: id, owner: shop.owner, reason: reason))
      try mailOwner(of: shop, tx) { ShopMails(self).suspended(suspended, reason: reason, $0) }
      return suspended
    }
  }

  /// Answers a rejection, so that the shop is looked at again. Throws `Problem(.notAllowedNow)` in other
  /// states, `Problem(.notFound)`.
  package func answerRejection(_ id: ShopID, _ input: AnswerRejection) async throws -> Shop {
    try await database.write { tx in
      guard let shop = try ShopStore.lock(id, tx) else { throw Problem(.notFound) }
      try shop.status.require(.pending)
      try ShopStore.answer(id, input.message, tx)
      try mailAdmins(tx) { ShopMails(self).answered(shop, input.message, $0) }
      return try ShopStore.find(id, tx) ?? shop
    }
  }

  private func move(_ shop: Shop, to status: ShopStatus, reason: String?, _ tx: Transaction) throws -> Shop {
    try shop.status.require(status)
    try ShopStore.setStatus(shop.id, status, reason: reason, tx)
    try listing.shopStatusChanged(shop.id, isOpen: status == .approved, tx)
    guard let moved = try ShopStore.find(shop.id, tx) else { throw Problem(.notFound) }
    return moved
  }
}
