import Gateways
import Identity
import Kernel
import Persistence
import Web

extension Vendors {
  /// Seals what must not be readable in a copy of the database.
  var vault: Vault { identity.vault }

  /// A shop's application as its owner sees it. Throws `Problem(.notFound)`.
  package func application(of id: ShopID) async throws -> ShopApplication {
    try await database.read { snapshot in
      guard let shop = try ShopStore.find(id, snapshot) else { throw Problem(.notFound) }
      return try application(of: shop, snapshot)
    }
  }

  /// A shop's application for administrators, by id or slug, of a closed shop, too. The personal parts are
  /// read only when `isPersonal`, and that is noted in the audit log. Throws `Problem(.notFound)`.
  package func applicationForReview(_ reference: String, isPersonal: Bool) async throws -> ShopApplication {
    guard isPersonal else {
      return try await database.read { snapshot in
        guard let found = try ShopReviewStore.find(reference, snapshot) else { throw Problem(.notFound) }
        return try application(of: found.shop, snapshot, isPersonal: false)
      }
    }
    return try await database.write { tx in
      guard let found = try ShopReviewStore.find(reference, tx) else { throw Problem(.notFound) }
      let application = try application(of: found.shop, tx)
      if application.business != nil {
        try tx.record("application.read", on: found.shop.id, shop: found.shop.id)
      }
      return application
    }
  }

  func application(
    of shop: Shop, _ snapshot: Snapshot, isPersonal: Bool = true
  ) throws -> ShopApplication {
    let stored = try ApplicationStore.find(shop.id, snapshot)
    return ShopApplication(
      shop: shop, business: isPersonal ? try stored?.business(vault) : nil,
      question: try stored?.openQuestion(vault), checklist: try checklist(of: shop, stored, snapshot),
      history: try HistoryStore.all(of: shop.id, vault, snapshot), updatedAt: stored?.updatedAt)
  }

  /// What is there of an application and what is not.
  func checklist(of shop: Shop, _ stored: StoredApplication?, _ snapshot: Snapshot) throws -> Checklist {
    Checklist(
      shop, businessType: stored?.type, hasAddress: stored?.sealed[.address] != nil,
      documents: try DocumentStore.checklist(of: shop.id, snapshot),
      hasDestination: try DestinationStore.count(of: shop.id, snapshot) > 0,
      hasProduct: try listing.hasProducts(shop.id, snapshot))
  }
}
