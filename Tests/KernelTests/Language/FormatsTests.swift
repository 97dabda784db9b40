import Foundation
import Testing

@testable import Kernel

struct FormatsTests {
  private static let noon = Timestamp(milliseconds: 1_795_269_900_000)
  private static let early = Timestamp(milliseconds: 1_772_356_020_000)

  private let english = Formats(locale: "en-GB")
  private let german = Formats(locale: "de")
  private let arabic = Formats(locale: "ar")
  private let french = Formats(locale: "fr")

  private func money(_ formats: Formats, _ amount: Int64, _ code: String) throws -> String {
    formats.money(Money(amount, try #require(Currency(code))))
  }

  @Test func amounts() throws {
    #expect(try money(english, 104_397, "EUR") == "€1,043.97")
    #expect(try money(german, 104_397, "EUR") == "1.043,97\u{A0}€")
    #expect(try money(french, 104_397, "EUR") == "1\u{202F}043,97\u{A0}€")
    #expect(try money(arabic, 104_397, "EUR") == "\u{200F}1,043.97\u{A0}€")
    #expect(try money(english, 5, "USD") == "US$0.05")
    #expect(try money(german, 0, "EUR") == "0,00\u{A0}€")
  }

  @Test func amountsOfCurrenciesWithNoneOrThreeDigits() throws {
    #expect(try money(english, 1500, "JPY") == "JP¥1,500")
    #expect(try money(german, 1500, "JPY") == "1.500\u{A0}¥")
    #expect(try money(french, 1500, "JPY") == "1\u{202F}500\u{A0}JPY")
    #expect(try money(arabic, 1500, "JPY") == "\u{200F}1,500\u{A0}JP¥\u{200E}")
    #expect(try money(english, 12_345, "KWD") == "KWD\u{A0}12.345")
    #expect(try money(german, 1_234_567, "KWD") == "1.234,567\u{A0}KWD")
    #expect(try money(Formats(locale: "hi"), 123_456_750, "INR") == "₹12,34,567.50")
    #expect(try money(arabic, 5, "USD") == "\u{200F}0.05\u{A0}US$\u{200E}")
    #expect(try money(arabic, -5, "USD") == "\u{200F}\u{200E}-0.05\u{A0}US$\u{200E}")
    #expect(try money(arabic, 5, "CHF") == "\u{200F}0.05\u{A0}CHF")
    #expect(try money(arabic, 5, "KWD") == "\u{200F}0.005\u{A0}د.ك.\u{200F}")
  }

  @Test func amountsThatAreOwed() throws {
    #expect(try money(english, -500, "EUR") == "-€5.00")
    #expect(try money(german, -500, "EUR") == "-5,00\u{A0}€")
    #expect(try money(french, -104_397, "EUR") == "-1\u{202F}043,97\u{A0}€")
    #expect(try money(arabic, -500, "EUR") == "\u{200F}\u{200E}-5.00\u{A0}€")
    #expect(try money(english, -1500, "JPY") == "-JP¥1,500")
    #expect(try money(english, .min, "EUR") == "-€92,233,720,368,547,758.08")
    #expect(try money(german, .max, "EUR") == "92.233.720.368.547.758,07\u{A0}€")
  }

  @Test func changesWithTheirSign() throws {
    #expect([12, -12, 0, 1234].map(english.signedPercent) == ["+12%", "-12%", "0%", "+1,234%"])
    #expect(german.signedPercent(12) == "+12\u{A0}%" && german.signedPercent(-12) == "-12\u{A0}%")
    #expect(arabic.signedPercent(12).hasPrefix("\u{200E}+12"))
    let euro = try #require(Currency("EUR"))
    #expect(english.signedMoney(Money(500, euro)) == "+€5.00")
    #expect(english.signedMoney(Money(-500, euro)) == "-€5.00")
    #expect(english.signedMoney(Money(0, euro)) == "€0.00")
    #expect(german.signedMoney(Money(500, euro)) == "+5,00\u{A0}€")
    #expect(arabic.signedMoney(Money(500, euro)) == "\u{200F}\u{200E}+5.00\u{A0}€")
  }

  @Test func signsOfCurrencies() {
    #expect(english.symbol(.eur) == "€" && german.symbol(.eur) == "€")
    #expect(english.symbol(.usd) == "US$" && german.symbol(.usd) == "$")
  }

  @Test func numbers() {
    #expect([0, 999, 12_480, -1_234_567].map(english.number) == ["0", "999", "12,480", "-1,234,567"])
    #expect(german.number(12_480) == "12.480" && french.number(12_480) == "12\u{202F}480")
    #expect(arabic.number(-1234) == "\u{200E}-1,234")
    #expect(english.number(.min) == "-9,223,372,036,854,775,808")
    // Spanish and Polish leave numbers of four digits whole.
    let spanish = Formats(locale: "es")
    #expect(spanish.number(1234) == "1234" && spanish.number(12_345) == "12.345")
    // Hindi counts in lakhs and crores, by two digits behind the first three.
    let hindi = Formats(locale: "hi")
    #expect(hindi.number(1_234_567) == "12,34,567" && hindi.number(1234) == "1,234")
    #expect(hindi.number(123_456_789) == "12,34,56,789")
    // Persian has digits of its own.
    #expect(Formats(locale: "fa").number(1234) == "۱٬۲۳۴")
  }

  @Test func decimals() {
    #expect(english.decimal(15, digits: 1) == "1.5" && english.decimal(1_234_005, digits: 3) == "1,234.005")
    #expect(german.decimal(-5, digits: 2) == "-0,05" && french.decimal(7, digits: 0) == "7")
    #expect(arabic.decimal(-5, digits: 2) == "\u{200E}-0.05")
  }

  @Test func percents() {
    #expect(english.percent(20) == "20%" && english.percent(-25) == "-25%")
    #expect(english.percent(85, digits: 1) == "8.5%" && english.percent(1200) == "1,200%")
    #expect(german.percent(20) == "20\u{A0}%" && german.percent(85, digits: 1) == "8,5\u{A0}%")
    #expect(arabic.percent(20) == "20\u{200E}%\u{200E}")
  }

  @Test func days() {
    #expect(english.day(Self.noon) == "21\u{A0}Nov\u{A0}2026")
    #expect(english.shortDay(Zone.utc.day(of: Self.noon)) == "21\u{A0}Nov")
    #expect(english.moment(Self.noon) == "21\u{A0}Nov\u{A0}2026 at 14:05")
    #expect(english.moment(Self.early) == "1\u{A0}Mar\u{A0}2026 at 09:07")
    #expect(german.day(Self.noon) == "21.\u{A0}Nov.\u{A0}2026")
    #expect(german.moment(Self.early) == "1.\u{A0}März\u{A0}2026, 09:07")
    #expect(french.day(Self.noon) == "21\u{A0}nov.\u{A0}2026")
    #expect(french.moment(Self.noon) == "21\u{A0}nov.\u{A0}2026 à 14:05")
    #expect(arabic.day(Self.noon) == "21\u{A0}نوفمبر،\u{A0}2026")
    #expect(arabic.moment(Self.noon) == "21\u{A0}نوفمبر،\u{A0}2026، 14:05")
    #expect(english.day(Timestamp(milliseconds: -1)) == "31\u{A0}Dec\u{A0}1969")
  }

  /// Orders and invoices count by one calendar, whichever a language prefers.
  @Test func daysAreGregorian() {
    #expect(Formats(locale: "fa").day(Self.noon) == "۲۱\u{A0}نوامبر\u{A0}۲۰۲۶")
    #expect(Formats(locale: "th").day(Self.noon) == "21\u{A0}พ.ย.\u{A0}2026")
    #expect(Formats(locale: "ar-SA").day(Self.noon) == "٢١\u{A0}نوفمبر،\u{A0}٢٠٢٦")
  }

  @Test func rows() {
    #expect(english.list([]).isEmpty && english.list(["a"]) == "a" && english.list(["a", "b"]) == "a and b")
    #expect(english.list(["a", "b", "c", "d"]) == "a, b, c and d")
    #expect(german.list(["a", "b", "c"]) == "a, b und c" && french.list(["a", "b"]) == "a et b")
    #expect(arabic.list(["a", "b", "c"]) == "a وb وc")
    #expect(english.row(["a", "b"]) == "a, b" && arabic.row(["a", "b", "c"]) == "a، b، c")
  }

  @Test func languages() {
    #expect(english.language("de") == "German" && german.language("de") == "Deutsch")
    #expect(french.language("de") == "allemand" && english.language("ar") == "Arabic")
  }

  @Test func wholeAmounts() {
    #expect(english.wholeMoney(MoneyTotal(32_000, .eur)) == "€320")
    #expect(english.wholeMoney(MoneyTotal(-124_800_099, .eur)).contains("1,248,000"))
    #expect(german.wholeMoney(MoneyTotal(124_800, .eur)) == "1.248\u{A0}€")
  }

  @Test func countries() throws {
    #expect(english.country("DE") == "Germany" && german.country("DE") == "Deutschland")
    #expect(arabic.country("DE") == "ألمانيا" && english.country("XX") == "XX")
    #expect(Set(english.countries.map(\.code)) == Set(german.countries.map(\.code)))
    #expect(english.countries.allSatisfy { $0.code.utf8.count == 2 && !$0.name.isEmpty })
    #expect(!english.countries.contains { ["EU", "UN", "XA", "ZZ", "AC"].contains($0.code) })
    // In the order of the language: Austria is no "Ö" behind "Z".
    let names = german.countries.map(\.name)
    let austria = try #require(names.firstIndex(of: "Österreich"))
    #expect(austria < (try #require(names.firstIndex(of: "Zypern"))))
  }

  /// What is put together here is what Foundation would have said, which knows CLDR.
  @Test(arguments: ["en-GB", "de", "ar", "fr", "es", "pl", "ja", "sv", "he", "pt", "de-CH"])
  func amountsAreThoseOfFoundation(_ tag: String) throws {
    let formats = Formats(locale: tag)
    let formatter = NumberFormatter()
    formatter.locale = Locale(identifier: tag)
    formatter.numberStyle = .currency
    for code in ["EUR", "USD", "JPY", "KWD"] {
      let currency = try #require(Currency(code))
      formatter.currencyCode = code
      for amount: Int64 in [0, 1, 99, 100, 99_999, 100_000, 999_999, 1_000_000, 123_456_789] {
        for money in [Money(amount, currency), Money(-amount, currency)] {
          let expected = formatter.string(from: NSDecimalNumber(string: money.decimal))
          let written = formats.money(money)
          // Ours has a mark behind `US$` where lines run from right to left.
          #expect(written == expected || written == expected.map { $0 + "\u{200E}" } && tag == "ar")
        }
      }
    }
  }

  @Test(arguments: ["en-GB", "de", "ar", "fr", "es", "pl", "ja", "sv", "he", "pt", "de-CH"])
  func daysAreThoseOfFoundation(_ tag: String) throws {
    let formats = Formats(locale: tag)
    for (template, write) in [
      ("yMMMd", formats.day), ("yMMMdHm", formats.moment),
      ("dMMM", { formats.shortDay(Zone.utc.day(of: $0)) }),
    ] as [(String, (Timestamp) -> String)] {
      let formatter = DateFormatter()
      formatter.locale = Locale(identifier: tag)
      formatter.timeZone = TimeZone(identifier: "UTC")
      formatter.setLocalizedDateFormatFromTemplate(template)
      for month in 0..<24 {
        let moment = Timestamp(milliseconds: 1_760_000_000_000 + Int64(month) * 1_343_000_000)
        let date = Date(timeIntervalSince1970: Double(moment.milliseconds) / 1000)
        let ours = write(moment).replacing("\u{A0}", with: " ")
        #expect(ours == formatter.string(from: date).replacing("\u{A0}", with: " "))
      }
    }
  }

  /// What a script writes by these templates, it writes as the server does.
  @Test(arguments: ["en-GB", "de", "ar", "fa", "ja", "sv"])
  func templatesSayWhatIsWritten(_ tag: String) throws {
    let formats = Formats(locale: tag)
    let templates = formats.dateTemplates
    #expect(templates.months.count == 12)
    for moment in [Self.noon, Self.early] {
      let time = moment.civil
      let numbers = ["y": time.year, "M": time.month, "d": time.day, "H": time.hour, "m": time.minute]
      for (template, written) in [
        (templates.day, formats.day(moment)), (templates.moment, formats.moment(moment)),
      ] {
        var filled = template.replacingOccurrences(of: "{MMM}", with: templates.months[time.month - 1])
        for (part, number) in numbers {
          let zero = try #require(templates.zero.unicodeScalars.first?.value)
          let digits = { (text: String) in
            String(String.UnicodeScalarView(text.utf8.compactMap { UnicodeScalar(zero + UInt32($0) - 48) }))
          }
          let padded = number < 10 ? "0\(number)" : "\(number)"
          filled = filled.replacingOccurrences(of: "{\(part)\(part)}", with: digits(padded))
          filled = filled.replacingOccurrences(of: "{\(part)}", with: digits("\(number)"))
        }
        #expect(filled == written)
      }
    }
  }
}
