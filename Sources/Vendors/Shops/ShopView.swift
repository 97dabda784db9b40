import Kernel
import Web

/// A shop as the API shows it. Customers don't see what is between the vendor and the administrators.
package struct ShopView: Output {
  package static let schemaName = "Shop"

  package let shop: Shop
  /// Whether it is shown to its owner or an administrator.
  let isManaged: Bool

  /// The view of a shop.
  package init(_ shop: Shop, isManaged: Bool = false) {
    self.shop = shop
    self.isManaged = isManaged
  }

  package static let fields: [OutputField<Self>] = [
    .init("id") { $0.shop.id },
    .init("slug") { $0.shop.slug },
    .init("name") { $0.shop.name },
    .init("description") { $0.shop.description },
    .init("country") { $0.shop.country },
    .init("currency") { $0.shop.currency },
    .init("status") { $0.shop.status },
    .init("statusReason") { $0.isManaged ? $0.shop.statusReason : nil },
    .init("vendorAnswer") { $0.isManaged ? $0.shop.vendorAnswer : nil },
    .init("avatar") { $0.shop.avatarKey.map { "/media/\($0)" } },
    .init("banner") { $0.shop.bannerKey.map { "/media/\($0)" } },
    .init("shippingPolicy") { $0.shop.shippingPolicy },
    .init("returnPolicy") { $0.shop.returnPolicy },
    .init("lowStockThreshold") { $0.isManaged ? $0.shop.lowStockThreshold : nil },
    .init("createdAt") { $0.shop.createdAt },
    .init("approvedAt") { $0.shop.approvedAt },
  ]
}
