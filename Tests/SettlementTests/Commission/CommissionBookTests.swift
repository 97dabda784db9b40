import Kernel
import Ordering
import TestSupport
import Testing

@testable import Settlement

struct CommissionBookTests {
  private let shop = ShopID()
  private let home = CategoryID()
  private let lamps = CategoryID()

  private func rule(
    _ scope: CommissionScope, category: CategoryID? = nil, shop: ShopID? = nil, points: Int64,
    flat: Int64 = 0,
    currency: Currency? = nil
  ) -> CommissionRule {
    let moment = Timestamp(milliseconds: 0)
    return CommissionRule(
      id: CommissionRuleID(), scope: scope, category: category, shop: shop, basisPoints: points, flat: flat,
      currency: currency, createdAt: moment, updatedAt: moment)
  }

  private func euros(_ amount: Int64) -> Money { Money(amount, .eur) }

  @Test func theMostExactRuleCounts() {
    let book = CommissionBook(
      rules: [
        rule(.default, points: 1000), rule(.category, category: home, points: 800),
        rule(.shop, shop: shop, points: 500),
      ], parents: [lamps: home])
    let other = ShopID()
    #expect(book.rule(shop: shop, category: lamps, currency: .eur)?.basisPoints == 500)
    #expect(book.rule(shop: other, category: lamps, currency: .eur)?.basisPoints == 800)
    #expect(book.rule(shop: other, category: CategoryID(), currency: .eur)?.basisPoints == 1000)
    #expect(book.rule(shop: other, category: nil, currency: .eur)?.basisPoints == 1000)
  }

  @Test func theNearestCategoryCountsAndTreesThatBiteTheirTailEnd() {
    let book = CommissionBook(
      rules: [rule(.category, category: home, points: 800), rule(.category, category: lamps, points: 700)],
      parents: [lamps: home, home: lamps])
    #expect(book.rule(shop: shop, category: lamps, currency: .eur)?.basisPoints == 700)
    let empty = CommissionBook(rules: [], parents: [lamps: home, home: lamps])
    #expect(empty.rule(shop: shop, category: lamps, currency: .eur) == nil)
  }

  @Test func aRuleForTheCurrencyGoesFirst() {
    let book = CommissionBook(
      rules: [rule(.default, points: 1000), rule(.default, points: 900, flat: 30, currency: .usd)],
      parents: [:])
    #expect(book.rule(shop: shop, category: nil, currency: .usd)?.basisPoints == 900)
    #expect(book.rule(shop: shop, category: nil, currency: .eur)?.basisPoints == 1000)
  }

  @Test func withoutAnyRuleTenPercentAreKept() throws {
    let share = try CommissionBook(rules: [], parents: [:]).share(
      shop: shop, items: [(nil, euros(1999))], gross: euros(2499), goods: euros(1999))
    #expect(share.commission == euros(200))
    #expect(share.net == euros(2299))
  }

  @Test func sharesAreRoundedOncePerRuleAndTheFlatAmountIsTakenOnce() throws {
    let book = CommissionBook(rules: [rule(.default, points: 1000, flat: 50)], parents: [:])
    // Each item alone would round 0.5 up; together they are 1.5.
    let share = try book.share(
      shop: shop, items: [(nil, euros(5)), (nil, euros(5)), (nil, euros(5))], gross: euros(515),
      goods: euros(15))
    #expect(share.commission == euros(15))
    let rich = try book.share(
      shop: shop, items: [(nil, euros(500)), (nil, euros(505))], gross: euros(1005), goods: euros(1005))
    #expect(rich.commission == euros(151))
  }

