import Areas
import Foundation
import Persistence
import Web

extension Ordering: Area {
  package static let migrations: URL? = Bundle.module.url(forResource: "Migrations", withExtension: nil)
  package static let words: URL? = Bundle.module.url(forResource: "Words", withExtension: nil)

  package var routes: [Route] {
    let nouns: [[Route]] = [
      ShippingRoutes.routes(self),
      CartRoutes.routes(self),
      CheckoutRoutes.routes(self),
      OrderRoutes.routes(self),
      ShopOrderRoutes.routes(self),
      AdminOrderRoutes.routes(self),
    ]
    return nouns.flatMap { $0 }
  }

  /// What runs after commits and by the clock.
  package func registerJobs(in registry: inout JobRegistry) throws {
    try OrderingJobs.register(self, in: &registry)
  }

  /// It listens to nothing.
  package func registerConsumers(in registry: inout ConsumerRegistry) {}

  package var personalData: [any PersonalData] { [OrderingPersonalData(clock: clock)] }
  package var sealedRows: [any SealedRows] { [] }
  package var signUpBars: [any SignUpBar] { [] }
  package var shopClosing: [any ShopClosing] { [ShopClosingOrders()] }
  package var shopPurging: [any ShopPurging] { [ShippingPurge()] }
}
