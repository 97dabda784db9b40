import Catalog
import Kernel
import Presentation
import Web

/// What pages outside of one shop show around their content.
struct SellingFrame: Sendable {
  let siteName: String
  let personName: String

  /// The page with this title.
  func page(
    _ current: String, _ request: Request, title: Words, lead: Words?, actions: HTML? = nil, _ content: HTML
  ) -> HTML {
    PortalPage.render(
      head: DocumentHead(title: title, siteName: siteName, isIndexable: false),
      frame: PortalFrame(
        title: "Sell on \(siteName)", homePath: SellerPaths.shops,
        groups: [
          [
            PortalItem("My shops", SellerPaths.shops, .store),
            PortalItem("Open a shop", SellerPaths.newShop, .plus),
          ]
        ],
        current: current, personName: personName),
      title: title, lead: lead, actions: actions, flash: request.flash, content)
  }
}

extension SellerPortal {
  /// What the frame of pages outside of one shop needs to know.
  func sellingFrame(_ request: Request) async throws -> SellingFrame {
    SellingFrame(siteName: try await catalog.site().name, personName: try request.requireViewer().name)
  }
}
