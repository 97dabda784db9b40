import AdminPortal
import Areas
import Foundation
import Gateways
import Kernel
import Presentation
import SellerPortal
import Storefront
import Web

/// Where the catalogues of this target's sentences are.
enum AssemblyWords {
  static let folder: URL? = Bundle.module.url(forResource: "Words", withExtension: nil)
}

extension Assembly {
  /// The folders of all sentences in all languages.
  package static var catalogues: [URL?] {
    let below = [KernelWords.folder, WebWords.folder, GatewaysWords.folder, AreasWords.folder]
    let above = [
      PresentationWords.folder, StorefrontWords.folder, SellerPortalWords.folder, AdminPortalWords.folder,
      AssemblyWords.folder,
    ]
    return below + areaTypes.map { $0.words } + above
  }
}
