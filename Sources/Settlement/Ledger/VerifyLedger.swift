import Gateways
import Kernel
import Ordering
import Persistence

/// A payment that its gateway has not answered after this time is reported.
private let stuckAfterSeconds: Int64 = 3600
private let recordsPerBatch = 200

extension Ledger {
  /// Recomputes everything from the entries and compares it with orders, refunds, payments and payouts. Ask
  /// it in a read of mode `.snapshot`, so that what moves meanwhile does not look wrong.
  package static func verify(_ snapshot: Snapshot, at now: Timestamp) throws -> LedgerReport {
    var report = LedgerReport()
    report.transactions = try LedgerAuditStore.count("ledger_transactions", snapshot)
    report.entries = try LedgerAuditStore.count("ledger_entries", snapshot)
    report.orders = try LedgerAuditStore.count("order_settlements", snapshot)
    report.payouts = try LedgerAuditStore.count("payouts", snapshot)
    report.refunds = try LedgerAuditStore.count("refunds", snapshot)
    try verifyTransactions(snapshot, &report)
    try verifyOrders(snapshot, &report)
    try verifyBalances(snapshot, &report)
    for (payment, paid, cost) in try LedgerAuditStore.differingPayments(snapshot) {
      report.report(.paymentDiffers, payment, "paid \(paid), the orders cost \(cost)")
    }
    let horizon = now.adding(seconds: -stuckAfterSeconds)
    for payment in try LedgerAuditStore.stuckPayments(before: horizon, snapshot) {
      report.report(.paymentStuck, payment, "no answer of its gateway for more than an hour")
    }
    return report
  }

  private static func verifyTransactions(_ snapshot: Snapshot, _ report: inout LedgerReport) throws {
    for (id, currency, sum) in try LedgerAuditStore.unbalanced(snapshot) {
      report.report(.unbalanced, id, "sums to \(sum) \(currency)")
    }
    for (id, source) in try LedgerAuditStore.empty(snapshot) {
      report.report(.empty, id, "\(source) has no entries")
    }
    for id in try LedgerAuditStore.orphans(snapshot) {
      report.report(.orphan, id, "has entries and is not there")
    }
    for source in try LedgerAuditStore.repeatedSources(snapshot) {
      report.report(.repeatedSource, source, "was booked more than once")
    }
  }

  private static func verifyOrders(_ snapshot: Snapshot, _ report: inout LedgerReport) throws {
    for (id, number) in try LedgerAuditStore.unsettled(snapshot) {
      report.report(.unsettledOrder, id, "\(number) has no settlement")
    }
    for (id, number) in try LedgerAuditStore.differingSettlements(snapshot) {
      report.report(.settlementDiffers, id, "the settlement of \(number) differs from the order")
    }
    for id in try LedgerAuditStore.differingSales(snapshot) {
      report.report(.saleDiffers, id, "the sale is not booked as it was settled")
    }
    try LedgerAuditStore.eachBookedOrder(snapshot) { id, status, booked in
      let wasDelivered = OrderStatus.kept.contains(status) || status == .refunded
      let expected = BookedKinds(
        deliveries: wasDelivered ? 1 : 0, cancellations: status == .cancelled ? 1 : 0,
        refunds: status == .refunded ? 1 : 0)
      guard booked != expected else { return }
      report.report(
        .stateDiffers, id,
        """
        is \(status.rawValue) with \(booked.deliveries) deliveries, \(booked.cancellations) cancellations \
        and \(booked.refunds) refunds on the books
        """)
    }
  }

  private static func verifyBalances(_ snapshot: Snapshot, _ report: inout LedgerReport) throws {
    var expected = try ExpectedBalances(snapshot).amounts
    var together: [ExpectedBalances.Key: Int128] = [:]
    var kept: [ExpectedBalances.Key: Int128] = [:]
    for sum in try LedgerSumStore.all(snapshot) {
      kept[ExpectedBalances.Key(account: sum.account, currency: sum.currency)] = sum.amount
    }
    for sum in try LedgerAuditStore.balances(snapshot) {
      let key = ExpectedBalances.Key(account: sum.account, currency: sum.currency)
      let should = expected.removeValue(forKey: key) ?? 0
      if sum.amount != should {
        report.report(.balanceDiffers, sum.account, "holds \(sum.amount) \(sum.currency), expected \(should)")
      }
      if let amount = kept[key], amount != sum.amount {
        report.report(.sumDiffers, sum.account, "is kept as \(amount) \(sum.currency), holds \(sum.amount)")
      } else if kept[key] == nil {
        report.report(.sumDiffers, sum.account, "is not kept, holds \(sum.amount) \(sum.currency)")
      }
      let shown = sum.account.shopAccount.map { LedgerAccount("shops:\($0.part.rawValue)") } ?? sum.account
      together[ExpectedBalances.Key(account: shown, currency: sum.currency), default: 0] += sum.amount
    }
    for (key, should) in expected where should != 0 {
      report.report(.balanceDiffers, key.account, "holds nothing in \(key.currency), expected \(should)")
    }
    report.balances = together.map {
      LedgerBalance(account: $0.account.name, total: MoneyTotal($1, $0.currency))
    }
    .sorted { ($0.account, $0.total.currency) < ($1.account, $1.total.currency) }
  }
}

extension Settlement {
  /// Checks the books, and compares every movement through a gateway with the gateway's own records.
  package func verifyLedger() async throws -> LedgerReport {
    let now = clock.now()
    var report = try await database.read(mode: .snapshot) { try Ledger.verify($0, at: now) }
    var silent: Set<String> = []
    var last: PaymentID?
    while true {
      let after = last
      let charges = try await database.read {
        try LedgerAuditStore.charges(after: after, limit: recordsPerBatch, $0)
      }
      for charge in charges {
        let movement = Movement(
          subject: charge.id.description, method: charge.method, reference: charge.reference, kind: .charge,
          amount: charge.amount)
        await compare(movement, &report, &silent)
      }
      guard charges.count == recordsPerBatch, let next = charges.last else { break }
      last = next.id
    }
    var lastRefund: RefundID?
    while true {
      let after = lastRefund
      let refunds = try await database.read {
        try LedgerAuditStore.sentRefunds(after: after, limit: recordsPerBatch, $0)
      }
      for refund in refunds {
        let movement = Movement(
          subject: refund.id.description, method: refund.method, reference: refund.reference, kind: .refund,
          amount: refund.amount)
        await compare(movement, &report, &silent)
      }
      guard refunds.count == recordsPerBatch, let next = refunds.last else { break }
      lastRefund = next.id
    }
    return report
  }

  /// `silent` holds the gateways that were given up on.
  private func compare(_ movement: Movement, _ report: inout LedgerReport, _ silent: inout Set<String>) async
  {
    guard !silent.contains(movement.method) else { return }
    do {
      let record = try await gateway(movement.method).record(movement.reference ?? "")
      report.gatewayRecords += 1
      guard record?.kind == movement.kind, record?.amount == movement.amount else {
        let found = record.map { "\($0.kind.rawValue) of \($0.amount.decimal)" } ?? "nothing"
        return report.report(
          .gatewayDiffers, movement.subject,
          "\(movement.kind.rawValue) of \(movement.amount.decimal) here, \(found) there")
      }
    } catch {
      silent.insert(movement.method)
      report.report(.gatewaySilent, movement.method, "\(error)")
    }
  }
}

/// Money that went through a gateway, as our books have it.
private struct Movement {
  let subject: String
  let method: String
  let reference: String?
  let kind: GatewayRecord.Kind
  let amount: Money
}
