import Kernel
import Web

/// What can be wrong with the books.
package enum LedgerFlaw: String, CaseIterable, Sendable {
  /// The entries of a transaction don't add up to zero.
  case unbalanced
  /// A transaction without entries.
  case empty
  /// An entry without its transaction.
  case orphan
  /// One cause was booked twice.
  case repeatedSource
  /// An order whose money was never split.
  case unsettledOrder
  /// The split of an order differs from the order.
  case settlementDiffers
  /// The sale was not booked as it was split.
  case saleDiffers
  /// What is booked of an order does not fit its state.
  case stateDiffers
  /// A checkout was paid another amount than its orders cost.
  case paymentDiffers
  /// An account holds another sum than the orders, refunds and payouts say.
  case balanceDiffers
  /// The kept sum of an account is not that of its entries.
  case sumDiffers
  /// A payment has been waiting for its gateway for too long.
  case paymentStuck
  /// The gateway does not know a movement, or another amount.
  case gatewayDiffers
  /// The gateway did not answer, so its records were not compared.
  case gatewaySilent
}

/// One thing that is wrong.
package struct LedgerFinding: Hashable, Sendable {
  package let flaw: LedgerFlaw
  /// What it is about: the id of an order, payment, refund or ledger transaction, or the name of an account.
  package let subject: String
  /// What was expected and what was found.
  package let detail: String
}

/// What a check of the books found.
package struct LedgerReport: Sendable {
  package var transactions: Int64 = 0
  package var entries: Int64 = 0
  package var orders: Int64 = 0
  package var payouts: Int64 = 0
  package var refunds: Int64 = 0
  /// Movements that were compared with a gateway's own records.
  package var gatewayRecords: Int64 = 0
  /// What stands on each account that is not a shop's, and on the shops' accounts together.
  package var balances: [LedgerBalance] = []
  package var findings: [LedgerFinding] = []

  package var isClean: Bool { findings.isEmpty }

  mutating func report(_ flaw: LedgerFlaw, _ subject: some CustomStringConvertible, _ detail: String) {
    findings.append(LedgerFinding(flaw: flaw, subject: subject.description, detail: detail))
  }
}

/// What stands on an account, or on several of a kind together.
package struct LedgerBalance: Hashable, Sendable {
  package let account: String
  package let total: MoneyTotal
}

extension LedgerReport: CustomStringConvertible {
  /// The report for a terminal.
  package var description: String {
    var lines = [
      """
      \(transactions) transactions with \(entries) entries; \(orders) orders, \(refunds) refunds, \
      \(payouts) payouts; \(gatewayRecords) records of gateways compared.
      """,
      "",
    ]
    for balance in balances {
      let name = balance.account + String(repeating: " ", count: max(1, 32 - balance.account.count))
      lines.append("  \(name)\(balance.total.decimal) \(balance.total.currency)")
    }
    lines.append("")
    if isClean { return (lines + ["The ledger is in balance."]).joined(separator: "\n") }
    lines.append(findings.count == 1 ? "1 finding:" : "\(findings.count) findings:")
    lines += findings.map { "  \($0.flaw.rawValue)  \($0.subject)  \($0.detail)" }
    return lines.joined(separator: "\n")
  }
}
