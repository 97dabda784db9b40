import Web

/// The table of contents of this area's routes.
package enum SettlementRoutes {
  /// Every route of payments, refunds, the ledger, commission and payouts.
  package static func routes(_ settlement: Settlement) -> [Route] {
    PaymentRoutes.routes(settlement) + RefundRoutes.routes(settlement) + LedgerRoutes.routes(settlement)
      + CommissionRoutes.routes(settlement) + PayoutRoutes.routes(settlement)
  }
}
