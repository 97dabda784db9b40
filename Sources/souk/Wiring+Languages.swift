import AdminPortal
import Catalog
import Engagement
import Gateways
import Identity
import Kernel
import Ordering
import Presentation
import SellerPortal
import Settlement
import Storefront
import Vendors
import Web

extension Wiring {
  /// The folders of all sentences in all languages.
  static var catalogues: [String] {
    [
      KernelWords.folder, WebWords.folder, GatewaysWords.folder, IdentityWords.folder, VendorsWords.folder,
      CatalogWords.folder, OrderingWords.folder, SettlementWords.folder, EngagementWords.folder,
      PresentationWords.folder, StorefrontWords.folder, SellerPortalWords.folder, AdminPortalWords.folder,
    ].compactMap { $0?.path }
  }
}
