import Areas
import Foundation
import Persistence
import Web

extension Identity: Area {
  package static let migrations: URL? = Bundle.module.url(forResource: "Migrations", withExtension: nil)
  package static let words: URL? = Bundle.module.url(forResource: "Words", withExtension: nil)

  package var routes: [Route] {
    let nouns: [[Route]] = [
      AccountRoutes.routes(self),
      SessionRoutes.routes(self),
      AddressRoutes.routes(self),
      ProfileRoutes.routes(self),
      EmailChangeRoutes.routes(self),
      PrivacyRoutes.routes(self),
      TokenRoutes.routes(self),
      ExternalIdentityRoutes.routes(self),
      RoleRoutes.routes(self),
      AuditRoutes.routes(self),
      SecondFactorRoutes.routes(self),
      PasskeyRoutes.routes(self),
      SavedViewRoutes.routes(self),
    ]
    return nouns.flatMap { $0 }
  }

  /// What runs after commits and by the clock.
  package func registerJobs(in registry: inout JobRegistry) throws {
    try IdentityJobs.register(in: &registry, self)
    try PrivacyJobs.register(in: &registry, self)
    try RotateSigningKeys.register(in: &registry, self)
    try AuditJobs.register(in: &registry, self)
  }

  /// It listens to nothing.
  package func registerConsumers(in registry: inout ConsumerRegistry) {}

  package var personalData: [any PersonalData] {
    [ExternalIdentityPersonalData(), SignInPersonalData(), SavedViewPersonalData()]
  }

  package var sealedRows: [any SealedRows] {
    [SealedSigningKeys(), SecondFactorRows(), SealedErasureTraces(), SealedExports(files: files.secret)]
  }

  package var signUpBars: [any SignUpBar] { [] }
  package var shopClosing: [any ShopClosing] { [] }
  package var shopPurging: [any ShopPurging] { [] }
}
