import Identity
import Kernel
import Persistence
import Vendors
import Web

/// How much a vendor asks for.
package struct PayoutRequest: Hashable, Sendable {
  /// Minor units, from 1.
  package let amount: Int64
  /// The shop's, or one that it has sold in at the prices of a market; `nil` for the shop's.
  package let currency: String?
  package let note: String?

  /// A request for `amount` minor units of a currency.
  package init(amount: Int64, currency: String? = nil, note: String? = nil) {
    self.amount = amount
    self.currency = currency
    self.note = note
  }
}

extension Settlement {
  /// Takes an amount out of the available balance and asks the admins to send it. Requests of one shop go one
  /// after the other, so two at once never spend the same money. Throws `.balanceTooLow`, `.notAllowedNow`
  /// for a suspended shop, `.invalidInput` for another currency, nothing, or more than `Money.largestAsked`,
  /// `.notFound`.
  package func requestPayout(
    _ request: PayoutRequest, from shop: ShopID, by account: AccountID
  ) async throws -> Payout {
    try await database.write { tx in
      let amount = try payable(request, shop, tx)
      try PayoutStore.lock(shop, amount.currency, tx)
      let available = try Ledger.balance(of: .shop(shop, .available), amount.currency, tx)
      guard available.amount >= amount.amount else {
        throw Problem(
          .balanceTooLow,
          """
          The available balance is \(available). Ask for at most that; earnings become \
          available when their order is delivered.
          """)
      }
      let id = PayoutID(at: tx.now)
      try PayoutStore.insert(id, shop: shop, amount, note: request.note, by: account, tx)
      try Ledger.post(
        LedgerPosting(
          source: Source.requested(id), kind: .payoutRequested, description: "Payout requested", payout: id,
          entries: [.debit(.shop(shop, .available), amount), .credit(.shop(shop, .payouts), amount)]),
        tx)
      guard let payout = try PayoutStore.find(id, tx) else { throw Problem(.notFound) }
      try tx.record("payout.requested", on: id, shop: shop, after: payout.auditFields)
      try tx.emit(PayoutRequested(facts: PayoutFacts(payout)))
      return payout
    }
  }

  private func payable(_ request: PayoutRequest, _ id: ShopID, _ tx: Transaction) throws -> Money {
    guard let shop = try ShopStore.find(id, tx) else { throw Problem(.notFound) }
    guard shop.status != .suspended else {
      throw Problem(.notAllowedNow, "The shop is suspended. Payouts go on when it is open again.")
    }
    let currency = try currency(request, shop, tx)
    guard request.amount > 0 else {
      throw Problem.invalid("amount", "out_of_range", "Ask for more than nothing.")
    }
    guard request.amount <= Money.largestAsked else {
      let most = Money(Money.largestAsked, currency)
      throw Problem.invalid("amount", "out_of_range", "Ask for at most \(most) at a time.")
    }
    return Money(request.amount, currency)
  }

  private func currency(_ request: PayoutRequest, _ shop: Shop, _ tx: Transaction) throws -> Currency {
    guard let code = request.currency, code != shop.currency.code else { return shop.currency }
    let earned = try LedgerSumStore.currencies([.shop(shop.id, .available)], tx)
    guard let currency = earned.first(where: { $0.code == code }) else {
      throw Problem.invalid("amount", "wrong_currency", "This shop is paid in \(shop.currency.code).")
    }
    return currency
  }
}
