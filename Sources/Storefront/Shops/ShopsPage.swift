import Kernel
import Presentation
import Vendors
import Web

private let shopsPerPage = 24
private let maximumTextLength = 100

/// The open shops by name.
struct ShopsPage: Sendable {
  let text: String
  let tiles: [ShopTile]
  let isFirst: Bool
  let next: Cursor?
}

extension Storefront {
  func showShops(_ request: Request) async throws -> Response {
    let page = try await shops(request.query)
    let frame = try await frame(request)
    let isPlain = request.query.isEmpty
    let head = DocumentHead(
      title: "Shops", siteName: frame.siteName,
      description: "The shops of \(frame.siteName): who they are and what they make.",
      canonical: isPlain ? absolute(Paths.shops) : nil, isIndexable: isPlain)
    return .html(page.html(head: head, frame: frame, flash: request.flash))
  }

  /// A page of shops: `?q=` searches their names, `?cursor=` goes on. A cursor that makes no sense begins
  /// again.
  func shops(_ query: Parameters) async throws -> ShopsPage {
    let text = String((query["q"] ?? "").trimmed.prefix(maximumTextLength))
    let cursor = query["cursor"].flatMap { Cursor($0) }
    let page = try await vendors.openShops(
      matching: text.isEmpty ? nil : text, PageRequest(limit: shopsPerPage, cursor: cursor))
    return ShopsPage(
      text: text, tiles: try await shopTiles(page.items), isFirst: cursor == nil, next: page.nextCursor)
  }
}

extension ShopsPage {
  /// The whole page.
  func html(head: DocumentHead, frame: StorefrontFrame, flash: Flash?) -> HTML {
    let found = Parameters(text.isEmpty ? [] : [("q", text)])
    let next = next.map { found.setting("cursor", $0.description).behind(Paths.shops) }
    return StorefrontPage.render(
      head: head, frame: frame, flash: flash,
      breadcrumbs: Navigation.breadcrumbs([("Home", Paths.home), ("Shops", nil)]),
      """
      \(StorefrontPage.title("Shops", lead: "The people behind the goods.", aside: search))\
      \(when: tiles.isEmpty, nothing, else: ShopTile.grid(tiles))\
      \(Navigation.pages(previous: isFirst ? nil : found.behind(Paths.shops), next: next))
      """)
  }

  private var search: HTML { DataTable.search(path: Paths.shops, query: text, label: "Search shops") }

  private var nothing: HTML {
    guard text.isEmpty else {
      return Notice.empty(
        .store, "No shop is called “\(text)”", "Try a part of the name, or see them all.",
        action: Button.link("See all shops", to: Paths.shops, kind: .primary))
    }
    return Notice.empty(
      .store, "No shops yet", "Yours can be the first.",
      action: Button.link("Open a shop", to: SellerPaths.shops, kind: .primary))
  }
}
