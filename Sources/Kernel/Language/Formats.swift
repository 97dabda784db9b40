import Foundation
import Synchronization

/// How a language writes numbers, amounts, days and lists: what CLDR says through Foundation, asked once and then
/// put together here, since pages show hundreds of them.
package final class Formats: Sendable {
  private let numbers: NumberPattern
  private let percentage: Affixes
  private let risenPercentage: Affixes
  private let fallenPercentage: Affixes
  private let dayPattern: DatePattern
  private let momentPattern: DatePattern
  private let shortDayPattern: DatePattern
  private let listPattern: ListPattern
  private let locale: Locale
  private let amounts = Mutex<[Currency: AmountPattern]>([:])
  private let countryNames: [String: String]
  /// Countries by their ISO 3166 codes, in the order of their names in this language.
  package let countries: [(code: String, name: String)]

  init(locale identifier: String) {
    locale = Locale(identifier: identifier)
    numbers = NumberPattern(locale)
    percentage = Affixes(of: Formats.percent(locale, 0.01))
    fallenPercentage = Affixes(of: Formats.percent(locale, -0.01))
    risenPercentage = fallenPercentage.signed(like: locale)
    dayPattern = DatePattern(template: "yMMMd", locale, numbers)
    momentPattern = DatePattern(template: "yMMMdHm", locale, numbers)
    shortDayPattern = DatePattern(template: "dMMM", locale, numbers)
    listPattern = ListPattern(locale)
    countries = Formats.countries(locale)
    countryNames = Dictionary(countries.map { ($0.code, $0.name) }, uniquingKeysWith: { first, _ in first })
  }

  /// A whole number: `12,480`.
  package func number(_ number: Int64) -> String {
    let digits = numbers.grouped(number.magnitude)
    return number < 0 ? numbers.minus + digits : digits
  }

  /// A decimal number of `tenths`, `hundredths` and so on: `decimal(15, digits: 1)` is `1.5`.
  package func decimal(_ number: Int64, digits: Int) -> String {
    (number < 0 ? numbers.minus : "") + numbers.decimal(String(number.magnitude), digits: digits)
  }

  /// Whole per cent: `20%`.
  package func percent(_ number: Int64) -> String {
    percentage.around(self.number(number))
  }

  /// Per cent of `tenths` or `hundredths`: `percent(85, digits: 1)` is `8.5%`.
  package func percent(_ number: Int64, digits: Int) -> String {
    percentage.around(decimal(number, digits: digits))
  }

  /// Whole per cent of a change, with its sign: `+12%`.
  package func signedPercent(_ number: Int64) -> String {
    if number == 0 { return percent(0) }
    return (number > 0 ? risenPercentage : fallenPercentage).around(numbers.grouped(number.magnitude))
  }

  /// An amount of a movement, with its sign: `+€12.50`.
  package func signedMoney(_ money: Money) -> String {
    guard money.isPositive else { return self.money(money) }
    return pattern(of: money.currency).incoming
      .around(numbers.decimal(String(money.amount.magnitude), digits: money.currency.minorDigits))
  }

  /// An amount with its currency: `€1,043.97`.
  package func money(_ money: Money) -> String {
    amount(String(money.amount.magnitude), money.isNegative, money.currency)
  }

  /// A sum of amounts with its currency.
  package func money(_ total: MoneyTotal) -> String {
    amount(String(total.amount.magnitude), total.isNegative, total.currency)
  }

  /// A sum of amounts with its currency and without what is less than its unit: `€1,043`.
  package func wholeMoney(_ total: MoneyTotal) -> String {
    let pattern = pattern(of: total.currency)
    let units = total.amount.magnitude / UInt128(total.currency.minorPerMajor)
    return (total.isNegative ? pattern.negative : pattern.positive).around(
      numbers.decimal(String(units), digits: 0))
  }

  private func amount(_ digits: String, _ isNegative: Bool, _ currency: Currency) -> String {
    let pattern = pattern(of: currency)
    return (isNegative ? pattern.negative : pattern.positive)
      .around(numbers.decimal(digits, digits: currency.minorDigits))
  }

  /// An amount for a field: without its sign and without groups, `1043.97`.
  func typed(_ money: Money) -> String {
    (money.isNegative ? "-" : "")
      + numbers.ungrouped(String(money.amount.magnitude), digits: money.currency.minorDigits)
  }

  /// What stands before decimals where they are written in the digits 0 to 9.
  package var decimalMark: DecimalMark { numbers.hasDecimalComma ? .comma : .point }

  /// The sign of a currency as this language writes it beside amounts.
  package func symbol(_ currency: Currency) -> String { pattern(of: currency).symbol }

  /// A day in UTC: `21 Nov 2026`, with spaces that don't break.
  package func day(_ moment: Timestamp) -> String { dayPattern.write(moment.civil) }

  /// A day of any year, for axes and narrow places: `21 Nov`.
  package func shortDay(_ day: CivilDay) -> String { shortDayPattern.write(day.civil) }

  /// A day with hour and minute in UTC: `21 Nov 2026, 14:05`; the day's own spaces don't break.
  package func moment(_ moment: Timestamp) -> String { momentPattern.write(moment.civil) }

  /// What somebody else needs to write the same days and moments in another time zone.
  package var dateTemplates: DateTemplates {
    DateTemplates(
      day: dayPattern.template, moment: momentPattern.template, months: dayPattern.months,
      zero: String(UnicodeScalar(numbers.zero) ?? "0"))
  }

  /// Things in a row, "and" or its like before the last.
  package func list(_ items: [String]) -> String { listPattern.join(items) }

  /// Things in a row without "and", as the lines of an address on one line. Where the list's own middle is a word, as in
  /// Arabic, the comma of the script stands for it.
  package func row(_ items: [String]) -> String {
    let middle = listPattern.middle
    let hasComma = middle.unicodeScalars.contains { ",،、，".unicodeScalars.contains($0) }
    return items.joined(separator: hasComma ? middle : Formats.isRightToLeft(locale.identifier) ? "، " : ", ")
  }

  /// The name of a language, as it stands within a sentence of this one; its tag where it has none.
  package func language(_ tag: String) -> String { locale.localizedString(forIdentifier: tag) ?? tag }

  /// The name of a country, or its code where it has none.
  package func country(_ code: String) -> String { countryNames[code] ?? code }

  private func pattern(of currency: Currency) -> AmountPattern {
    amounts.withLock { known in
      if let pattern = known[currency] { return pattern }
      let pattern = AmountPattern(currency, locale)
      known[currency] = pattern
      return pattern
    }
  }
}

