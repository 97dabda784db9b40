import Testing

@testable import Kernel

struct PluralRuleTests {
  private func forms(_ text: String, _ numbers: [UInt64]) throws -> [Int] {
    let rule = try #require(PluralRule(text), "\(text)")
    return numbers.map(rule.form)
  }

  @Test func english() {
    #expect([0, 1, 2, 11, 101].map(PluralRule.english.form) == [1, 0, 1, 1, 1])
  }

  @Test func german() throws {
    #expect(try forms("(n != 1)", [0, 1, 2, 21, 1_000_000]) == [1, 0, 1, 1, 1])
    #expect(try forms("n>1", [0, 1, 2]) == [0, 0, 1])
  }

  @Test func arabicHasSix() throws {
    let numbers: [UInt64] = [0, 1, 2, 3, 10, 11, 26, 99, 100, 101, 102, 103, 110, 111, 199, 200, 1_003]
    #expect(
      try forms(Samples.arabicPlural, numbers) == [0, 1, 2, 3, 3, 4, 4, 4, 5, 5, 5, 3, 3, 4, 4, 5, 3])
  }

  @Test func polish() throws {
    let rule = "(n==1 ? 0 : n%10>=2 && n%10<=4 && (n%100<10 || n%100>=20) ? 1 : 2)"
    let numbers: [UInt64] = [0, 1, 2, 4, 5, 11, 12, 14, 21, 22, 24, 25, 101, 102, 112, 122]
    #expect(try forms(rule, numbers) == [2, 0, 1, 1, 2, 2, 2, 2, 2, 1, 1, 2, 2, 1, 2, 1])
  }

  @Test func japaneseHasOne() throws {
    #expect(try forms("0", [0, 1, 2, .max]) == [0, 0, 0, 0])
  }

  @Test func operatorsBindAsInC() throws {
    #expect(try forms("1+2*3", [0]) == [7] && forms("10-2-3", [0]) == [5] && forms("24/4/2", [0]) == [3])
    #expect(try forms("(1+2)*3", [0]) == [9])
    #expect(try forms("n==1 || n==2 && n==3", [1, 2, 3]) == [1, 0, 0])
    #expect(try forms("1 < 2 == 1", [0]) == [1])
    #expect(try forms("!n", [0, 1, 7]) == [1, 0, 0] && forms("!(n==1)", [0, 1]) == [1, 0])
    #expect(try forms("n ? n==1 ? 4 : 5 : 6", [0, 1, 2]) == [6, 4, 5])
  }

  @Test func nothingMakesItFail() throws {
    #expect(try forms("n%0", [5]) == [0] && forms("n/0", [5]) == [0])
    #expect(try forms("n*n", [.max]) == [1])
    #expect(try forms("n", [.max]) == [.max])
    #expect(try forms("n-1", [0]) == [.max])
  }

  @Test(arguments: [
    "", " ", "(n", "n)", "()", "n ** 2", "n ? 1", "n ? 1 :", "n ==", "== 1", "-1", "x", "n n", "1 2n",
    "n = 1",
    "n & 1", "99999999999999999999", "٣", "n != 1; rm",
  ])
  func malformedIsRefused(_ text: String) {
    #expect(PluralRule(text) == nil)
  }

  @Test func bracketsMayNest() throws {
    let nested = String(repeating: "(", count: 100) + "n" + String(repeating: ")", count: 100)
    #expect(try forms(nested, [3]) == [3])
    #expect(PluralRule("(" + nested) == nil && PluralRule(nested + ")") == nil)
  }
}
