import Areas
import Foundation
import Persistence
import Web

extension Settlement: Area {
  package static let migrations: URL? = Bundle.module.url(forResource: "Migrations", withExtension: nil)
  package static let words: URL? = Bundle.module.url(forResource: "Words", withExtension: nil)

  package var routes: [Route] {
    let nouns: [[Route]] = [
      PaymentRoutes.routes(self),
      RefundRoutes.routes(self),
      LedgerRoutes.routes(self),
      CommissionRoutes.routes(self),
      PayoutRoutes.routes(self),
    ]
    return nouns.flatMap { $0 }
  }

  /// What runs after commits and by the clock.
  package func registerJobs(in registry: inout JobRegistry) throws {
    try SettlementJobs.register(self, in: &registry)
  }

  /// It listens to nothing.
  package func registerConsumers(in registry: inout ConsumerRegistry) {}

  /// Before what Ordering keeps, as it finds what is theirs by their checkouts.
  package var personalData: [any PersonalData] { [SettlementPersonalData()] }
  package var sealedRows: [any SealedRows] { [] }
  package var signUpBars: [any SignUpBar] { [] }
  package var shopClosing: [any ShopClosing] { [ShopClosingBalance()] }
  /// The books stay.
  package var shopPurging: [any ShopPurging] { [] }
}
