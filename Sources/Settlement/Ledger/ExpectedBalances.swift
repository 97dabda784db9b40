import Kernel
import Ordering
import Persistence

/// What every account should hold, computed from orders, refunds and payouts without looking at the ledger.
struct ExpectedBalances {
  struct Key: Hashable {
    let account: LedgerAccount
    let currency: Currency
  }

  private(set) var amounts: [Key: Int128] = [:]

  init(_ snapshot: Snapshot) throws {
    try LedgerAuditStore.eachSettlementSum(snapshot) { add($0) }
    for (shop, state, currency, amount) in try LedgerAuditStore.payoutSums(snapshot) {
      switch state {
      case .requested:
        add(.shop(shop, .available), currency, -amount)
        add(.shop(shop, .payouts), currency, amount)
      case .completed:
        add(.shop(shop, .available), currency, -amount)
        add(.bank, currency, amount)
      case .failed: break
      }
    }
    for (method, state, currency, amount) in try LedgerAuditStore.refundSums(snapshot) {
      add(state == .succeeded ? .gateway(method) : .refundsDue, currency, amount)
    }
    for (method, currency, amount) in try LedgerAuditStore.unmatchedSums(snapshot) {
      add(.gateway(method), currency, -amount)
    }
  }

  private mutating func add(_ sum: SettlementSum) {
    let isOpen = OrderStatus.open.contains(sum.status)
    let isDelivered = OrderStatus.kept.contains(sum.status)
    if isOpen {
      add(.shop(sum.shop, .pending), sum.currency, sum.net)
      add(.commissionPending, sum.currency, sum.commission)
    }
    if isDelivered {
      add(.shop(sum.shop, .available), sum.currency, sum.net)
      add(.commission, sum.currency, sum.commission)
    }
    guard sum.method == Ordering.cashOnDelivery else {
      // Online money came in with the sale; what went back stands among the refunds.
      return add(.gateway(sum.method), sum.currency, -sum.gross)
    }
    if isOpen { add(.cashReceivable, sum.currency, -sum.gross) }
    if isDelivered { add(.cash, sum.currency, -sum.gross) }
  }

  private mutating func add(_ account: LedgerAccount, _ currency: Currency, _ amount: Int128) {
    amounts[Key(account: account, currency: currency), default: 0] += amount
  }
}
