import Testing

@testable import Kernel

struct MoneyTests {
  @Test func splitsAlwaysAddUp() {
    var generator = SystemRandomNumberGenerator()
    for _ in 0..<5_000 {
      let amount = Int64.random(in: -1_000_000...1_000_000, using: &generator)
      let weights = (0..<Int.random(in: 1...9, using: &generator)).map { _ in
        Int64.random(in: 0...10_000, using: &generator)
      }
      let parts = Money(amount, .eur).split(weights: weights)
      #expect(parts.count == weights.count)
      #expect(parts.reduce(0) { $0 + $1.amount } == amount)
      for (part, weight) in zip(parts, weights) where weights.contains(where: { $0 > 0 }) && weight == 0 {
        #expect(part.amount == 0)
      }
    }
  }

  @Test func largestRemainderGoesFirst() {
    #expect(Money(100, .eur).split(weights: [1, 1, 1]).map(\.amount) == [34, 33, 33])
    #expect(Money(10, .eur).split(weights: [15, 15, 70]).map(\.amount) == [2, 1, 7])
    #expect(Money(-100, .eur).split(weights: [1, 1, 1]).map(\.amount) == [-34, -33, -33])
    #expect(Money(5, .eur).split(weights: [0, 0]).map(\.amount) == [3, 2])
    #expect(
      Money(Int64.max, .eur).split(weights: [Int64.max, Int64.max]).reduce(0) { $0 + $1.amount } == Int64.max)
    #expect(Money(5, .eur).split(weights: []).isEmpty)
  }

  @Test func sharesRoundHalfAwayFromZero() throws {
    #expect(try Money(1999, .eur).share(basisPoints: 1000).amount == 200)
    #expect(try Money(1994, .eur).share(basisPoints: 1000).amount == 199)
    #expect(try Money(5, .eur).share(basisPoints: 1000).amount == 1)
    #expect(try Money(-5, .eur).share(basisPoints: 1000).amount == -1)
    // No share of up to all of it leaves 64 bits, however large the amount.
    #expect(try Money(.max, .eur).share(basisPoints: 10_000).amount == .max)
    #expect(try Money(.min, .eur).share(basisPoints: 10_000).amount == .min)
    #expect(throws: MoneyError.overflow) { try Money(.max, .eur).share(basisPoints: 10_001) }
  }

  @Test func overflowAndMixedCurrenciesAreErrors() throws {
    #expect(throws: MoneyError.overflow) { try Money(.max, .eur).adding(Money(1, .eur)) }
    #expect(throws: MoneyError.overflow) { try Money(.min, .eur).negated() }
    #expect(throws: MoneyError.currencyMismatch(.eur, .usd)) { try Money(1, .eur).adding(Money(1, .usd)) }
  }

  @Test(arguments: ["0.00", "0.05", "-0.05", "12.34", "-92233720368547758.08", "92233720368547758.07"])
  func decimalsReadBackAsWritten(text: String) throws {
    let money = try #require(Money(decimal: text, .eur))
    #expect(money.decimal == text)
  }

  @Test(arguments: ["", "-", ".5", "1.", "1,5", "1.005", "1e3", "٣", "92233720368547758.08", "--1"])
  func malformedDecimalsAreRefused(text: String) {
    #expect(Money(decimal: text, .eur) == nil)
  }

  @Test func minorDigitsFollowTheCurrency() throws {
    let yen = try #require(Currency("jpy"))
    #expect(Money(1200, yen).decimal == "1200")
    #expect(Money(decimal: "1200.00", yen)?.amount == 1200)
    #expect(Money(decimal: "1200.50", yen) == nil)
    #expect(Currency("XXX") == nil)
  }
}
