import Catalog
import Kernel
import Ordering
import Vendors
import Web

private let descriptionLength = 180

/// A shop with its goods.
struct ShopPage: Sendable {
  let shop: Shop
  let avatar: Picture?
  let banner: Picture?
  let listing: ListingPage
  let delivery: [ShippingOption]
}

extension Storefront {
  /// A shop's page in the state that the query says; owners and administrators also see shops that are not
  /// open. Throws `.notFound`.
  func shop(_ reference: String, for viewer: Viewer?, _ query: Parameters) async throws -> ShopPage {
    let shop = try await vendors.shop(reference, for: viewer)
    let state = ListingState(path: shop.path, query.setting("shop", nil))
    let key = "\(state.link) \(shop.status.rawValue)"
    return try await shopPages.value(key, generation: catalog.generation.current) {
      ShopPage(
        shop: shop, avatar: catalog.avatar(shop.avatarKey), banner: catalog.shopBanner(shop.bannerKey),
        listing: try await listing(
          .shop(ShopSummary(id: shop.id, slug: shop.slug, name: shop.name)), state),
        delivery: try await ordering.shippingOptions(of: shop.id))
    }
  }

  /// What search engines learn of a shop.
  func shopHead(_ page: ShopPage, _ frame: StorefrontFrame) -> DocumentHead {
    var head = listingHead(page.listing, frame)
    let text = page.shop.description.split(whereSeparator: \.isNewline).joined(separator: " ")
    head.description = text.isEmpty ? head.description : String(text.prefix(descriptionLength))
    head.isIndexable =
      page.shop.isOpen && !page.listing.state.isNarrowed && page.listing.state.filter.text == nil
    head.canonical = page.shop.isOpen ? absolute(page.shop.path) : nil
    head.image = (page.banner ?? page.avatar).map { absolute($0.path) } ?? head.image
    if page.shop.isOpen {
      head.structuredData = [
        .object([
          "@context": "https://schema.org", "@type": "Store", "name": .string(page.shop.name),
          "url": .string(absolute(page.shop.path)), "description": .string(text),
          "address": .object(["@type": "PostalAddress", "addressCountry": .string(page.shop.country)]),
        ])
      ]
    }
    return head
  }
}
