import Persistence

/// The table of contents of this area's jobs.
package enum SettlementJobs {
  /// Registers what runs after commits and by the clock.
  package static func register(_ settlement: Settlement, in registry: inout JobRegistry) throws {
    registry.on(SendRefund.self) { job, _ in try await settlement.sendRefund(job.refund) }
    registry.on(RecoverPayment.self) { job, _ in try await settlement.recoverPayment(job.payment) }
    try AddUpLedger.register(settlement, in: &registry)
  }
}
