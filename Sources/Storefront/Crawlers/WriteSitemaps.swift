import Catalog
import Kernel
import Presentation
import Vendors
import Web

private let productsPerRead = 1_000
private let shopsPerRead = 100

extension Storefront {
  /// Writes the files of the marketplace and those of every shop that has a name of its own. Memory does not grow with
  /// the catalogue: products are read by pieces, and one file is held at a time.
  package func writeSitemaps() async throws {
    let hosted = await vendors.domains.hosted()
    try await writeMarketSitemap(besides: Set(hosted.map(\.id)))
    for shop in hosted { try await writeSitemap(of: shop) }
  }

  private func writeMarketSitemap(besides hosted: Set<ShopID>) async throws {
    var writer = try await catalog.writeSitemap(.market)
    for path in [Paths.home, Paths.products, Paths.categories, Paths.shops, Paths.help] {
      try await writer.add(Sitemap.Entry(address: absolute(path)))
    }
    for category in try await catalog.categories().inOrder {
      try await writer.add(
        Sitemap.Entry(
          address: absolute(Paths.category(category.slug)), in: category.translations.languages))
    }
    var cursor: Cursor?
    repeat {
      let page = try await vendors.openShops(PageRequest(limit: shopsPerRead, cursor: cursor))
      // The one address of what has a name of its own is there.
      for shop in page.items where !hosted.contains(shop.id) {
        try await writer.add(
          Sitemap.Entry(address: absolute(Paths.shop(shop.slug)), in: shop.translations.languages))
      }
      cursor = page.nextCursor
    } while cursor != nil
    try await addProducts(of: nil, to: &writer) { product in
      hosted.contains(product.shop) ? nil : absolute(Paths.product(product.slug))
    }
    _ = try await writer.finish { absolute(Paths.sitemapFile($0)) }
  }

  private func writeSitemap(of shop: HostedShop) async throws {
    guard let origin = await vendors.domains.origin(of: shop.id) else { return }
    var writer = try await catalog.writeSitemap(.shop(shop.id))
    try await writer.add(Sitemap.Entry(address: origin + Paths.home))
    try await addProducts(of: shop.id, to: &writer) { origin + Paths.product($0.slug) }
    _ = try await writer.finish { origin + Paths.sitemapFile($0) }
  }

  private func addProducts(
    of shop: ShopID?, to writer: inout SitemapWriter, _ address: (ListedProduct) -> String?
  ) async throws {
    var last: ProductID?
    while true {
      let products = try await catalog.listedProducts(of: shop, after: last, limit: productsPerRead)
      for product in products {
        guard let address = address(product) else { continue }
        try await writer.add(
          Sitemap.Entry(address: address, changedAt: product.updatedAt, in: product.languages))
      }
      guard products.count == productsPerRead else { return }
      last = products.last?.id
    }
  }
}
