import Catalog
import Kernel
import Presentation
import Vendors
import Web

private let xml = "application/xml; charset=utf-8"

extension Storefront {
  /// The list of all files of the marketplace, or under a shop's own name of the shop's. Until they are written for the
  /// first time it is the first page alone.
  func showSitemap(_ request: Request) async throws -> Response {
    if let list = try await catalog.sitemap(folder(request.hosted)) {
      return .bytes(list, contentType: xml)
    }
    var home = absolute(Paths.home)
    if let shop = request.hosted { home = await absolute(Paths.home, of: shop.id) }
    let page = Sitemap.pages([Sitemap.Entry(address: home)])
    return .bytes(Array(page.utf8), contentType: xml)
  }

  /// One of the files that the list names, and for a while those that it named before. Throws `.notFound`.
  func showSitemapFile(_ request: Request) async throws -> Response {
    let name = try request.parameter("number")
    guard let file = try await catalog.sitemapFile(name, folder(request.hosted)) else {
      throw Problem(.notFound)
    }
    return .bytes(file, contentType: xml)
  }

  /// Where the list is.
  func sitemapAddress(for hosted: HostedShop?) async -> String {
    guard let hosted else { return absolute(Paths.sitemap) }
    return await absolute(Paths.sitemap, of: hosted.id)
  }

  private func folder(_ hosted: HostedShop?) -> SitemapFolder { hosted.map { .shop($0.id) } ?? .market }
}
