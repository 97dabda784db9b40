import Areas
import Identity
import Kernel
import Persistence

extension Shop {
  /// What the audit log tells of a shop; it keeps those that a change touched.
  var auditFields: [String: JSONValue] {
    translations.auditFields.merging([
      "name": .string(name), "slug": .string(slug), "description": .string(description),
      "country": .string(country), "status": .string(status.rawValue),
      "reason": statusReason.map(JSONValue.string) ?? .null, "shippingPolicy": .string(shippingPolicy),
      "returnPolicy": .string(returnPolicy), "lowStockThreshold": .integer(Int64(lowStockThreshold)),
      "openingHours": .array(profile.openingHours.map { .string("\($0.day.rawValue) \($0.text)") }),
      "openingNote": .string(profile.openingNote),
      "links": .array(profile.links.map { .string($0.address) }),
      "privacyPolicy": .string(profile.privacyPolicy), "terms": .string(profile.terms),
      "timeZone": .string(timeZone.name),
      "silenced": .array(profile.silenced.map(\.rawValue).sorted().map(JSONValue.string)),
    ]) { $1 }
  }
}

extension ShopProfile {
  fileprivate var contact: [String?] { [contactEmail, contactPhone, address] }
}

extension Transaction {
  /// Leaves a line in the audit log about a shop.
  func record(_ action: String, _ shop: Shop, from old: Shop? = nil) throws {
    var after = shop.auditFields
    // How to reach people is not told.
    if let old, old.profile.contact != shop.profile.contact { after["contact"] = .string("changed") }
    try record(action, on: shop.id, shop: shop.id, before: old?.auditFields ?? [:], after: after)
  }
}

extension Vendors {
  /// Which shop an id or a slug means, of ended ones too; `nil` when there is none. An id counts even when nothing
  /// is left of its shop, as the log stays.
  package func shopID(_ reference: String) async throws -> ShopID? {
    if let id = ShopID(reference) { return id }
    return try await database.read { try ShopReviewStore.find(reference, $0)?.shop.id }
  }

  /// The shops with these ids by id, ended ones too: for names beside what was done.
  package func shops(_ ids: Set<ShopID>) async throws -> [ShopID: Shop] {
    if ids.isEmpty { return [:] }
    let shops = try await database.read { try ShopStore.find(Array(ids), $0) }
    return Dictionary(shops.map { ($0.id, $0) }) { $1 }
  }
}
