import Foundation
import Kernel
import Persistence
import Synchronization
import TestSupport
import Testing
import Web

@testable import Catalog

/// What many do at once to the goods of a shop with locations. Refusals are answers here; everything else is a failure.
@Suite struct LocationAttackTests {
  /// Orders that left and may come back.
  private final class Sold: Sendable {
    private let orders = Mutex<[(order: OrderID, variant: VariantID, pieces: Int64)]>([])

    func add(_ order: OrderID, _ variant: VariantID, _ pieces: Int64) {
      orders.withLock { $0.append((order, variant, pieces)) }
    }

    func take() -> (order: OrderID, variant: VariantID, pieces: Int64)? { orders.withLock { $0.popLast() } }
  }

  private func buy(_ kit: CatalogKit, _ variant: VariantID, _ sold: Sold) async throws {
    let (stock, order, pieces) = (kit.catalog.stock, OrderID(), Int64.random(in: 1...3))
    let isCancelled = Bool.random()
    let isSold = try await kit.database.write { tx in
      guard try stock.allocate(variant, pieces, tx) else { return false }
      if isCancelled {
        try stock.deallocate(variant, pieces, tx)
        return false
      }
      try stock.handOver([StockLine(variant, pieces)], because: StockCause(.sale, of: order, number: "S"), tx)
      return true
    }
    if isSold { sold.add(order, variant, pieces) }
  }

  private func giveBack(_ kit: CatalogKit, _ sold: Sold) async throws {
    guard let (order, variant, pieces) = sold.take() else { return }
    try await kit.takeBack(order, [(variant, pieces)])
  }

  private func move(_ kit: CatalogKit, _ variant: VariantID, _ places: [StockLocation]) async throws {
    let (catalog, shop) = (kit.catalog, kit.shop.id)
    guard let source = places.randomElement(),
      let target = places.filter({ $0.id != source.id }).randomElement()
    else { return }
    let pieces = Int64.random(in: 1...4)
    let id = try await kit.transfer(variant, pieces, source, target)
    guard try await problem({ _ = try await catalog.sendTransfer(id, of: shop) }) == nil else {
      return try await catalog.cancelTransfer(id, of: shop)
    }
    let came = Int64.random(in: 1...5)
    _ = try await catalog.receiveTransfer(
      id, of: shop, StockReceiptInput([StockReceiptLineInput(variant, came)]))
    guard came < pieces else { return }
    if Bool.random() {
      try await catalog.cancelTransfer(id, of: shop)
    } else {
      _ = try await catalog.closeTransfer(id, of: shop, StockShortfallInput(.lost))
    }
  }

