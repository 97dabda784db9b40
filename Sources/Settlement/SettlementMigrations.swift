import Foundation

/// The tables that this area owns: ledger, commission, payments, refunds and payouts.
package enum SettlementMigrations {
  /// The folder with the numbered migrations.
  package static let folder: URL? = Bundle.module.url(forResource: "Migrations", withExtension: nil)
}
