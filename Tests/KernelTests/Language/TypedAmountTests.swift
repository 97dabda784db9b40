import Testing

@testable import Kernel

/// Amounts as people type them: one meaning is read, two are refused.
struct TypedAmountTests {
  private static let english = Language.english
  private static let german = Language(tag: "de", catalogue: nil)
  private static let arabic = Language(tag: "ar", catalogue: nil)
  private static let languages = [
    english, german, arabic, Language(tag: "fr", catalogue: nil), Language(tag: "hi", catalogue: nil),
    Language(tag: "de-CH", catalogue: nil), Language(tag: "fa", catalogue: nil),
  ]

  private func read(_ text: String, _ code: String, _ language: Language) throws -> Int128 {
    try MoneyTotal(typed: text, try #require(Currency(code)), in: language).amount
  }

  @Test(arguments: [
    ("1,500", "EUR", 150_000), ("1,500.00", "EUR", 150_000), ("4,500", "EUR", 450_000),
    ("12.5", "EUR", 1_250),
    ("12,50", "EUR", 1_250), ("0.500", "EUR", 50), ("0,500", "EUR", 50), ("1234.5000", "EUR", 123_450),
    ("10,000", "JPY", 10_000), ("1.500", "KWD", 1_500), ("1,500", "KWD", 1_500_000),
    ("€ 4,500.00", "EUR", 450_000),
    ("4500 eur", "EUR", 450_000), ("1 500", "EUR", 150_000), ("1'500.00", "EUR", 150_000),
    ("12,34,567.50", "INR", 123_456_750), ("-3", "EUR", -300), (" 7 ", "EUR", 700), ("١٢٫٥٠", "EUR", 1_250),
    ("１２.５", "EUR", 1_250), ("12.-", "EUR", 1_200), ("1,500.–", "EUR", 150_000), ("12,-", "EUR", 1_200),
    ("1,500.-", "JPY", 1_500),
  ])
  func inEnglish(_ text: String, _ code: String, _ amount: Int) throws {
    #expect(try read(text, code, Self.english) == Int128(amount))
  }

  @Test(arguments: [
    ("1.500", "EUR", 150_000), ("1.500,00", "EUR", 150_000), ("12,5", "EUR", 1_250), ("12.50", "EUR", 1_250),
    ("10.000", "JPY", 10_000), ("1,500", "KWD", 1_500), ("1.500,00 €", "EUR", 150_000),
    ("1500.00", "EUR", 150_000), ("1.299,-", "EUR", 129_900), ("12,-- €", "EUR", 1_200),
  ])
  func inGerman(_ text: String, _ code: String, _ amount: Int) throws {
    #expect(try read(text, code, Self.german) == Int128(amount))
  }

  @Test(arguments: [
    ("1,500.00", "EUR", 150_000), ("١٬٥٠٠٫٠٠", "EUR", 150_000), ("١٢,٥٠", "EUR", 1_250),
    ("١٢٬٥٠٠", "KWD", 12_500_000),
    ("١٫٥٠٠", "KWD", 1_500), ("۱۲٫۵", "EUR", 1_250), ("\u{200F}0.005\u{A0}د.ك.\u{200F}", "KWD", 5),
  ])
  func inArabic(_ text: String, _ code: String, _ amount: Int) throws {
    #expect(try read(text, code, Self.arabic) == Int128(amount))
  }

  @Test(
    arguments: [
      ("1.500", "EUR", "en", .ambiguous), ("12.345", "EUR", "en", .ambiguous),
      ("1,500", "EUR", "de", .ambiguous),
      ("10.000", "JPY", "en", .ambiguous), ("١,٥٠٠", "KWD", "ar", .ambiguous),
      ("1234.567", "EUR", "en", .tooManyDecimals),
      ("10.5", "JPY", "en", .tooManyDecimals), ("1.2345", "KWD", "en", .tooManyDecimals),
      ("", "EUR", "en", .notANumber),
      ("free", "EUR", "en", .notANumber), ("$12", "EUR", "en", .notANumber),
      ("1,50,0", "EUR", "en", .notANumber),
      ("1.2.3", "EUR", "en", .notANumber), ("12.", "EUR", "en", .notANumber),
      ("1e3", "EUR", "en", .notANumber),
      ("--1", "EUR", "en", .notANumber), ("1 500,000.00", "EUR", "en", .notANumber),
      ("5-", "EUR", "en", .notANumber), ("-", "EUR", "en", .notANumber), (".-", "EUR", "en", .notANumber),
      ("1.299.-", "EUR", "en", .notANumber),
      (String(repeating: "9", count: 200), "EUR", "en", .notANumber),
    ] as [(String, String, String, TypedNumberError)])
  func refused(_ text: String, _ code: String, _ tag: String, _ error: TypedNumberError) throws {
    let language = try #require(Self.languages.first { $0.tag == tag })
    #expect(throws: error, "\(text)") { try read(text, code, language) }
  }

  /// Whatever a page shows can be typed again, and what stands in an address is one amount to everybody.
  @Test func whatIsShownReadsBack() throws {
    for code in ["EUR", "JPY", "KWD", "INR", "CHF", "USD"] {
      let currency = try #require(Currency(code))
      for amount: Int64 in [0, 5, 50, 999, 1_000, 1_500, 12_345, 1_234_567, 150_000_000] {
        let money = Money(amount, currency)
        for language in Self.languages {
          for text in [language.formats.money(money), language.formats.typed(money), money.everywhere] {
            #expect(try read(text, code, language) == Int128(amount), "\(language.tag) \(text)")
          }
        }
      }
    }
  }
}
