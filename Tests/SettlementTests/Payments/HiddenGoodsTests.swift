import Catalog
import Kernel
import MarketSupport
import Ordering
import Settlement
import TestSupport
import Testing
import Vendors

/// Goods that administrators hid while they lay in a cart, or while a checkout waited, are not paid.
struct HiddenGoodsTests {
  private struct Goods {
    let lamp: VariantID
    let rug: VariantID
    let hidden: ProductID
  }

  private func open(_ market: Market) async throws -> Goods {
    let (lamps, rugs) = (try await market.openShop("Lamps"), try await market.openShop("Rugs"))
    let lamp = try await market.stock("Lamp", in: lamps, price: 4999, pieces: 5)
    let rug = try await market.stock("Rug", in: rugs, price: 12_345)
    let product = try await market.catalog.productForDesk("lamp")
    return Goods(lamp: lamp, rug: rug, hidden: product.id)
  }

  private func hide(_ goods: Goods, _ market: Market) async throws {
    _ = try await market.catalog.hideProduct(
      goods.hidden.description, HideProductInput(reason: "Not theirs"))
  }

  @Test(arguments: TestEngine.allCases)
  func cartsSayItAndCheckoutsAreRefused(engine: TestEngine) async throws {
    try await withMarket(engine) { market in
      let goods = try await open(market)
      let cart = try await market.ordering.openCart(for: nil)
      for variant in [goods.lamp, goods.rug] {
        _ = try await market.ordering.putItem(variant, quantity: 1, in: cart.id, viewer: nil)
      }
      try await hide(goods, market)
      let filled = try await market.ordering.cart(cart.id, viewer: nil)
      let problems = Dictionary(uniqueKeysWithValues: filled.lines.map { ($0.variant, $0.problem) })
      #expect(problems[goods.lamp] == .some(.unavailable) && problems[goods.rug] == .some(nil))
      for method in ["test", "cod"] {
        await #expect(throws: Problem.self) {
          _ = try await market.checkOut([(goods.lamp, 1), (goods.rug, 1)], by: method)
        }
      }
      let orders: Int64? = try await market.database.read { try $0.value("SELECT COUNT(*) FROM orders") }
      #expect(orders == 0)
      _ = try await market.catalog.unhideProduct(goods.hidden.description)
      let again = try await market.ordering.cart(cart.id, viewer: nil)
      #expect(again.lines.allSatisfy { $0.problem == nil })
    }
  }

  @Test(arguments: TestEngine.allCases)
  func aWaitingCheckoutIsRefusedBeforeMoneyMoves(engine: TestEngine) async throws {
    let gateway = FlakyGateway()
    try await withMarket(engine, gateways: [gateway]) { market in
      let goods = try await open(market)
      let checkout = try await market.checkOut([(goods.lamp, 2), (goods.rug, 1)])
      let asked = try await market.settlement.pay(checkout.id, with: .token("test_challenge"), viewer: nil)
      #expect(asked.payment?.state == .challenge)
      try await hide(goods, market)
      let before = gateway.charges
      for step in [PaymentStep.challenge("pass"), .token("test_success")] {
        do {
          _ = try await market.settlement.pay(checkout.id, with: step, viewer: nil)
          Issue.record("it was paid")
        } catch let problem as Problem {
          #expect(problem.kind == .paymentNotPossible)
          #expect(problem.detail.description.contains("“Lamp” is not for sale now."))
        }
      }
      #expect(gateway.charges == before)
      // Given up, what else was in it can be ordered.
      _ = try await market.ordering.cancelCheckout(checkout.id, viewer: nil, key: checkout.accessKey)
      let cart = try await market.ordering.cart(checkout.cart, viewer: nil)
      let problems = Dictionary(uniqueKeysWithValues: cart.lines.map { ($0.variant, $0.problem) })
      #expect(problems[goods.lamp] == .some(.unavailable) && problems[goods.rug] == .some(nil))
      #expect(try await market.settlement.verifyLedger().isClean)
    }
  }

  @Test(arguments: TestEngine.allCases)
  func whatWasBoughtBeforeStaysAnOrder(engine: TestEngine) async throws {
    try await withMarket(engine) { market in
      let goods = try await open(market)
      let bought = try await market.buy([(goods.lamp, 1)])
      try await hide(goods, market)
      try await market.move(try #require(bought.orders.first), .processing, .shipped, .delivered)
      #expect(try await market.settlement.verifyLedger().isClean)
    }
  }
}