  private func act(
    _ kit: CatalogKit, _ variant: VariantID, _ places: [StockLocation], _ sold: Sold
  ) async throws {
    let (catalog, shop) = (kit.catalog, kit.shop.id)
    switch Int.random(in: 0..<9) {
    case 0, 1, 2: try await buy(kit, variant, sold)
    case 3: try await giveBack(kit, sold)
    case 4, 5: try await move(kit, variant, places)
    case 6:
      let delta = Int64.random(in: 1...3)
      let input = StockAdjustmentInput(
        delta: Bool.random() ? delta : -delta, reason: .correction, location: places.randomElement()?.id)
      _ = try await problem { _ = try await catalog.adjustStock(variant, of: shop, input) }
    case 7:
      let input = StockCountInput(name: "Count", location: places.randomElement()?.id)
      let count = try await catalog.startCount(input, in: shop)
      _ = try await catalog.keepCounted(
        [TypedCount(variant, Int64.random(in: 0...8), seen: nil)], in: count.id, of: shop)
      if try await problem({ _ = try await catalog.bookCount(count.id, of: shop) }) != nil {
        try await catalog.discardCount(count.id, of: shop)
      }
    default:
      let product = try await kit.level(variant).product
      let answer = await kit.vendor.send(
        .patch, "/shops/\(shop)/products/\(product)", #"{"stock": \#(Int.random(in: 0...12))}"#)
      #expect(answer.status == 200)
    }
  }

  @Test(arguments: TestEngine.allCases) func locationsHaveTogetherWhatTheShopHas(_ engine: TestEngine)
    async throws
  {
    try await withCatalog(engine) { kit in
      var variants: [VariantID] = []
      for number in 0..<3 { variants.append(try await kit.lamp(9, "Lamp \(number)")) }
      // One that is older than movements.
      try await kit.age(variants[0])
      var places: [StockLocation] = []
      for name in ["Shop", "Cellar", "Attic"] { places.append(try await kit.location(name)) }
      let sold = Sold()
      try await withThrowingTaskGroup(of: Void.self) { group in
        for _ in 0..<10 {
          group.addTask { [variants, places] in
            for _ in 0..<20 {
              guard let variant = variants.randomElement() else { return }
              try await act(kit, variant, places, sold)
            }
          }
        }
        try await group.waitForAll()
      }
      #expect(try await kit.broken() == 0)
      #expect(try await kit.unexplained() == [])
      #expect(try await kit.misplaced() == [])
      for variant in variants {
        let places = try await kit.catalog.places(of: variant, in: kit.shop.id)
        #expect(places.allSatisfy { $0.quantity >= 0 }, "\(places)")
        #expect(try await kit.level(variant).onHand == places.reduce(0) { $0 + $1.quantity })
      }
    }
  }

  @Test(arguments: TestEngine.allCases)
  func whoWaitsForAnotherMainOneFindsIt(_ engine: TestEngine) async throws {
    try await withCatalog(engine) { kit in
      let lamp = try await kit.lamp(5)
      let (shop, cellar) = (try await kit.location("Shop"), try await kit.location("Cellar"))
      let owner = kit.shop.id
      async let closed: Void = kit.database.write { tx in
        _ = try StockLocationStore.lock(of: owner, tx)
        try StockLocationStore.passMain(from: shop.id, to: cellar.id, tx)
        try StockLocationStore.set(deactivatedAt: tx.now, of: shop.id, tx)
        Thread.sleep(forTimeInterval: 0.4)
      }
      try await Task.sleep(for: .milliseconds(150))
      let movement = try await kit.catalog.adjustStock(
        lamp, of: owner, StockAdjustmentInput(delta: 2, reason: .received))
      let count = try await kit.catalog.startCount(StockCountInput(name: "All"), in: owner)
      try await closed
      #expect(movement.location == cellar.id && count.location == cellar.id)
      #expect(try await kit.misplaced() == [])
    }
  }

  @Test(arguments: TestEngine.allCases) func locationsMayComeAndGoMeanwhile(_ engine: TestEngine) async throws
  {
    try await withCatalog(engine) { kit in
      let lamp = try await kit.lamp(30)
      let (catalog, shop) = (kit.catalog, kit.shop.id)
      let places = [
        try await kit.location("Shop"), try await kit.location("Cellar"), try await kit.location("Attic"),
      ]
      for place in places.dropFirst() { try await kit.bring(lamp, 8, places[0], place) }
      let sold = Sold()
      try await withThrowingTaskGroup(of: Void.self) { group in
        for _ in 0..<6 {
          group.addTask {
            for _ in 0..<15 {
              try await buy(kit, lamp, sold)
              if Bool.random() { try await giveBack(kit, sold) }
            }
          }
        }
        group.addTask {
          for _ in 0..<15 {
            let closing = places.randomElement()?.id ?? places[0].id
            let heir = places.filter { $0.id != closing }.randomElement()?.id
            _ = try await problem {
              try await catalog.closeLocation(closing, of: shop, heir: StockLocationHeirQuery(heir))
            }
            _ = try await problem { _ = try await catalog.reopenLocation(closing, of: shop) }
          }
        }
        try await group.waitForAll()
      }
      #expect(try await kit.broken() == 0)
      #expect(try await kit.unexplained() == [])
      #expect(try await kit.misplaced() == [])
      #expect(try await catalog.locations(of: shop).count(where: \.isMain) == 1)
    }
  }
}
