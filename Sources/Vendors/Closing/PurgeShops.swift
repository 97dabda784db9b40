import Areas
import Kernel
import Persistence

/// How many shops one run of the job looks at.
private let purgeBatch = 50
/// What old orders say instead of the name, in the language of the site.
private let purgedName: Words = "Closed shop"

/// Removes what is left of shops that can't be restored any more.
struct PurgeShops: Job {
  static let kind = "vendors.shops.purge"
}

extension Vendors {
  /// Removes what is left of shops whose time to be restored is over: pictures, goods, followers, documents;
  /// orders and bookings stay, under a name that says nothing. Answers with how many shops are gone now; one
  /// whose goods are still needed waits for the next run.
  @discardableResult
  package func purgeShops() async throws -> Int {
    let moment = clock.now().adding(seconds: -settings.restoreSeconds)
    let due = try await database.read { try ClosedShopStore.due(moment, limit: purgeBatch, $0) }
    var count = 0
    var failure: (any Error)?
    for shop in due {
      do {
        if try await purge(shop, closedBefore: moment) { count += 1 }
      } catch {
        // One that can't be purged must not keep the others; the job fails in the end and is tried again.
        failure = error
      }
    }
    if let failure { throw failure }
    return count
  }

  private func purge(_ id: ShopID, closedBefore moment: Timestamp) async throws -> Bool {
    let began = try await database.write { tx in
      try ClosedShopStore.beginPurge(id, closedBefore: moment, tx)
    }
    guard began else { return false }
    for area in hooks.shopPurging {
      var progress = ShopPurgeProgress.more
      while case .more = progress {
        progress = try await database.write { tx in try area.purge(id, tx) }
      }
      if case .blocked = progress { return false }
    }
    try await database.write { tx in
      try pictures.discard(ClosedShopStore.pictureKeys(id, tx), tx)
      try ClosedShopStore.anonymise(id, name: purgedName.text(in: Languages.standard), tx)
      domains.forget(after: tx)
      try tx.record("shop.purged", on: id, shop: id)
      try tx.emit(ShopPurged(shop: id))
    }
    return true
  }
}

/// Removes who works for a shop.
struct MemberPurge: ShopPurging {
  func purge(_ shop: ShopID, _ tx: Transaction) throws -> ShopPurgeProgress {
    try ClosedShopStore.deleteMembers(of: shop, tx)
    return .done
  }
}
