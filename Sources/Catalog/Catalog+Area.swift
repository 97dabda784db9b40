import Areas
import Foundation
import Persistence
import Web

extension Catalog: Area {
  package static let migrations: URL? = Bundle.module.url(forResource: "Migrations", withExtension: nil)
  package static let words: URL? = Bundle.module.url(forResource: "Words", withExtension: nil)

  package var routes: [Route] {
    let nouns: [[Route]] = [
      ProductRoutes.routes(self),
      RevisionRoutes.routes(self),
      DeskRoutes.routes(self),
      SearchRoutes.routes(self),
      SearchRuleRoutes.routes(self),
      CategoryRoutes.routes(self),
      AttributeRoutes.routes(self),
      CategoryImportRoutes.routes(self),
      MediaRoutes.routes(self),
      TransformRoutes.routes(self),
      SiteRoutes.routes(self),
      HomeRoutes.routes(self),
      LanguageRoutes.routes,
      MarketRoutes.routes(self),
      MarketPriceRoutes.routes(self),
      ImportRoutes.routes(self),
      ImportPictureRoutes.routes(self),
      StockRoutes.routes(self),
      StockCountRoutes.routes(self),
      StockLocationRoutes.routes(self),
      StockTransferRoutes.routes(self),
      StockNoticeRoutes.routes(self),
      ImportPreviewRoutes.routes(self),
    ]
    return nouns.flatMap { $0 }
  }

  /// What runs after commits and by the clock.
  package func registerJobs(in registry: inout JobRegistry) throws {
    try CatalogJobs.register(self, in: &registry)
    try ImportJobs.register(self, in: &registry)
  }

  /// It listens to nothing.
  package func registerConsumers(in registry: inout ConsumerRegistry) {}

  package var personalData: [any PersonalData] { [StockNoticePersonalData()] }
  package var sealedRows: [any SealedRows] { [] }
  package var signUpBars: [any SignUpBar] { [] }
  package var shopClosing: [any ShopClosing] { [] }
  package var shopPurging: [any ShopPurging] { [PurgeShopGoods(changes: changes, slugs: slugs)] }
}
