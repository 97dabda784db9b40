import Kernel
import Synchronization
import Web

/// How many movements are read at a time.
private let movementsPerRead = 500

extension Catalog {
  /// What moved in a shop as a table, sent piece by piece, newest first.
  package func exportMovements(of shop: ShopID, _ filter: StockMovementFilter) -> Response {
    let place = Mutex<PageRequest?>(PageRequest(limit: movementsPerRead))
    return .csv("stock-movements.csv", header: StockMovement.header) { [self] in
      guard let request = place.withLock({ $0 }) else { return [] }
      let page = try await stockMovements(of: shop, filter, request)
      place.withLock { $0 = page.nextCursor.map { PageRequest(limit: movementsPerRead, cursor: $0) } }
      return page.items.map(\.record)
    }
  }
}

extension StockMovement {
  fileprivate static let header = [
    "number", "at", "product", "variant", "sku", "change", "on hand", "reason", "by", "order", "import",
    "count",
    "note", "location", "transfer",
  ]

  fileprivate var record: [String] {
    [
      String(number), at.rfc3339, productTitle, variantTitle, sku ?? "", String(delta), String(balance),
      reason.rawValue, accountName ?? "", order?.description ?? "", file?.description ?? "",
      count?.description ?? "", note ?? "", locationName ?? "", transfer?.description ?? "",
    ]
  }
}
