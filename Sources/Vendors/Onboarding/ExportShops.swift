import Areas
import Gateways
import Identity
import Kernel
import Web

extension Vendors {
  /// The shops of a filter as a table, sent piece by piece; formulas in names are marked as text. That it was
  /// taken is noted in the audit log, as it names people.
  package func exportShops(_ filter: ShopFilter, as format: TableFormat) async throws -> Response {
    try await database.write { try $0.record("shops.exported", on: "shops") }
    return try .table("shops", as: format, header: ReviewedShop.header) { [self] page in
      try await shopsForReview(filter, page)
    } cells: {
      $0.record
    }
  }
}

extension ReviewedShop {
  fileprivate static let header = [
    "id", "slug", "name", "status", "question", "owner", "email", "country", "currency", "created",
    "approved",
    "reason",
  ]

  fileprivate var record: [TableCell] {
    [
      .text(shop.id.description), .text(shop.slug), .text(shop.name), .text(shop.status.rawValue),
      .optional(question?.rawValue), .text(ownerName), .text(ownerEmail), .text(shop.country),
      .text(shop.currency.code), .moment(shop.createdAt), .optional(shop.approvedAt),
      .optional(shop.statusReason),
    ]
  }
}
