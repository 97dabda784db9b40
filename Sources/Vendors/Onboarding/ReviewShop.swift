import Identity
import Kernel
import Persistence
import Web

/// What the fields of decisions may hold.
enum DecisionRules {
  static let version: Rule<Int> = .integer(0...1_000_000)
}

/// Why a shop is rejected or suspended; the vendor reads it. With `version` the decision only stands when
/// nothing was decided or answered since the administrator looked.
package struct ShopDecisionInput: Input {
  package let reason: String
  package let version: Int?

  package init(from input: inout InputReader) throws {
    reason = input.required("reason", ShopRules.reason)
    version = input.optional("version", DecisionRules.version)
  }
}

/// A decision that needs no reason.
package struct ShopApprovalInput: Input {
  package let version: Int?

  package init(from input: inout InputReader) throws {
    version = input.optional("version", DecisionRules.version)
  }
}

/// An approval. With `anyway` false it is refused as the portal's page is, for a shop that lacks something or of which
/// nobody looked at a document; with true, and without it, the shop opens.
package struct ApproveShopInput: Input {
  package let version: Int?
  package let anyway: Bool

  package init(from input: inout InputReader) throws {
    version = input.optional("version", DecisionRules.version)
    anyway = input.optional("anyway", .boolean) ?? true
  }
}

/// What a vendor answers to a rejection or a question.
package struct AnswerRejectionInput: Input {
  package let message: String

  package init(from input: inout InputReader) throws {
    message = input.required("message", ShopRules.reason)
  }

  /// An answer from code, already validated.
  package init(message: String) { self.message = message }
}

// Every decision takes the version that its administrator saw. Two that are made at once have seen the same
// one, so that the second is refused.
extension Vendors {
  /// Opens a shop to customers; nothing when it is open already. Throws `Problem(.notAllowedNow)`,
  /// `Problem(.conflict)`, `Problem(.notFound)`.
  package func approve(_ id: ShopID, version: Int? = nil) async throws -> Shop {
    let seen = try await seenVersion(id, version)
    return try await database.write { tx in
      if let shop = try ShopStore.lock(id, tx), shop.status == .approved { return shop }
      let shop = try decided(id, seen, tx)
      let isBack = shop.status == .suspended
      let open = try move(shop, to: .approved, reason: nil, as: isBack ? .unsuspended : .approved, tx)
      try tx.record(isBack ? "shop.unsuspended" : "shop.approved", open, from: shop)
      try tx.emit(ShopApproved(shop: id, owner: shop.owner))
      try mailOwner(of: shop, tx) {
        isBack ? ShopMails(site: site).unsuspended(open, $0) : ShopMails(site: site).approved(open, $0)
      }
      return open
    }
  }

  /// Opens a shop after somebody looked at what is missing. Throws as `approve`, and `.invalidInput` on `anyway`
  /// for a shop that lacks something or of which nobody looked at a document, unless it is to be opened `anyway`.
  package func approve(_ id: ShopID, version: Int?, anyway: Bool) async throws -> Shop {
    if anyway { return try await approve(id, version: version) }
    let review = try await shopsForReview([id]).first
    let checklist = review?.checklist
    guard checklist?.missing.isEmpty ?? true else {
      throw Problem.invalid(
        "anyway", "required",
        "Things are missing. Say that you approve the shop all the same, or ask for them.")
    }
    guard checklist?.unseen.isEmpty ?? true else {
      throw Problem.invalid(
        "anyway", "required",
        "Nobody looked at a document yet. Look at it first, or say that you approve the shop all the same.")
    }
    // What was looked at, so that nothing comes in between.
    return try await approve(id, version: version ?? review?.version)
  }

  /// Shows a suspended shop again. Throws as `approve`, and `Problem(.notAllowedNow)` for one that is not
  /// suspended.
  package func unsuspend(_ id: ShopID, version: Int? = nil) async throws -> Shop {
    let shop = try await shop(id)
    guard shop.status == .suspended else {
      throw Problem(.notAllowedNow, "The shop is \(shop.status.label), not suspended.")
    }
    return try await approve(id, version: version)
  }

  /// Refuses a shop that waits. Throws `Problem(.notAllowedNow)`, `Problem(.conflict)`, `Problem(.notFound)`.
  package func reject(_ id: ShopID, reason: String, version: Int? = nil) async throws -> Shop {
    let seen = try await seenVersion(id, version)
    return try await database.write { tx in
      let shop = try decided(id, seen, tx)
      let rejected = try move(shop, to: .rejected, reason: reason, as: .rejected, tx)
      try tx.record("shop.rejected", rejected, from: shop)
      try tx.emit(ShopRejected(shop: id, owner: shop.owner, reason: reason))
      try mailOwner(of: shop, tx) { ShopMails(site: site).rejected(rejected, reason: reason, $0) }
      return rejected
    }
  }

  /// Hides an open shop from customers; `approve` shows it again. Throws `Problem(.notAllowedNow)`,
  /// `Problem(.conflict)`, `Problem(.notFound)`.
  package func suspend(_ id: ShopID, reason: String, version: Int? = nil) async throws -> Shop {
    let seen = try await seenVersion(id, version)
    return try await database.write { tx in
      let shop = try decided(id, seen, tx)
      let suspended = try move(shop, to: .suspended, reason: reason, as: .suspended, tx)
      try tx.record("shop.suspended", suspended, from: shop)
      try tx.emit(ShopSuspended(shop: id, owner: shop.owner, reason: reason))
      try mailOwner(of: shop, tx) { ShopMails(site: site).suspended(suspended, reason: reason, $0) }
      return suspended
    }
  }

  /// The version that a decision is about: the one it names, or the present one.
  func seenVersion(_ id: ShopID, _ named: Int?) async throws -> Int {
    if let named { return named }
    return try await database.read { try HistoryStore.version(of: id, $0) }
  }

  /// The shop, locked, when nothing was decided since `seen`.
  func decided(_ id: ShopID, _ seen: Int, _ tx: Transaction) throws -> Shop {
    guard let shop = try ShopStore.lock(id, tx) else { throw Problem(.notFound) }
    try Vendors.refuseOwn(id, tx)
    guard try HistoryStore.version(of: id, tx) == seen else {
      throw Problem(
        .conflict,
        "Somebody decided about \(shop.name), or its vendor answered or changed something meanwhile. Look again first."
      )
    }
    return shop
  }

  private func move(
    _ shop: Shop, to status: ShopStatus, reason: String?, as kind: HistoryEntry.Kind, _ tx: Transaction
  ) throws -> Shop {
    try shop.status.require(status)
    try ShopStore.setStatus(shop.id, status, reason: reason, tx)
    try ApplicationStore.close(shop.id, tx)
    try HistoryStore.add(kind, to: shop.id, by: tx.origin?.account, reason: reason, vault, tx)
    try listing.shopStatusChanged(shop.id, isOpen: status == .approved, tx)
    guard let moved = try ShopStore.find(shop.id, tx) else { throw Problem(.notFound) }
    return moved
  }
}
