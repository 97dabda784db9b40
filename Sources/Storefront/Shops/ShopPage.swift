import Catalog
import Kernel
import Ordering
import Presentation
import Vendors
import Web

private let descriptionLength = 180

/// A shop with its goods.
struct ShopPage: Sendable {
  let shop: Shop
  let avatar: Picture?
  let banner: Picture?
  var listing: ListingPage
  let delivery: [ShippingOption]
  /// The address that everybody can be sent, where prices were typed as one language writes them.
  var settledLink: String?
  /// Who asks, and where.
  var follow = FollowState(followerCount: 0, isFollowed: nil, marketURL: nil)
}

/// What the button says by which people follow a shop.
struct FollowState: Sendable {
  let followerCount: Int64
  /// Whether the viewer follows it; `nil` for visitors.
  let isFollowed: Bool?
  /// Where the marketplace is, on pages under a shop's own name; there nobody is signed in.
  let marketURL: String?
}

extension Storefront {
  func showShop(_ request: Request) async throws -> Response {
    let kept = try await shop(request)
    let page = kept.value
    if request.hosted == nil, page.shop.slug != (try request.parameter("shop")) {
      return .moved(to: request.query.behind(Paths.shop(page.shop.slug)))
    }
    if let link = page.settledLink ?? page.listing.linkOfLastPage { return .redirect(to: link) }
    let frame = try await frame(request)
    let head = await shopHead(page, frame)
    return .html(page.html(head: head, frame: frame, flash: request.flash)).kept(while: kept.tags)
  }

  /// A shop's page in the state that the query says; owners and administrators also see shops that are not
  /// open. Throws `.notFound`.
  func shop(_ request: Request) async throws -> Kept<ShopPage> {
    let viewer = request.viewer
    let shop = try await vendors.shop(request.parameter("shop"), for: viewer).told(in: .current)
    let typed = ListingState(
      path: request.hosted == nil ? Paths.shop(shop.slug) : Paths.home, request.query.setting("shop", nil))
    let subject = ListingSubject.shop(ShopSummary(id: shop.id, slug: shop.slug, name: shop.name))
    let (state, prices) = try await settled(typed, of: subject)
    let key = "\(shop.id) \(state.link) \(shop.status.rawValue)"
    let found = try await kept(memory.shopPages, key) {
      let listing = try await listing(subject, state)
      let page = ShopPage(
        shop: shop, avatar: catalog.avatar(shop.avatarKey), banner: catalog.shopBanner(shop.bannerKey),
        listing: listing.value,
        delivery: try await ordering.shippingOptions(of: shop.id).map { option in
          PriceMarket.current.flatMap { option.offered(in: $0.currency, at: $0) } ?? option
        })
      return Kept(page, while: listing.tags)
    }
    var page = found.value
    page.listing.prices = prices
    if let prices, prices.isReadable, state.link != typed.link { page.settledLink = state.link }
    let followed = try await vendors.followed([shop.id], by: viewer?.account)
    page.follow = FollowState(
      followerCount: shop.followerCount, isFollowed: followed?.contains(shop.id),
      marketURL: request.hosted == nil ? nil : publicURL)
    return Kept(page, while: found.tags)
  }

  /// What search engines learn of a shop.
  func shopHead(_ page: ShopPage, _ frame: StorefrontFrame) async -> DocumentHead {
    let shop = page.shop
    var head = listingHead(page.listing, frame)
    let text = shop.description.split(whereSeparator: \.isNewline).joined(separator: " ")
    head.description =
      text.isEmpty ? head.description : Words(verbatim: String(text.prefix(descriptionLength)))
    head.isIndexable =
      shop.isOpen && !page.listing.state.isNarrowed && page.listing.state.filter.text == nil
    let address = await address(of: shop)
    head.canonical = shop.isOpen ? address : nil
    head.image = (page.banner ?? page.avatar).map { absolute($0.path) } ?? head.image
    if shop.isOpen { head.structuredData = [structured(page, address, text)] }
    return head
  }

  /// The one address of a shop: its own name, or its page of the marketplace.
  private func address(of shop: Shop) async -> String {
    guard let origin = await vendors.domains.origin(of: shop.id) else {
      return absolute(Paths.shop(shop.slug))
    }
    return origin + Paths.home
  }

  private func structured(_ page: ShopPage, _ address: String, _ text: String) -> JSONValue {
    let profile = page.shop.profile
    var place: [String: JSONValue] = [
      "@type": "PostalAddress", "addressCountry": .string(page.shop.country),
    ]
    if let lines = profile.address {
      place["streetAddress"] = .string(lines.split(whereSeparator: \.isNewline).joined(separator: ", "))
    }
    var members: [String: JSONValue] = [
      "@context": "https://schema.org", "@type": "Store", "name": .string(page.shop.name),
      "url": .string(address), "description": .string(text), "address": .object(place),
    ]
    if let email = profile.contactEmail { members["email"] = .string(email) }
    if let phone = profile.contactPhone { members["telephone"] = .string(phone) }
    if !profile.links.isEmpty { members["sameAs"] = .array(profile.links.map { .string($0.address) }) }
    if !profile.openingHours.isEmpty {
      members["openingHoursSpecification"] = .array(
        profile.openingHours.map { span in
          .object([
            "@type": "OpeningHoursSpecification",
            "dayOfWeek": .string("https://schema.org/\(span.day.title)"),
            "opens": .string(span.opens.text), "closes": .string(span.closes.text),
          ])
        })
    }
    return .object(members)
  }
}
