import Identity
import Kernel
import Persistence
import Vendors

extension Settlement {
  /// An admin sent the money. Throws `.notFound`, and `.notAllowedNow` when the payout is finished already.
  package func completePayout(
    _ id: PayoutID, bankReference: String? = nil, by account: AccountID
  ) async throws -> Payout {
    try await database.write { tx in
      let payout = try finish(id, .completed, bankReference: bankReference, reason: nil, by: account, tx)
      try Ledger.post(
        LedgerPosting(
          source: Source.completed(id), kind: .payoutCompleted, description: "Payout completed", payout: id,
          entries: [.debit(.shop(payout.shop, .payouts), payout.amount), .credit(.bank, payout.amount)]),
        tx)
      try record("payout.completed", payout, tx)
      try tx.emit(PayoutCompleted(facts: PayoutFacts(payout)))
      return payout
    }
  }

  /// The money could not be sent: the balance comes back. Throws `.notFound`, and `.notAllowedNow` when the
  /// payout is finished already.
  package func failPayout(_ id: PayoutID, reason: String, by account: AccountID) async throws -> Payout {
    try await database.write { tx in
      let payout = try finish(id, .failed, bankReference: nil, reason: reason, by: account, tx)
      try Ledger.post(
        LedgerPosting(
          source: Source.failed(id), kind: .payoutFailed, description: "Payout failed, amount returned",
          payout: id,
          entries: [
            .debit(.shop(payout.shop, .payouts), payout.amount),
            .credit(.shop(payout.shop, .available), payout.amount),
          ]),
        tx)
      try record("payout.failed", payout, tx)
      try tx.emit(PayoutFailed(facts: PayoutFacts(payout)))
      return payout
    }
  }

  private func record(_ action: String, _ payout: Payout, _ tx: Transaction) throws {
    let before = payout.auditFields.merging(
      ["status": .string(PayoutState.requested.rawValue), "reference": .null, "reason": .null]
    ) { $1 }
    try tx.record(action, on: payout.id, shop: payout.shop, before: before, after: payout.auditFields)
  }

  private func finish(
    _ id: PayoutID, _ state: PayoutState, bankReference: String?, reason: String?, by account: AccountID,
    _ tx: Transaction
  ) throws -> Payout {
    let isNew = try PayoutStore.finish(
      id, state, bankReference: bankReference, reason: reason, by: account, tx)
    guard let payout = try PayoutStore.find(id, tx) else { throw Problem(.notFound) }
    try Vendors.refuseOwn(payout.shop, tx)
    guard isNew else {
      throw Problem(.notAllowedNow, "This payout is \(payout.state.label) already.")
    }
    return payout
  }
}
