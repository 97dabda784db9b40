import Kernel

/// A place in the ledger where money stands, by name. What is owed to others (shops, customers) and what was
/// earned stands positive; what the marketplace holds or is owed (at a gateway, in cash) stands negative.
package struct LedgerAccount: Hashable, Sendable, CustomStringConvertible {
  /// The text in the database, as `shop:shop_…:pending`.
  package let name: String

  init(_ name: String) { self.name = name }

  package var description: String { name }

  /// Money that a payment service holds for us.
  package static func gateway(_ method: String) -> LedgerAccount { LedgerAccount("gateway:\(method)") }
  /// Money that customers will pay at the door.
  package static let cashReceivable = LedgerAccount("receivable:cod")
  /// Money that was paid at the door.
  package static let cash = LedgerAccount("cash:cod")
  /// Money that has to go back to customers and is not yet on its way.
  package static let refundsDue = LedgerAccount("refunds:due")
  /// Commission of orders that are not delivered yet.
  package static let commissionPending = LedgerAccount("platform:commission-pending")
  /// Commission earned.
  package static let commission = LedgerAccount("platform:commission")
  /// What left for the bank accounts of shops.
  package static let bank = LedgerAccount("bank")

  /// One of the three accounts of a shop.
  package static func shop(_ shop: ShopID, _ part: ShopAccount) -> LedgerAccount {
    LedgerAccount("shop:\(shop):\(part.rawValue)")
  }

  /// The shop and the part, if this is a shop's account.
  package var shopAccount: (shop: ShopID, part: ShopAccount)? {
    let pieces = name.split(separator: ":")
    guard pieces.count == 3, pieces[0] == "shop", let shop = ShopID(pieces[1]),
      let part = ShopAccount(rawValue: String(pieces[2]))
    else { return nil }
    return (shop, part)
  }
}

/// The parts of what is owed to a shop.
package enum ShopAccount: String, CaseIterable, Sendable {
  /// Earned with orders that are not delivered yet.
  case pending
  /// Can be paid out.
  case available
  /// Asked for, on its way to the bank.
  case payouts
}
