import Kernel
import Persistence

/// The books. Everything that moves money goes through `post`; nothing is ever changed or deleted, and every
/// balance is a sum over the entries.
package enum Ledger {
  /// Books one posting. Answers false, and books nothing, when its source was booked before.
  @discardableResult
  package static func post(_ posting: LedgerPosting, _ tx: Transaction) throws -> Bool {
    try post([posting], tx).contains(posting.source)
  }

  /// Books several postings with two statements, whatever their number. Answers with the sources that were
  /// new.
  @discardableResult
  package static func post(_ postings: [LedgerPosting], _ tx: Transaction) throws -> Set<String> {
    let moving = postings.filter { !$0.entries.isEmpty }
    guard !moving.isEmpty else { return [] }
    let booked = try LedgerStore.insertTransactions(moving, at: tx.now, tx)
    let new = moving.filter { booked.contains($0.source) }
    if !new.isEmpty { try LedgerStore.insertEntries(new, tx) }
    return booked
  }

  /// What stands on an account in a currency: the exact sum of its entries.
  package static func balance(
    of account: LedgerAccount, _ currency: Currency, _ snapshot: Snapshot
  ) throws -> MoneyTotal {
    MoneyTotal(try LedgerSumStore.sums([account], currency, snapshot)[account.name] ?? 0, currency)
  }

  /// What a shop has in a currency.
  package static func balance(
    ofShop shop: ShopID, _ currency: Currency, _ snapshot: Snapshot
  ) throws -> ShopBalance {
    let sums = try LedgerSumStore.sums(
      ShopAccount.allCases.map { LedgerAccount.shop(shop, $0) }, currency, snapshot)
    func total(_ part: ShopAccount) -> MoneyTotal {
      MoneyTotal(sums[LedgerAccount.shop(shop, part).name] ?? 0, currency)
    }
    return ShopBalance(pending: total(.pending), available: total(.available), inPayout: total(.payouts))
  }
}

/// What is owed to a shop. Each part may be negative, as after a refund of money that was paid out.
package struct ShopBalance: Hashable, Sendable {
  /// Earned with orders that are not delivered yet.
  package let pending: MoneyTotal
  /// Can be paid out.
  package let available: MoneyTotal
  /// Asked for, not yet confirmed by an admin.
  package let inPayout: MoneyTotal

  /// The most that can be asked for in one payout; nothing while nothing is available.
  package var largestPayout: Money {
    Money(Int64(max(0, min(available.amount, Int128(Money.largestAsked)))), available.currency)
  }
}
