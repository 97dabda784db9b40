import Kernel
import Persistence

extension Settlement {
  /// Payouts, newest first; of all shops unless one is given. Throws `.invalidInput` for another list's
  /// cursor.
  package func payouts(
    of shop: ShopID? = nil, state: PayoutState? = nil, _ page: PageRequest
  ) async throws -> Page<Payout> {
    let after = try page.cursor.map { try ListCursor.id($0, as: PayoutEntity.self) }
    let rows = try await database.read {
      try PayoutStore.list(shop: shop, state, after: after, limit: page.limit + 1, $0)
    }
    return Page(fetched: rows, limit: page.limit) { Cursor([$0.id.description]) }
  }

  /// One payout; of any shop unless one is given. Throws `.notFound`.
  package func payout(_ id: PayoutID, of shop: ShopID? = nil) async throws -> Payout {
    guard let payout = try await database.read({ try PayoutStore.find(id, $0) }),
      shop == nil || payout.shop == shop
    else { throw Problem(.notFound) }
    return payout
  }

  /// How much was asked for in each of these payouts; those that are not there are missing.
  package func payoutAmounts(_ ids: [PayoutID]) async throws -> [PayoutID: Money] {
    if ids.isEmpty { return [:] }
    return try await database.read { try PayoutStore.amounts(of: ids, $0) }
  }

  /// How many payouts wait for an admin.
  package func requestedPayoutCount() async throws -> Int64 {
    try await database.read { try PayoutStore.count(.requested, $0) }
  }
}
