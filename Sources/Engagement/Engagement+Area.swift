import Areas
import Foundation
import Persistence
import Web

extension Engagement: Area {
  package static let migrations: URL? = Bundle.module.url(forResource: "Migrations", withExtension: nil)
  package static let words: URL? = Bundle.module.url(forResource: "Words", withExtension: nil)

  package var routes: [Route] { [] }

  /// What runs after commits and by the clock.
  package func registerJobs(in registry: inout JobRegistry) throws {
    MailDelivery(database: database, transport: mails, site: site).register(in: &registry)
    try EngagementJobs.register(self, in: &registry)
  }

  /// What it listens to.
  package func registerConsumers(in registry: inout ConsumerRegistry) {
    NotificationConsumers.register(self, in: &registry)
  }

  /// What was told to whom is kept by the ids of events alone.
  package var personalData: [any PersonalData] { [] }
  package var sealedRows: [any SealedRows] { [] }
  package var signUpBars: [any SignUpBar] { [] }
  package var shopClosing: [any ShopClosing] { [] }
  package var shopPurging: [any ShopPurging] { [] }
}
