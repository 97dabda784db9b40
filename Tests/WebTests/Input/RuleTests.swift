import Foundation
import Kernel
import Testing

@testable import Web

struct RuleTests {
  private func code<Value>(_ rule: Rule<Value>, _ value: InputValue) -> String? {
    do {
      _ = try rule.parse(value)
      return nil
    } catch {
      return (error as? InputFailure)?.code ?? "other"
    }
  }

  @Test func textIsTrimmedOfUnicodeSpaces() throws {
    #expect(try Rule.text(1...9).parse(.text("\u{00A0} Zoë \u{3000}")) == "Zoë")
  }

  @Test func multilineKeepsLinesAndNormalisesThem() throws {
    #expect(try Rule.text(1...9, multiline: true).parse(.text("a\r\nb\rc\n")) == "a\nb\nc")
    #expect(code(.text(1...9), .text("a\nb")) == "invalid_character")
  }

  /// What the schema takes the rule takes, and nothing else.
  @Test func whatCannotBeSeenIsNoName() throws {
    let unseen = [
      "\u{200B}", "\u{200B}\u{200D}\u{FEFF}", "\u{202A}\u{202C}", "\u{2066}\u{2069}", "\u{200E} \u{200F}",
      "\u{AD}",
      "\u{3164}", "\u{2800}\u{2800}", "\u{FE0F}", "\u{2060}\u{180E}", "\u{61C}",
    ]
    let turning = ["\u{202E}", "\u{202D}", "Ada \u{202E}adA", "\u{202E}fdp.exe"]
    let names = [
      "Ada", "می\u{200C}خواهم", "👩\u{200D}🚀", "❤\u{FE0F}", "\u{200F}نور", "한", "क\u{94D}\u{200D}ष",
      "\u{200B}Ada",
    ]
    for rule in [Rule.text(1...80), Rule.text(1...80, multiline: true), Rule.text(2...80)] {
      guard case .string(let pattern)? = rule.schema["pattern"] else {
        Issue.record("no pattern")
        continue
      }
      let schema = try NSRegularExpression(pattern: pattern)
      func fits(_ text: String) -> Bool {
        schema.firstMatch(in: text, range: NSRange(text.startIndex..., in: text)) != nil
      }
      for text in unseen {
        #expect(code(rule, .text(text)) == "invisible" && !fits(text), "\(text.unicodeScalars.map(\.value))")
      }
      for text in turning { #expect(code(rule, .text(text)) == "invalid_character" && !fits(text)) }
      for text in names where text.unicodeScalars.count > 1 {
        #expect(code(rule, .text(text)) == nil && fits(text), "\(text)")
      }
    }
    #expect(code(.text(1...80), .text("\u{E0041}\u{E0042}")) == "invisible")
    #expect(code(.text(1...80), .text("")) == "required")
    // What may be empty is.
    #expect(try Rule.text(0...80).parse(.text("\u{200B}\u{FEFF}")) == "")
    #expect(code(.password, .text("\u{200B}\u{202E}234567")) == nil, "nobody is shown a password")
  }

  @Test func lengthCountsCharactersOfUnicode() throws {
    #expect(code(.text(1...3), .text("äöü")) == nil)
    #expect(code(.text(1...3), .text("abcd")) == "too_long")
  }

  @Test(arguments: ["", "a", "a@b", "a@@b.de", "a b@c.de", "@b.de", "a@.de", "a@b-.de"])
  func addressesOfMailAreChecked(_ text: String) {
    #expect(code(.email, .text(text)) == "invalid")
  }

  @Test(arguments: ["javascript:alert(1)", "//evil", "ftp://a", "http://", "https://a b", "https://a/\u{7F}"])
  func addressesOfPagesAreChecked(_ text: String) {
    #expect(code(.url, .text(text)) == "invalid")
    #expect(code(.url, .text("https://example.com:8443/a?b=c#d")) == nil)
  }

  @Test func passwordsAreNotTrimmed() throws {
    #expect(try Rule.password.parse(.text(" 2345678 ")) == " 2345678 ")
    #expect(code(.password, .text("1234567")) == "too_short")
    #expect(code(.password, .text(String(repeating: "x", count: 129))) == "too_long")
  }

  @Test func codesIgnoreGapsInForms() throws {
    #expect(try Rule.code(6).parse(.text("123 abc")) == "123ABC")
    #expect(code(.code(6), .json("123 abc")) == "invalid")
  }

  @Test func moneyKnowsItsCurrency() throws {
    let rule = Rule.money(in: .eur)
    #expect(try rule.parse(.text("12,5")) == 1250)
    #expect(try rule.parse(.json(1250)) == 1250)
    #expect(try rule.parse(.text("1,500")) == 150_000)
    #expect(code(rule, .text("12.555")) == "ambiguous")
    #expect(code(rule, .text("1234.555")) == "too_precise")
    #expect(code(rule, .text("cheap")) == "invalid")
    let dollars: JSONValue = .object(["amount": 5, "currency": "USD"])
    #expect(code(rule, .json(dollars)) == "wrong_currency")
    #expect(try WantedAmount.rule.parse(.json(dollars)) == .money(5, .usd))
    #expect(code(WantedAmount.rule, .json(.object(["amount": 5]))) == "wrong_type")
    #expect(code(WantedAmount.rule, .json(-1)) == "out_of_range")
    #expect(code(rule, .text("-1")) == "out_of_range")
  }

  @Test func whatIsWrongWithAnAmountSaysHowToWriteIt() throws {
    for (text, currency) in [("1.500", Currency.eur), ("x", .eur), ("1234.567", .eur)] {
      let failure = #expect(throws: InputFailure.self) { try Rule.money(in: currency).parse(.text(text)) }
      #expect(failure?.message.text.contains("€1,500.00") == true, "\(text)")
    }
    let yen = try #require(Currency("JPY"))
    let failure = #expect(throws: InputFailure.self) { try Rule.money(in: yen).parse(.text("10.5")) }
    #expect(failure?.message.text.contains("no decimals") == true)
  }

  @Test func percentagesHaveTwoDecimals() throws {
    let rule: Rule<Int64> = .percent
    #expect(try rule.parse(.json(.number(8.15))) == 815)
    #expect(try rule.parse(.json(7)) == 700)
    #expect(try rule.parse(.text("8,5 %")) == 850)
    #expect(try rule.parse(.text("7.25")) == 725)
    #expect(code(rule, .json(.number(12.345))) == "too_precise")
    #expect(code(rule, .text("0.125")) == "too_precise")
    #expect(code(rule, .text("101")) == "out_of_range")
    #expect(code(rule, .json(101)) == "out_of_range")
    #expect(code(rule, .text("half")) == "invalid")
  }

  @Test func noAmountIsLargerThanTheLimitInAnyForm() throws {
    let rule = Rule.money(in: .eur)
    #expect(try rule.parse(.text("10000000000.00")) == Money.largestAsked)
    #expect(try rule.parse(.json(.integer(Money.largestAsked))) == Money.largestAsked)
    for value: InputValue in [
      .text("10000000000.01"), .text("92233720368547758.08"), .json(.integer(Money.largestAsked + 1)),
      .json(.object(["amount": .integer(.max), "currency": "EUR"])),
    ] {
      let failure = #expect(throws: InputFailure.self) { try rule.parse(value) }
      #expect(failure?.code == "out_of_range")
      #expect(failure?.message.text.contains("10,000,000,000.00") == true)
    }
    #expect(code(WantedAmount.rule, .json(.integer(Money.largestAsked + 1))) == "out_of_range")
  }

  @Test func identifiersCarryTheirKind() throws {
    let id = ProductID()
    #expect(try Rule.id(ProductEntity.self).parse(.text(id.description)) == id)
    #expect(code(Rule.id(ProductID.self), .text(OrderID().description)) == "invalid")
  }

  @Test func momentsAreRFC3339() throws {
    #expect(
      try Rule.timestamp.parse(.text("2026-03-01T09:30:00+01:00")).rfc3339 == "2026-03-01T08:30:00.000Z")
    #expect(code(.timestamp, .text("yesterday")) == "invalid")
  }

  @Test func slugsAndCountriesAndCurrencies() {
    #expect(code(.slug, .text("two--hyphens")) == "invalid")
    #expect(code(.country, .text("de")) == nil)
    #expect(code(.country, .json("de")) == "not_a_choice")
    #expect(code(.currency, .text("xxx")) == "not_a_choice")
  }
}
