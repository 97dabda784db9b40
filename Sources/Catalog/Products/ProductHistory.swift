import Identity
import Kernel
import Persistence
import Web

extension Catalog {
  /// What was done to one of the shop's products, newest first, as the audit log tells it; also of a deleted one. It is
  /// written in the transaction of the change. Throws `.notFound` for another shop's product, `.invalidInput` for a cursor
  /// of another list.
  package func productHistory(
    of reference: String, in shop: ShopID, _ page: PageRequest
  ) async throws -> Page<AuditEntry> {
    try await database.read { snapshot in
      guard let product = try ProductStore.byReference(reference, in: shop, snapshot) else {
        throw Problem(.notFound)
      }
      var filter = AuditFilter()
      filter.shop = shop
      filter.isForShop = true
      filter.target = product.id.description
      return try AuditLog.page(filter, page, snapshot).map(\.forShop)
    }
  }
}

/// What was done to a product at one time.
struct ProductRevisionOutput: Output {
  let entry: AuditEntry
  /// What the product said then, where it can be had back.
  let revision: ProductRevisionID?

  static let fields: [OutputField<Self>] = [
    .init("id") { $0.entry.id },
    .init("at") { $0.entry.at },
    .init("account") { $0.entry.account },
    .init("name") { $0.entry.accountName },
    .init("role") { $0.entry.role },
    .init("action") { $0.entry.action },
    .init("changes") { $0.entry.changes.map(ProductRevisionChangeOutput.init) },
    .init("isErased") { $0.entry.isErased },
    .init("revision") { $0.revision },
  ]
}

/// What one field of a product was and became.
struct ProductRevisionChangeOutput: Output {
  let change: AuditChange

  static let fields: [OutputField<Self>] = [
    .init("field") { $0.change.field },
    .init("before") { $0.change.before?.said },
    .init("after") { $0.change.after?.said },
  ]
}
