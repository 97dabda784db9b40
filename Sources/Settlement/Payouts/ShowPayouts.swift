import Areas
import Gateways
import Identity
import Kernel
import Persistence
import Web

extension Settlement {
  /// Payouts, newest first; of all shops unless one is given. Throws `.invalidInput` for another list's
  /// cursor.
  package func payouts(
    of shop: ShopID? = nil, state: PayoutState? = nil, _ page: PageRequest
  ) async throws -> Page<Payout> {
    try await payouts(PayoutFilter(shop: shop, state: state), page)
  }

  /// A page of payouts. Throws `.invalidInput` for another list's cursor.
  package func payouts(_ filter: PayoutFilter, _ page: PageRequest) async throws -> Page<Payout> {
    try await database.read { try PayoutStore.list(filter, page, $0) }
  }

  /// What a list of payouts shows as a table, all pages of it, in its order; that it was taken is noted in the audit log.
  package func payoutTable(_ filter: PayoutFilter, as format: TableFormat) async throws -> Response {
    let subject = filter.shop?.description ?? "payouts"
    try await database.write { try $0.record("payouts.exported", on: subject, shop: filter.shop) }
    return try .table("payouts", as: format, header: Payout.tableHeader) { [database] page in
      try await database.read { try PayoutStore.list(filter, page, $0) }
    } cells: {
      $0.tableRow
    }
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

extension Payout {
  fileprivate static let tableHeader = [
    "Id", "Shop", "Asked", "State", "Amount", "Currency", "Note", "Bank reference", "Failure", "Finished",
  ]

  fileprivate var tableRow: [TableCell] {
    [
      .text(id.description), .text(shopName), .moment(requestedAt), .text(state.rawValue), .amount(amount),
      .text(amount.currency.code), .optional(note), .optional(bankReference), .optional(failureReason),
      .optional(finishedAt),
    ]
  }
}
