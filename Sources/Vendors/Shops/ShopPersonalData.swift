import Areas
import Gateways
import Identity
import Kernel
import Persistence

/// What Vendors keeps about people: the shops that they own.
struct ShopPersonalData: PersonalData {
  let vault: Vault

  /// The shops under `shops`, closed ones too.
  func sections(for account: AccountID, _ snapshot: Snapshot) throws -> [(String, JSONValue)] {
    let shops = try ShopStore.find(ApplicationStore.shops(of: account, snapshot), snapshot)
    let exports = try shops.sorted { $0.id < $1.id }.map { shop in
      shop.export(slugs: try ShopSlugStore.all(of: shop.id, snapshot))
    }
    return [("shops", .array(exports))]
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
    _ = try ForgottenSlugs(vault: vault).forget(slugsOf: account, tx)
    guard try ClosedShopStore.abandon(account, tx) > 0 else { return }
    try tx.enqueue(PurgeShops())
  }

  func files(for account: AccountID, _ snapshot: Snapshot) throws -> [PersonalFile] { [] }
  func counts(of account: AccountID, _ snapshot: Snapshot) throws -> [String: Int] { [:] }
  func erase(_ person: ErasedPerson, _ tx: Transaction) throws -> [ErasureEntry] {
    let forgotten = try ForgottenSlugs(vault: vault).forget(slugsOf: person.account, tx)
    try forget(person.account, tx)
    guard forgotten > 0 else { return [] }
    let why: Words = "Nobody else can take over the address of a shop that people know."
    return [ErasureEntry("Keyed hashes of shops' addresses", .kept, forgotten, why: why)]
  }
  func expire(_ retention: Retention, limit: Int, _ tx: Transaction) throws -> Int { 0 }
}

extension Shop {
  fileprivate func export(slugs: [String]) -> JSONValue {
    .object([
      "id": .string(id.description), "slug": .string(slug),
      "formerSlugs": .array(slugs.filter { $0 != slug }.map(JSONValue.string)),
      "name": .string(name), "description": .string(description), "country": .string(country),
      "timeZone": .string(timeZone.name), "currency": .string(currency.code),
      "status": .string(status.rawValue),
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
