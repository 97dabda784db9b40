import Testing

@testable import Kernel

struct MoneyTotalTests {
  @Test func sumsGoOnBeyondSixtyFourBitsAndComeBack() throws {
    var total = MoneyTotal.zero(.eur)
    for _ in 0..<1_000 { total = try total.adding(Money(.max, .eur)) }
    #expect(total.amount == 9_223_372_036_854_775_807_000)
    #expect(total.money == nil)
    #expect(total.decimal == "92233720368547758070.00")
    for _ in 0..<1_000 { total = try total.adding(Money(-.max, .eur)) }
    #expect(total.isZero)
    #expect(total.money == .zero(.eur))
    #expect(throws: MoneyError.currencyMismatch(.eur, .usd)) { try total.adding(Money(1, .usd)) }
    #expect(throws: MoneyError.overflow) { try MoneyTotal(.max, .eur).adding(Money(1, .eur)) }
  }

  @Test func piecesOfAnythingCanBeCounted() {
    #expect(Money(.max, .eur).total(of: .max).amount == Int128(Int64.max) * Int128(Int64.max))
    #expect(Money(.min, .eur).total(of: .min).isPositive)
    #expect(Money(1_000_000_000_000, .eur).total(of: 999).amount == 999_000_000_000_000)
  }

  @Test func sharesOfSumsRoundAsThoseOfAmountsDo() throws {
    #expect(try MoneyTotal(15, .eur).share(basisPoints: 1000).amount == 2)
    #expect(try MoneyTotal(-15, .eur).share(basisPoints: 1000).amount == -2)
    let twelve = Money(1_000_000_000_000, .eur).total(of: 12 * 999)
    #expect(try twelve.share(basisPoints: 1000).amount == 1_198_800_000_000_000)
    #expect(throws: MoneyError.overflow) { try MoneyTotal(.max, .eur).share(basisPoints: 2) }
  }

  @Test func theLargestCartStaysWithinSixtyFourBits() {
    // Money.largestAsked for each of 999 pieces on each of 100 lines, as its comment says.
    #expect(Money(Money.largestAsked, .eur).total(of: 999 * 100).amount < 1 << 57)
  }

  @Test(arguments: [
    "0.00", "-0.05", "92233720368547758.08", "-92233720368547758.09",
    "1701411834604692317316873037158841057.27", "-1701411834604692317316873037158841057.28",
  ])
  func decimalsReadBackAsWritten(text: String) throws {
    #expect(try #require(MoneyTotal(decimal: text, .eur)).decimal == text)
  }

  @Test(arguments: ["", "-", ".5", "1.", "1e3", "1701411834604692317316873037158841057.28"])
  func malformedDecimalsAreRefused(text: String) { #expect(MoneyTotal(decimal: text, .eur) == nil) }
}