/// How a language writes days and moments, in words that a script understands.
package struct DateTemplates: Sendable {
  /// A day with its parts in braces: `{d} {MMM} {y}`; two letters are two digits, three a name.
  package let day: String
  /// A day with hour and minute: `{d} {MMM} {y}, {HH}:{mm}`.
  package let moment: String
  /// The names of the twelve months.
  package let months: [String]
  /// The digit for zero; the other nine follow it in Unicode.
  package let zero: String
}

extension Formats {
  /// The name of a language in itself.
  static func languageName(_ tag: String) -> String {
    let locale = Locale(identifier: tag)
    let name = locale.localizedString(forIdentifier: tag) ?? tag
    return name.prefix(1).uppercased(with: locale) + name.dropFirst()
  }

  static func isRightToLeft(_ tag: String) -> Bool {
    Locale.Language(identifier: tag).characterDirection == .rightToLeft
  }

  private static func percent(_ locale: Locale, _ share: Double) -> String {
    let formatter = NumberFormatter()
    formatter.locale = locale
    formatter.numberStyle = .percent
    return formatter.string(from: share as NSNumber) ?? "\(Int(share * 100))%"
  }

  /// What ISO 3166 lists and no more: regions of CLDR with two letters, less those that are exceptional reservations
  /// or not countries.
  private static let notCountries: Set<String> = [
    "AC", "CP", "CQ", "DG", "EA", "EU", "EZ", "IC", "QO", "TA", "UN", "XA", "XB", "ZZ",
  ]

  private static func countries(_ locale: Locale) -> [(code: String, name: String)] {
    Locale.Region.isoRegions.map(\.identifier)
      .filter { $0.utf8.count == 2 && !notCountries.contains($0) }
      .compactMap { code in locale.localizedString(forRegionCode: code).map { (code, $0) } }
      .sorted { $0.1.compare($1.1, options: [], range: nil, locale: locale) == .orderedAscending }
  }
}
