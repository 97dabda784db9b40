import Kernel
import Persistence
import Web

extension Catalog {
  /// Ends the use of a location; what lies there goes to another one. What ends the main one makes the other one that. Throws
  /// `.notFound`, `.notAllowedNow` for the last one, for one that is not used any more, and while a transfer or a stocktake
  /// needs it, `.invalidInput` when goods lie there and nobody said where they go.
  package func closeLocation(
    _ id: StockLocationID, of shop: ShopID, heir: StockLocationHeirQuery,
    when condition: @escaping Condition<StockLocation> = { _ in }
  ) async throws {
    try await database.write { tx in
      let present = try StockLocationStore.lock(of: shop, tx)
      guard let closing = present.first(where: { $0.id == id }) else { throw Problem(.notFound) }
      try condition(closing)
      guard closing.isActive else { throw Problem(.notAllowedNow, "This location is not used any more.") }
      let others = present.filter { $0.isActive && $0.id != id }
      guard let first = others.first else {
        throw Problem(.notAllowedNow, "Goods have to lie somewhere: the last location stays.")
      }
      let target = try heir.moveTo.map { try Self.target($0, among: others) }
      let isEmpty = try LocationStockStore.isEmpty(closing, tx)
      guard isEmpty || target != nil else {
        throw Problem.invalid("moveTo", "not_empty", "Goods lie here. Say where they go.")
      }
      let next = target ?? first
      try requireQuiet(closing, next, isEmpty: isEmpty, of: shop, tx)
      try bring(from: closing, to: next, tx)
      try StockLocationStore.set(deactivatedAt: tx.now, of: id, tx)
      var after: [String: JSONValue] = ["name": .string(closing.name)]
      if !isEmpty { after["goodsMovedTo"] = .string(next.name) }
      if closing.isMain { after["mainLocation"] = .string(next.name) }
      try tx.record("stock.location_closed", on: id, shop: shop, after: after)
    }
  }

  /// Uses a location again. Throws `.notFound`; one that is in use stays as it is.
  package func reopenLocation(_ id: StockLocationID, of shop: ShopID) async throws -> StockLocation {
    try await database.write { tx in
      let present = try StockLocationStore.lock(of: shop, tx)
      guard let location = present.first(where: { $0.id == id }) else { throw Problem(.notFound) }
      guard !location.isActive else { return location }
      try StockLocationStore.set(deactivatedAt: nil, of: id, tx)
      try tx.record("stock.location_reopened", on: id, shop: shop, after: ["name": .string(location.name)])
      return try found(id, of: shop, tx)
    }
  }

  private static func target(_ id: StockLocationID, among others: [StockLocation]) throws -> StockLocation {
    guard let found = others.first(where: { $0.id == id }) else {
      throw Problem.invalid("moveTo", "unknown", "Choose another location that is in use.")
    }
    return found
  }

  /// Transfers and stocktakes remember what lay where, so none of them may be under way.
  private func requireQuiet(
    _ closing: StockLocation, _ next: StockLocation, isEmpty: Bool, of shop: ShopID, _ tx: Transaction
  ) throws {
    if try StockTransferStore.isOpen(at: closing.id, tx) {
      throw Problem(.notAllowedNow, "A transfer is under way from or to \(closing.title). Finish it first.")
    }
    for location in isEmpty && !closing.isMain ? [closing] : [closing, next]
    where try StockCountStore.isOpen(at: location.id, of: shop, tx) {
      throw Problem(.notAllowedNow, "A stocktake is under way at \(location.title). Finish it first.")
    }
  }

  private func bring(from old: StockLocation, to new: StockLocation, _ tx: Transaction) throws {
    if old.isMain {
      // What lies at no other location lies at the main one, so that the other one only has to lose its own rows.
      try LocationStockStore.giveToMain(new.id, tx)
      try StockLocationStore.passMain(from: old.id, to: new.id, tx)
    } else if new.isMain {
      try LocationStockStore.giveToMain(old.id, tx)
    } else {
      try LocationStockStore.bring(from: old.id, to: new.id, tx)
    }
  }
}
