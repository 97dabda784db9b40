import Areas
import Identity
import Kernel
import Persistence

/// What Vendors keeps about people: the shops that they own.
struct ShopPersonalData: PersonalData {
  /// The shops under `shops`, closed ones too.
  func sections(for account: AccountID, _ snapshot: Snapshot) throws -> [(String, JSONValue)] {
    let shops = try ShopStore.find(ApplicationStore.shops(of: account, snapshot), snapshot)
    return [("shops", .array(shops.sorted { $0.id < $1.id }.map(\.export)))]
  }

  /// Shops are closed first.
  func obstacle(toClosing account: AccountID, _ snapshot: Snapshot) throws -> Words? {
    guard let shop = try ShopStore.ownedBy(account, snapshot).first else { return nil }
    return "Close your shop \(shop.name) first."
  }

  /// The identifiers of the person's shops, which mails about them have in their links.
  func traces(of account: AccountID, _ snapshot: Snapshot) throws -> [String] {
    try ApplicationStore.shops(of: account, snapshot).map(\.description)
  }

  /// Closed shops can't be restored without their owner, so what is left of them goes now.
  func forget(_ account: AccountID, _ tx: Transaction) throws {
    try ClosedShopStore.forgetSlugs(of: account, tx)
    guard try ClosedShopStore.abandon(account, tx) > 0 else { return }
    try tx.enqueue(PurgeShops())
  }

  func files(for account: AccountID, _ snapshot: Snapshot) throws -> [PersonalFile] { [] }
  func counts(of account: AccountID, _ snapshot: Snapshot) throws -> [String: Int] { [:] }
  func erase(_ person: ErasedPerson, _ tx: Transaction) throws -> [ErasureEntry] {
    try forget(person.account, tx)
    return []
  }
  func expire(_ retention: Retention, limit: Int, _ tx: Transaction) throws -> Int { 0 }
}

extension Shop {
  fileprivate var export: JSONValue {
    .object([
      "id": .string(id.description), "slug": .string(slug), "name": .string(name),
      "description": .string(description), "country": .string(country),
      "currency": .string(currency.code), "status": .string(status.rawValue),
      "statusReason": .optional(statusReason), "answer": .optional(vendorAnswer),
      "contactEmail": .optional(profile.contactEmail), "contactPhone": .optional(profile.contactPhone),
      "address": .optional(profile.address), "openingNote": .string(profile.openingNote),
      "links": .array(profile.links.map { .string($0.address) }),
      "shippingPolicy": .string(shippingPolicy), "returnPolicy": .string(returnPolicy),
      "privacyPolicy": .string(profile.privacyPolicy), "terms": .string(profile.terms),
      "createdAt": .string(createdAt.rfc3339),
    ])
  }
}
