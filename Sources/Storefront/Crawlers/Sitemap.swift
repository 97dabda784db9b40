import Catalog
import Kernel
import Presentation
import Vendors
import Web

/// How many products stand in one file; the protocol allows 50,000 addresses.
private let productsPerFile = 10_000
private let shopsPerRead = 100
private let maximumShops = 20_000
private let xml = "application/xml; charset=utf-8"

/// The files that list all public pages (https://www.sitemaps.org/protocol.html).
struct Sitemap: Sendable {
  /// An address with the day it last changed.
  struct Entry: Sendable {
    let address: String
    let changedAt: Timestamp?
  }

  /// A file of pages.
  static func pages(_ entries: [Entry]) -> String {
    let lines = entries.map { "<url>\(location($0))</url>\n" }.joined()
    return """
      <?xml version="1.0" encoding="UTF-8"?>
      <urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
      \(lines)</urlset>

      """
  }

  /// A file of files.
  static func files(_ entries: [Entry]) -> String {
    let lines = entries.map { "<sitemap>\(location($0))</sitemap>\n" }.joined()
    return """
      <?xml version="1.0" encoding="UTF-8"?>
      <sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
      \(lines)</sitemapindex>

      """
  }

  private static func location(_ entry: Entry) -> String {
    let day = entry.changedAt.map { "<lastmod>\($0.rfc3339.prefix(10))</lastmod>" } ?? ""
    return "<loc>\(HTML(text: entry.address).string)</loc>\(day)"
  }
}

extension Storefront {
  func showSitemap(_ request: Request) async throws -> Response {
    .bytes(Array(try await sitemap(for: request.hosted).utf8), contentType: xml)
  }

  func showSitemapFile(_ request: Request) async throws -> Response {
    guard let number = Int(try request.parameter("number")), number >= 0, request.hosted == nil
    else { throw Problem(.notFound) }
    return .bytes(Array(try await sitemap(number: number).utf8), contentType: xml)
  }

  /// The first file: of all pages, or of the other files where there are many products; under a shop's own name
  /// the one file of the shop and its newest goods.
  func sitemap(for hosted: HostedShop?) async throws -> String {
    if let hosted { return try await sitemap(of: hosted) }
    let count = try await catalog.listedProductCount()
    guard count > productsPerFile else {
      return Sitemap.pages(try await fixedPages() + productPages(number: 1))
    }
    let last = (count + productsPerFile - 1) / productsPerFile
    return Sitemap.files(
      (0...last).map { Sitemap.Entry(address: absolute(Paths.sitemapFile($0)), changedAt: nil) })
  }

  /// Where the first file is.
  func sitemapAddress(for hosted: HostedShop?) async -> String {
    guard let hosted else { return absolute(Paths.sitemap) }
    return await absolute(Paths.sitemap, of: hosted.id)
  }

  private func sitemap(of shop: HostedShop) async throws -> String {
    let origin = await absolute("", of: shop.id)
    let goods = try await catalog.listedProducts(of: shop.id, behind: 0, limit: productsPerFile)
    return Sitemap.pages(
      [Sitemap.Entry(address: origin + Paths.home, changedAt: nil)]
        + goods.map { Sitemap.Entry(address: origin + Paths.product($0.slug), changedAt: $0.updatedAt) })
  }

  /// File 0 lists what is not a product, the others the products. Throws `.notFound` beyond the last.
  func sitemap(number: Int) async throws -> String {
    let entries = number == 0 ? try await fixedPages() : try await productPages(number: number)
    guard !entries.isEmpty else { throw Problem(.notFound) }
    return Sitemap.pages(entries)
  }

  private func productPages(number: Int) async throws -> [Sitemap.Entry] {
    try await catalog.listedProducts(behind: (number - 1) * productsPerFile, limit: productsPerFile).map {
      Sitemap.Entry(address: absolute(Paths.product($0.slug)), changedAt: $0.updatedAt)
    }
  }

  private func fixedPages() async throws -> [Sitemap.Entry] {
    var paths = [Paths.home, Paths.products, Paths.categories, Paths.shops, Paths.help]
    paths += try await site().tree.inOrder.map { Paths.category($0.slug) }
    var cursor: Cursor?
    var shopCount = 0
    repeat {
      let page = try await vendors.openShops(PageRequest(limit: shopsPerRead, cursor: cursor))
      paths += page.items.map { Paths.shop($0.slug) }
      shopCount += page.items.count
      cursor = page.nextCursor
    } while cursor != nil && shopCount < maximumShops
    return paths.map { Sitemap.Entry(address: absolute($0), changedAt: nil) }
  }
}
