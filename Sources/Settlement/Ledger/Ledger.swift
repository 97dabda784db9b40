import Kernel
import Persistence
import Vendors

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

  /// What a shop has in each currency.
  package static func balances(of shop: Shop, _ snapshot: Snapshot) throws -> ShopBalances {
    let accounts = ShopAccount.allCases.map { LedgerAccount.shop(shop.id, $0) }
    let others = try LedgerSumStore.currencies(accounts, snapshot).filter { $0 != shop.currency }
    return ShopBalances(
      own: try balance(ofShop: shop.id, shop.currency, snapshot),
      others: try others.map { try balance(ofShop: shop.id, $0, snapshot) })
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

  /// That of all of it.
  package var currency: Currency { available.currency }

  /// The most that can be asked for in one payout; nothing while nothing is available.
  package var largestPayout: Money {
    Money(Int64(max(0, min(available.amount, Int128(Money.largestAsked)))), available.currency)
  }
}

/// What is owed to a shop in each currency.
package struct ShopBalances: Sendable {
  /// In the shop's own.
  package let own: ShopBalance
  /// In those of markets that it has sold in, by their codes.
  package let others: [ShopBalance]

  /// The shop's own first.
  package var all: [ShopBalance] { [own] + others }
}
