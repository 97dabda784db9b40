import Kernel
import Persistence
import TestSupport
import Testing

@testable import Catalog

extension CatalogKit {
  /// Makes a location of the shop.
  @discardableResult
  func location(_ name: String) async throws -> StockLocation {
    try await catalog.addLocation(StockLocationInput(name: name), to: shop.id)
  }

  /// What of a variant lies where, by the names of the locations, in their order.
  func places(_ variant: VariantID) async throws -> [String] {
    try await catalog.places(of: variant, in: shop.id).map { "\($0.location.name) \($0.quantity)" }
  }

  /// Writes a transfer of one variant down.
  func transfer(
    _ variant: VariantID, _ pieces: Int64, _ source: StockLocation, _ target: StockLocation
  ) async throws -> StockTransferID {
    let input = StockTransferInput(
      source: source.id, target: target.id, lines: [StockTransferLineInput(variant, pieces)])
    return try await catalog.writeTransfer(input, in: shop.id).transfer.id
  }

  /// Brings pieces from one location to another, all the way.
  func bring(
    _ variant: VariantID, _ pieces: Int64, _ source: StockLocation, _ target: StockLocation
  ) async throws {
    let id = try await transfer(variant, pieces, source, target)
    _ = try await catalog.sendTransfer(id, of: shop.id)
    _ = try await catalog.receiveTransfer(
      id, of: shop.id, StockReceiptInput([StockReceiptLineInput(variant, pieces)]))
  }

  /// An order of some variants that leaves the shop.
  @discardableResult
  func sell(_ lines: [(VariantID, Int64)]) async throws -> OrderID {
    let (order, stock) = (OrderID(), catalog.stock)
    let goods = lines.map { StockLine($0.0, $0.1) }.sorted { $0.variant < $1.variant }
    try await database.write { tx in
      for line in goods { #expect(try stock.allocate(line.variant, line.quantity, tx)) }
      try stock.handOver(goods, because: StockCause(.sale, of: order, number: "S-1"), tx)
    }
    return order
  }

  /// Goods of an order come back.
  func takeBack(_ order: OrderID, _ lines: [(VariantID, Int64)]) async throws {
    let stock = catalog.stock
    let goods = lines.map { StockLine($0.0, $0.1) }.sorted { $0.variant < $1.variant }
    try await database.write { tx in
      try stock.takeBack(goods, because: StockCause(.returned, of: order, number: "S-1"), tx)
    }
  }

  /// Variants of which the locations do not have together what the shop has, or of which one has less than nothing.
  func misplaced() async throws -> [VariantID] {
    try await database.read { snapshot in
      try snapshot.values(
        """
        SELECT v.id FROM variants v
        WHERE v.elsewhere <> (SELECT CAST(COALESCE(SUM(s.quantity), 0) AS BIGINT) FROM location_stock s
            WHERE s.variant_id = v.id)
          OR v.elsewhere < 0
          OR (v.tracks_stock = TRUE AND v.sells_on = FALSE AND v.on_hand - v.owed - v.elsewhere < 0)
          OR EXISTS (SELECT 1 FROM location_stock s JOIN stock_locations l ON l.id = s.location_id
            WHERE s.variant_id = v.id AND (s.quantity <= 0 OR l.is_main = TRUE OR l.deactivated_at IS NOT NULL
              OR l.shop_id <> v.shop_id))
        """, as: VariantID.self)
    }
  }
}
