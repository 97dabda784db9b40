import Kernel
import Synchronization
import Web

/// How many shops are read at a time.
private let shopsPerRead = 200

extension Vendors {
  /// The shops of a filter as a table, sent piece by piece; formulas in names are marked as text. That it was
  /// taken is noted in the audit log, as it names people.
  package func exportShops(_ filter: ShopFilter) async throws -> Response {
    try await database.write { try $0.record("shops.exported", on: "shops") }
    let place = Mutex<PageRequest?>(PageRequest(limit: shopsPerRead))
    return .csv("shops.csv", header: ReviewedShop.header) { [self] in
      guard let request = place.withLock({ $0 }) else { return [] }
      let page = try await shopsForReview(filter, request)
      place.withLock { $0 = page.nextCursor.map { PageRequest(limit: shopsPerRead, cursor: $0) } }
      return page.items.map(\.record)
    }
  }
}

extension ReviewedShop {
  fileprivate static let header = [
    "id", "slug", "name", "status", "question", "owner", "email", "country", "currency", "created",
    "approved",
    "reason",
  ]

  fileprivate var record: [String] {
    [
      shop.id.description, shop.slug, shop.name, shop.status.rawValue, question?.rawValue ?? "", ownerName,
      ownerEmail, shop.country, shop.currency.code, shop.createdAt.rfc3339, shop.approvedAt?.rfc3339 ?? "",
      shop.statusReason ?? "",
    ]
  }
}
