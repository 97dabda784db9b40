import Kernel
import Ordering
import Persistence

/// Turns what happens to orders into ledger transactions, inside the transactions in which it happens.
package struct Bookkeeping: CheckoutSettlement {
  let commission: CommissionCache

  /// Books with the rules of `commission`, which `Settlement` keeps fresh.
  package init(commission: CommissionCache = CommissionCache()) { self.commission = commission }

  /// Freezes each order's split and books the sales: three statements, however many shops there are.
  package func completed(
    _ checkout: Checkout, orders: [Order], paymentReference: String?, _ transaction: Transaction
  ) throws {
    let book = try commission.book(transaction)
    let payer =
      checkout.isCashOnDelivery ? LedgerAccount.cashReceivable : .gateway(checkout.paymentMethod)
    var settlements: [OrderSettlement] = []
    var postings: [LedgerPosting] = []
    for order in orders {
      let share = try book.share(of: order)
      settlements.append(OrderSettlement(order, share, paymentReference: paymentReference))
      postings.append(
        try LedgerPosting(
          source: Source.sale(order.id), kind: .sale, description: "Sale \(order.number)", order: order.id,
          entries: [
            .debit(payer, share.gross), .credit(.shop(order.shop.id, .pending), share.net),
            .credit(.commissionPending, share.commission),
          ]))
    }
    try Ledger.post(postings, transaction)
    try OrderSettlementStore.insert(settlements, transaction)
  }

  /// The shop's share becomes available; the door money of cash on delivery has arrived.
  package func delivered(_ order: Order, _ transaction: Transaction) throws {
    let settlement = try settlement(of: order, transaction)
    var entries: [LedgerEntry] = [
      try .debit(.shop(settlement.shop, .pending), settlement.net),
      .credit(.shop(settlement.shop, .available), settlement.net),
      try .debit(.commissionPending, settlement.commission),
      .credit(.commission, settlement.commission),
    ]
    if order.isCashOnDelivery {
      entries += [try .debit(.cash, settlement.gross), .credit(.cashReceivable, settlement.gross)]
    }
    try Ledger.post(
      LedgerPosting(
        source: Source.delivery(order.id), kind: .delivery, description: "\(order.number) delivered",
        order: order.id, entries: entries),
      transaction)
  }

  /// How the last attempt to pay stands. What the customer was asked is over with the checkout.
  package func payment(of checkout: Checkout, _ snapshot: Snapshot) throws -> CheckoutPaymentOutput? {
    guard let payment = try PaymentStore.latest(checkout.id, snapshot) else { return nil }
    let isAsked = payment.state == .challenge && checkout.status != .awaitingPayment
    return isAsked ? nil : Settlement.view(payment)
  }

  /// Takes the sale back before hand-over; money that was paid online goes back by a job.
  package func cancelled(_ order: Order, _ transaction: Transaction) throws {
    try reverse(order, .cancellation, "Cancelled \(order.number)", transaction)
  }

  /// Takes the sale back after delivery. What was paid out already makes the shop's balance negative.
  package func refunded(_ order: Order, _ transaction: Transaction) throws {
    try reverse(order, .refund, "Refunded \(order.number)", transaction)
  }

  private func reverse(
    _ order: Order, _ kind: LedgerKind, _ description: Words, _ tx: Transaction
  ) throws {
    let settlement = try settlement(of: order, tx)
    let wasDelivered = try LedgerStore.isBooked(Source.delivery(order.id), tx)
    let giver: LedgerAccount =
      if order.isCashOnDelivery { wasDelivered ? .cash : .cashReceivable } else { .refundsDue }
    // One source for both ways to give everything back, so that an order is never given back twice.
    let isNew = try Ledger.post(
      LedgerPosting(
        source: Source.reversal(order.id), kind: kind, description: description, order: order.id,
        entries: [
          .debit(.shop(settlement.shop, wasDelivered ? .available : .pending), settlement.net),
          .debit(wasDelivered ? .commission : .commissionPending, settlement.commission),
          .credit(giver, settlement.gross),
        ]),
      tx)
    guard isNew, !order.isCashOnDelivery else { return }
    guard let reference = settlement.paymentReference else {
      throw LedgerError.paymentMissing(settlement.checkout)
    }
    try RefundStore.open(
      Refund(
        source: Source.order(order.id), paymentReference: reference, order: order.id, shop: settlement.shop,
        method: settlement.method, amount: settlement.gross, reason: description, at: tx.now),
      tx)
  }

  private func settlement(of order: Order, _ tx: Transaction) throws -> OrderSettlement {
    guard let settlement = try OrderSettlementStore.find(order.id, tx) else {
      throw LedgerError.unsettled(order.id)
    }
    return settlement
  }
}

/// The names of what causes ledger transactions.
enum Source {
  static func order(_ id: OrderID) -> String { "order:\(id)" }
  static func sale(_ id: OrderID) -> String { "order:\(id):sale" }
  static func delivery(_ id: OrderID) -> String { "order:\(id):delivery" }
  static func reversal(_ id: OrderID) -> String { "order:\(id):reversal" }
  static func payment(_ id: PaymentID) -> String { "payment:\(id)" }
  static func unmatched(_ id: PaymentID) -> String { "payment:\(id):unmatched" }
  static func refundSent(_ id: RefundID) -> String { "refund:\(id):sent" }
  static func requested(_ id: PayoutID) -> String { "payout:\(id):requested" }
  static func completed(_ id: PayoutID) -> String { "payout:\(id):completed" }
  static func failed(_ id: PayoutID) -> String { "payout:\(id):failed" }
}
