import Kernel
import Persistence
import Synchronization
import TestSupport
import Testing
import Web

@testable import Catalog

/// What many do at once to the same goods. Refusals are answers here; everything else is a failure.
@Suite struct StockAttackTests {
  private final class Tally: Sendable {
    let count = Mutex<Int64>(0)
  }

  /// Reservations that may still be paid or released, and orders that may be handed over or given back.
  private final class Promises: Sendable {
    private let held = Mutex<[VariantID: (reserved: Int64, allocated: Int64, sold: Int64)]>([:])

    func change(_ variant: VariantID, reserved: Int64 = 0, allocated: Int64 = 0, sold: Int64 = 0) {
      held.withLock {
        let old = $0[variant] ?? (0, 0, 0)
        $0[variant] = (old.reserved + reserved, old.allocated + allocated, old.sold + sold)
      }
    }

    /// Takes one piece of a kind, so that nobody else does anything with it.
    func take(_ variant: VariantID, _ kind: Kind) -> Bool {
      held.withLock { held in
        var old = held[variant] ?? (0, 0, 0)
        switch kind {
        case .reserved where old.reserved > 0: old.reserved -= 1
        case .allocated where old.allocated > 0: old.allocated -= 1
        case .sold where old.sold > 0: old.sold -= 1
        default: return false
        }
        held[variant] = old
        return true
      }
    }

    enum Kind { case reserved, allocated, sold }
  }

  /// One random thing that somebody does.
  private func act(_ kit: CatalogKit, _ variant: VariantID, _ promises: Promises, _ round: Int) async throws {
    let (stock, database) = (kit.catalog.stock, kit.database)
    switch Int.random(in: 0..<9) {
    case 0, 1:
      if try await database.write({ tx in try stock.reserve(variant, 1, tx) }) {
        promises.change(variant, reserved: 1)
      }
    case 2:
      if try await database.write({ tx in try stock.allocate(variant, 1, tx) }) {
        promises.change(variant, allocated: 1)
      }
    case 3 where promises.take(variant, .reserved):
      if Bool.random() {
        #expect(try await database.write { tx in try stock.keep(variant, 1, tx) })
        promises.change(variant, allocated: 1)
      } else {
        try await database.write { tx in try stock.release(variant, 1, tx) }
      }
    case 4 where promises.take(variant, .allocated):
      if Bool.random() {
        try await database.write { tx in try stock.handOver(variant, 1, tx) }
        promises.change(variant, sold: 1)
      } else {
        try await database.write { tx in try stock.deallocate(variant, 1, tx) }
      }
    case 5 where promises.take(variant, .sold):
      try await database.write { tx in try stock.takeBack(variant, 1, tx) }
    case 6:
      let delta = Int64.random(in: 1...3)
      let input = StockAdjustmentInput(delta: Bool.random() ? delta : -delta, reason: .correction)
      _ = try await problem { _ = try await kit.catalog.adjustStock(variant, of: kit.shop.id, input) }
    case 7: try await count(kit, variant)
    case 8:
      let answer = await kit.vendor.send(
        .patch, "/shops/\(kit.shop.id)/stock/\(variant)", #"{"lowStockThreshold": \#(round % 9)}"#)
      #expect(answer.status == 200)
    default: break
    }
  }

  private func count(_ kit: CatalogKit, _ variant: VariantID) async throws {
    let (catalog, shop) = (kit.catalog, kit.shop.id)
    let count = try await catalog.startCount(StockCountInput(name: "Count"), in: shop)
    let pieces = Int64.random(in: 0...12)
    _ = try await catalog.keepCounted([TypedCount(variant, pieces, seen: nil)], in: count.id, of: shop)
    _ = try await problem { _ = try await catalog.bookCount(count.id, of: shop) }
  }

  @Test(arguments: TestEngine.allCases) func movementsSumToWhatLiesThereAfterAnything(_ engine: TestEngine)
    async throws
  {
    try await withCatalog(engine) { kit in
      var variants: [VariantID] = []
      for number in 0..<4 { variants.append(try await kit.lamp(6, "Lamp \(number)")) }
      // One that is older than movements, and one that sells on.
      try await kit.age(variants[0])
      let made = try await kit.product(#"{"title": "Print", "price": 100, "stock": 2, "sellsOn": true}"#)
      variants.append(try #require(made.at("variants", 0, "id").text.flatMap { VariantID($0) }))
      let promises = Promises()
      try await withThrowingTaskGroup(of: Void.self) { group in
        for _ in 0..<12 {
          group.addTask { [variants] in
            for round in 0..<25 {
              guard let variant = variants.randomElement() else { return }
              try await act(kit, variant, promises, round)
            }
          }
        }
        try await group.waitForAll()
      }
      #expect(try await kit.broken() == 0)
      #expect(try await kit.unexplained() == [])
    }
  }

  @Test(arguments: TestEngine.allCases) func filesCountsAndAdjustmentsNeverSellTwice(_ engine: TestEngine)
    async throws
  {
    try await withCatalog(engine) { kit in
      _ = try await kit.bring(Sheet.file(Sheet.first("lamp", quantity: "10")))
      let variant = try #require(try await kit.goods("lamp").variants.first).id
      let (catalog, shop, stock) = (kit.catalog, kit.shop.id, kit.catalog.stock)
      let sold = Tally()
      try await withThrowingTaskGroup(of: Void.self) { group in
        for _ in 0..<24 {
          group.addTask {
            let isSold = try await kit.database.write { tx in
              guard try stock.allocate(variant, 1, tx) else { return false }
              try stock.handOver(variant, 1, tx)
              return true
            }
            if isSold { sold.count.withLock { $0 += 1 } }
          }
        }
        group.addTask {
          for quantity in [8, 12, 9] {
            let file = Sheet.file(Sheet.first("lamp", quantity: "\(quantity)"))
            let started = try await catalog.startImport(
              Content(Array(file.utf8)), fileName: "a.csv", into: shop)
            try await catalog.runUploadedImport(started.id)
          }
        }
        for _ in 0..<3 {
          group.addTask {
            _ = try await problem {
              let input = StockAdjustmentInput(delta: -1, reason: .damaged)
              _ = try await catalog.adjustStock(variant, of: shop, input)
            }
          }
          group.addTask { try await count(kit, variant) }
        }
        try await group.waitForAll()
      }
      #expect(try await kit.broken() == 0)
      #expect(try await kit.unexplained() == [])
      let handedOver = try await kit.goods("lamp").variants.first?.sold
      #expect(handedOver == Int64(sold.count.withLock { $0 }))
      let sales = try await kit.movements(variant).count { $0 == "sale -1" }
      #expect(sales == sold.count.withLock { $0 })
    }
  }
}
