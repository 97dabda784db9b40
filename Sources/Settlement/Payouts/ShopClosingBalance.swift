import Areas
import Kernel
import Persistence
import Vendors
import Web

/// Keeps a shop from closing while money is owed to it, or it owes some.
struct ShopClosingBalance: ShopClosing {
  /// A sentence that says what stands in the way; `nil` when nothing does.
  func obstacle(toClosing shop: ShopID, _ snapshot: Snapshot) throws -> Words? {
    guard let found = try ShopStore.find(shop, snapshot) else { return nil }
    for balance in try Ledger.balances(of: found, snapshot).all {
      if let obstacle = obstacle(balance) { return obstacle }
    }
    return nil
  }

  private func obstacle(_ balance: ShopBalance) -> Words? {
    if !balance.inPayout.isZero {
      return "A payout of \(balance.inPayout) is on its way. Wait for it first."
    }
    if balance.available.isPositive {
      return "The shop has \(balance.available) to its credit. Ask for a payout first."
    }
    if balance.available.isNegative || !balance.pending.isZero {
      return "The shop's orders are not settled yet. Finish them first."
    }
    return nil
  }
}
