import Kernel
import Web

/// A shop as the API shows it. Customers don't see what is between the vendor and the administrators.
package struct ShopOutput: Output {
  package let shop: Shop
  /// Whether it is shown to its owner or an administrator.
  let isManaged: Bool
  /// Whether who asks follows it; `nil` for visitors.
  let isFollowed: Bool?
  /// What who asks may do there; told in the list of one's own shops.
  let permissions: Set<Permission>?

  /// The view of a shop.
  package init(_ shop: Shop, isManaged: Bool = false, isFollowed: Bool? = nil) {
    self.shop = shop
    self.isManaged = isManaged
    self.isFollowed = isFollowed
    permissions = nil
  }

  /// The view of a shop as far as `viewer` may see it. Whoever manages it reads what was written, and may send it back;
  /// others read its texts in their language, as far as they are translated.
  package init(_ shop: Shop, for viewer: Viewer?, isFollowed: Bool?) {
    let isManaged = shop.isManaged(by: viewer)
    self.init(
      isManaged ? shop : shop.told(in: .current), isManaged: isManaged, isFollowed: isFollowed)
  }

  /// The view of a shop for somebody who may do something there.
  package init(_ place: Workplace) {
    shop = place.shop
    isManaged = true
    isFollowed = nil
    permissions = place.permissions
  }

  package static let fields: [OutputField<Self>] = [
    .init("id") { $0.shop.id },
    .init("slug") { $0.shop.slug },
    .init("name") { $0.shop.name },
    .init("description") { $0.shop.description },
    .init("country") { $0.shop.country },
    .init("currency") { $0.shop.currency },
    .init("timeZone") { $0.shop.timeZone.name },
    .init("status") { $0.shop.status },
    .init("statusReason") { $0.isManaged ? $0.shop.statusReason : nil },
    .init("vendorAnswer") { $0.isManaged ? $0.shop.vendorAnswer : nil },
    .init("avatar") { $0.shop.avatarKey.map { "/media/\($0)" } },
    .init("banner") { $0.shop.bannerKey.map { "/media/\($0)" } },
    .init("shippingPolicy") { $0.shop.shippingPolicy },
    .init("returnPolicy") { $0.shop.returnPolicy },
    .init("privacyPolicy") { $0.shop.profile.privacyPolicy },
    .init("terms") { $0.shop.profile.terms },
    .init("translations") { ShopTranslationOutput.all($0.shop.translations) },
    .init("openingHours") { $0.shop.profile.openingHours.map(OpeningSpanOutput.init) },
    .init("openingNote") { $0.shop.profile.openingNote },
    .init("links") { ShopLinksOutput(profile: $0.shop.profile) },
    .init("contactEmail") { $0.shop.profile.contactEmail },
    .init("contactPhone") { $0.shop.profile.contactPhone },
    .init("address") { $0.shop.profile.address },
    .init("followerCount") { $0.shop.followerCount },
    .init("isFollowed") { $0.isFollowed },
    .init("notifications") { $0.isManaged ? ShopNotificationsOutput(profile: $0.shop.profile) : nil },
    .init("lowStockThreshold") { $0.isManaged ? $0.shop.lowStockThreshold : nil },
    .init("permissions") { view in
      view.permissions.map { granted in
        Permission.allCases.filter { $0 != .membership && granted.contains($0) }
      }
    },
    .init("createdAt") { $0.shop.createdAt },
    .init("approvedAt") { $0.shop.approvedAt },
  ]
}

/// A time in which a shop is open.
struct OpeningSpanOutput: Output {
  let span: OpeningSpan

  static let fields: [OutputField<Self>] = [
    .init("day") { $0.span.day }, .init("opens") { $0.span.opens.text },
    .init("closes") { $0.span.closes.text },
  ]
}

/// Where a shop can be found besides.
struct ShopLinksOutput: Output {
  let profile: ShopProfile

  static let fields: [OutputField<Self>] = ShopLinkKind.allCases.map { kind in
    .init(kind.rawValue) { view in view.profile.links.first { $0.kind == kind }?.address }
  }
}

/// The mails that the owner gets.
struct ShopNotificationsOutput: Output {
  let profile: ShopProfile

  static let fields: [OutputField<Self>] = ShopNotice.allCases.map { notice in
    .init(notice.rawValue) { $0.profile.wants(notice) }
  }
}
