import Identity
import Kernel
import Persistence

private let publishEverySeconds: Int64 = 30
/// How many products one look finds.
private let publishBatch = 100

/// Puts up for sale what has waited for its moment. The moment stands with the product until it was done, so that
/// nothing is forgotten while nobody runs.
struct PublishProducts: Job {
  static let kind = "catalog.publish"

  static func register(_ catalog: Catalog, in registry: inout JobRegistry) throws {
    registry.on(PublishProducts.self) { _, _ in try await catalog.publishDue() }
    try registry.every(seconds: publishEverySeconds, PublishProducts())
  }
}

extension Catalog {
  /// Puts up for sale every product whose moment has come; those of a shop that is not open are for sale as soon as it
  /// is. May run twice, and beside others. Throws `DatabaseError`.
  package func publishDue() async throws {
    var count = publishBatch
    while count == publishBatch {
      let due = try await database.read { snapshot in
        try ScheduleStore.due(at: clock.now(), limit: publishBatch, snapshot)
      }
      for product in due { try await publish(product.id, of: product.shop) }
      count = due.count
    }
  }

  private func publish(_ id: ProductID, of shop: ShopID) async throws {
    try await database.write { tx in
      let terms = try ShopTerms.hold(shop, tx)
      guard let product = try ProductWriter.lock(id, tx), product.deletedAt == nil,
        let moment = product.publishAt, moment <= tx.now
      else { return }
      try ScheduleStore.publish(id, isListed: terms.isOpen && product.hiding == nil, tx)
      changes.look(after: tx)
      guard let published = try ProductStore.find(id, tx) else { throw Problem(.internalError) }
      try tx.record("product.published", published, from: product)
    }
  }
}
