import Areas
import Foundation
import Persistence
import Web

extension Vendors: Area {
  package static let migrations: URL? = Bundle.module.url(forResource: "Migrations", withExtension: nil)
  package static let words: URL? = Bundle.module.url(forResource: "Words", withExtension: nil)

  package var routes: [Route] {
    let nouns: [[Route]] = [
      ShopRoutes.routes(self),
      OnboardingRoutes.routes(self),
      DocumentRoutes.routes(self),
      StaffRoutes.routes(self),
      DestinationRoutes.routes(self),
      ClosingRoutes.routes(self),
      BarredAddressRoutes.routes(self),
      FollowerRoutes.routes(self),
      DomainRoutes.routes(self),
    ]
    return nouns.flatMap { $0 }
  }

  /// What runs after commits and by the clock.
  package func registerJobs(in registry: inout JobRegistry) throws {
    DocumentJobs.register(in: &registry, self)
    try VendorsJobs.register(self, in: &registry)
  }

  /// It listens to nothing.
  package func registerConsumers(in registry: inout ConsumerRegistry) {}

  package var personalData: [any PersonalData] {
    [
      ShopPersonalData(vault: identity.vault),
      FollowerPersonalData(),
      BarredAddresses(vault: identity.vault),
      StaffPersonalData(),
      OnboardingPersonalData(vault: identity.vault, documents: documents),
    ]
  }

  package var sealedRows: [any SealedRows] {
    [
      BarredAddresses(vault: identity.vault),
      SealedApplications(),
      SealedDestinations(),
      SealedDocuments(documents),
    ]
  }

  package var signUpBars: [any SignUpBar] { [BarredAddresses(vault: identity.vault)] }
  package var shopClosing: [any ShopClosing] { [] }

  package var shopPurging: [any ShopPurging] {
    [FollowerPurge(), MemberPurge(), DomainPurge(), OnboardingPurge()]
  }
}