  @Test func noAmountIsTooLargeToBeShared() throws {
    let book = CommissionBook(rules: [rule(.default, points: 1000, flat: .max)], parents: [:])
    let lines: [(category: CategoryID?, total: Money)] = Array(
      repeating: (nil, euros(999 * Money.largestAsked)), count: 12)
    let goods = euros(12 * 999 * Money.largestAsked)
    let plain = try CommissionBook(rules: [], parents: [:]).share(
      shop: shop, items: lines, gross: goods, goods: goods)
    #expect(plain.commission == euros(1_198_800_000_000_000))
    #expect(plain.net == euros(10_789_200_000_000_000))
    let all = try book.share(
      shop: shop, items: [(nil, euros(.max)), (nil, euros(.max))], gross: euros(.max), goods: euros(.max))
    #expect(all.commission == euros(.max))
    #expect(all.net == .zero(.eur))
  }

  @Test(arguments: 0..<200)
  func partsAddUpUpToTheLargestAmounts(seed: Int) throws {
    var random = SeededGenerator(seed: UInt64(seed))
    let largest = seed % 2 == 0 ? Checkout.largestTotal : Int64.max
    let goods = euros(.random(in: 0...largest, using: &random))
    let gross = euros(.random(in: goods.amount...largest, using: &random))
    let weights = (0..<Int.random(in: 1...9, using: &random)).map { _ in
      Int64.random(in: 0...1000, using: &random)
    }
    let rules = [
      rule(
        .default, points: .random(in: 0...10_000, using: &random),
        flat: .random(in: 0...Money.largestAsked, using: &random))
    ]
    let share = try CommissionBook(rules: rules, parents: [:]).share(
      shop: shop, items: goods.split(weights: weights).map { (nil, $0) }, gross: gross, goods: goods)
    #expect(try share.commission.adding(share.net) == gross)
    #expect((0...goods.amount).contains(share.commission.amount))
    // What is kept is the share to the unit, as long as it is less than all.
    let exact = Int128(goods.amount) * Int128(rules[0].basisPoints)
    let kept = (exact + 5_000) / 10_000 + Int128(rules[0].flat)
    #expect(Int128(share.commission.amount) == min(kept, Int128(goods.amount)))
  }

  @Test func neverMoreIsKeptThanTheGoodsAreWorth() throws {
    let book = CommissionBook(rules: [rule(.default, points: 10_000, flat: 999)], parents: [:])
    let share = try book.share(shop: shop, items: [(nil, euros(100))], gross: euros(600), goods: euros(100))
    #expect(share.commission == euros(100))
    #expect(share.net == euros(500))
  }

  @Test(arguments: 0..<200)
  func partsAddUpForAnyRulesAndAmounts(seed: Int) throws {
    var random = SeededGenerator(seed: UInt64(seed))
    let categories = (0..<5).map { _ in CategoryID() }
    var parents: [CategoryID: CategoryID] = [:]
    for index in 1..<5 where Bool.random(using: &random) {
      parents[categories[index]] = categories[index - 1]
    }
    var rules = [rule(.default, points: .random(in: 0...10_000, using: &random))]
    for category in categories where Bool.random(using: &random) {
      rules.append(
        rule(
          .category, category: category, points: .random(in: 0...10_000, using: &random),
          flat: .random(in: 0...500, using: &random)))
    }
    if seed % 3 == 0 {
      rules.append(rule(.shop, shop: shop, points: .random(in: 0...10_000, using: &random)))
    }
    let items: [(category: CategoryID?, total: Money)] = (0..<Int.random(in: 1...8, using: &random)).map {
      _ in
      (categories.randomElement(using: &random), euros(.random(in: 0...10_000_000_000, using: &random)))
    }
    let goods = euros(items.reduce(0) { $0 + $1.total.amount })
    let gross = euros(goods.amount + .random(in: 0...5000, using: &random))
    let share = try CommissionBook(rules: rules, parents: parents).share(
      shop: shop, items: items, gross: gross, goods: goods)
    #expect(try share.commission.adding(share.net) == gross)
    #expect(share.commission.amount >= 0)
    #expect(share.commission.amount <= goods.amount)
    #expect(share.net.amount >= gross.amount - goods.amount)
  }
}
