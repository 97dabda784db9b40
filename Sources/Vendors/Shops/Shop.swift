import Areas
import Kernel
import Persistence
import Web

/// A vendor's shop.
package struct Shop: Hashable, Sendable {
  package let id: ShopID
  package let owner: AccountID
  package internal(set) var slug: String
  package internal(set) var name: String
  package internal(set) var description: String
  /// ISO 3166-1 alpha-2, in capitals.
  package internal(set) var country: String
  /// The currency of its prices and balances.
  package let currency: Currency
  package let status: ShopStatus
  /// Why it was rejected or suspended.
  package internal(set) var statusReason: String?
  /// What the vendor answered to the last rejection.
  package internal(set) var vendorAnswer: String?
  /// Media keys of its pictures.
  package internal(set) var avatarKey: String?
  package internal(set) var bannerKey: String?
  package internal(set) var shippingPolicy = ""
  package internal(set) var returnPolicy = ""
  /// The vendor is told when a variant has this many left or fewer.
  package internal(set) var lowStockThreshold: Int
  package let createdAt: Timestamp
  package let approvedAt: Timestamp?
  package internal(set) var profile = ShopProfile()
  /// The time zone that the vendor chose; `nil` for that of the country.
  package internal(set) var chosenTimeZone: Zone?
  /// How many accounts follow it.
  package internal(set) var followerCount: Int64 = 0
  /// Description and rules in other languages.
  package internal(set) var translations = Translations()

  /// True while customers can see it.
  package var isOpen: Bool { status == .approved }
  /// Whose days it counts by.
  package var timeZone: Zone { chosenTimeZone ?? .usual(in: country) }
}

/// Where a shop is in its life.
package enum ShopStatus: String, CaseIterable, SQLValue, JSONWritable {
  /// Waits for an administrator.
  case pending
  /// Open to customers.
  case approved
  /// Refused with a reason; the vendor can answer.
  case rejected
  /// Hidden by an administrator.
  case suspended
  /// Ended by its owner.
  case closed
}
