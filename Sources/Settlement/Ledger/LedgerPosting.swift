import Kernel
import Persistence

/// What a ledger transaction is about.
package enum LedgerKind: String, CaseIterable, Sendable, SQLValue {
  case sale
  case delivery
  case cancellation
  case refund
  /// A refund left through the payment service.
  case refundSent
  /// Money arrived for a checkout that could not be completed any more.
  case unmatchedPayment
  case payoutRequested
  case payoutCompleted
  case payoutFailed
}

/// One side of a ledger transaction: minor units, credit positive, debit negative.
package struct LedgerEntry: Hashable, Sendable {
  package let account: LedgerAccount
  package let money: Money

  /// A credit to `account`.
  package static func credit(_ account: LedgerAccount, _ money: Money) -> LedgerEntry {
    LedgerEntry(account: account, money: money)
  }

  /// A debit of `account`. Throws `MoneyError.overflow` for the one amount without an opposite.
  package static func debit(_ account: LedgerAccount, _ money: Money) throws(MoneyError) -> LedgerEntry {
    LedgerEntry(account: account, money: try money.negated())
  }
}

/// A ledger transaction that is to be booked. It can't be made unless it sums to zero in every currency.
package struct LedgerPosting: Sendable {
  package let id: LedgerTransactionID
  /// What caused it; the same cause is booked once.
  package let source: String
  package let kind: LedgerKind
  /// For people, as `Sale S-7F3K-92QD`.
  package let description: Words
  package let order: OrderID?
  package let payout: PayoutID?
  /// Without amounts of zero.
  package let entries: [LedgerEntry]

  /// Throws `LedgerError.unbalanced` when the entries of a currency do not add up to zero.
  package init(
    source: String, kind: LedgerKind, description: Words, order: OrderID? = nil, payout: PayoutID? = nil,
    entries: [LedgerEntry]
  ) throws(LedgerError) {
    let moving = entries.filter { !$0.money.isZero }
    var sums: [Currency: Int128] = [:]
    for entry in moving { sums[entry.money.currency, default: 0] += Int128(entry.money.amount) }
    if sums.contains(where: { $0.value != 0 }) { throw .unbalanced(source) }
    id = LedgerTransactionID()
    self.source = source
    self.kind = kind
    self.description = description
    self.order = order
    self.payout = payout
    self.entries = moving
  }
}

/// A mistake of the program, never of a client.
package enum LedgerError: Error, Hashable, Sendable {
  /// The posting with this source does not sum to zero.
  case unbalanced(String)
  /// The settlement of this order is missing.
  case unsettled(OrderID)
  /// This checkout was paid online, but there is no payment on record.
  case paymentMissing(CheckoutID)
}
