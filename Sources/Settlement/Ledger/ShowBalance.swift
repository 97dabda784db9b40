import Kernel
import Persistence
import Vendors

/// Which of a shop's lines to list.
package struct LineFilter: Hashable, Sendable {
  /// `nil` for both.
  package let account: ShopAccount?

  /// `nil` for the shop's own.
  package let currency: Currency?

  /// Lines of one account, or of `pending` and `available`, in one currency.
  package init(account: ShopAccount? = nil, currency: Currency? = nil) {
    self.account = account
    self.currency = currency
  }

  var parts: [ShopAccount] { account.map { [$0] } ?? [.pending, .available] }
}

extension Settlement {
  /// What a shop has in each currency. Throws `.notFound`.
  package func balances(of shop: ShopID) async throws -> ShopBalances {
    try await database.read { snapshot in
      guard let found = try ShopStore.find(shop, snapshot) else { throw Problem(.notFound) }
      return try Ledger.balances(of: found, snapshot)
    }
  }

  /// What a shop has, in its currency. Throws `.notFound`.
  package func balance(of shop: ShopID) async throws -> ShopBalance {
    try await database.read { snapshot in
      guard let found = try ShopStore.find(shop, snapshot) else { throw Problem(.notFound) }
      return try Ledger.balance(ofShop: shop, found.currency, snapshot)
    }
  }

  /// The lines of a shop's accounts, newest first, each with what stood on its account after it. Throws
  /// `.notFound`, and `.invalidInput` for another list's cursor.
  package func lines(
    of shop: ShopID, _ filter: LineFilter = LineFilter(), _ page: PageRequest
  ) async throws -> Page<ShopLine> {
    let place = try page.cursor.map { cursor in
      guard let place = LinePlace(cursor) else {
        throw Problem.invalid("cursor", "invalid", "This is not a cursor that a page of this list gave.")
      }
      return place
    }
    let rows: [ShopLine] = try await database.read(mode: .snapshot) { snapshot in
      guard let found = try ShopStore.find(shop, snapshot) else { throw Problem(.notFound) }
      let currency = filter.currency ?? found.currency
      let lines = try LedgerStore.lines(
        shop, filter.parts, currency, before: place, limit: page.limit + 1, snapshot)
      guard let newest = lines.first else { return [] }
      let accounts = filter.parts.map { LedgerAccount.shop(shop, $0) }
      var balances = try LedgerSumStore.sums(accounts, currency, upTo: newest.place, snapshot)
      return lines.map { line in
        let account = LedgerAccount.shop(shop, line.account).name
        var line = line
        line.balance = MoneyTotal(balances[account] ?? 0, currency)
        balances[account, default: 0] -= Int128(line.amount.amount)
        return line
      }
    }
    return Page(fetched: rows, limit: page.limit) { $0.place.cursor }
  }
}
