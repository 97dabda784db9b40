/// A currency by its ISO 4217 code, with the number of digits of its minor unit.
package struct Currency: Hashable, Sendable, Comparable, CustomStringConvertible {
  /// Three capital letters, as `EUR`.
  package let code: String

  /// The currency with this ISO 4217 code, in either case; `nil` when Souk does not know it.
  package init?(_ code: String) {
    let upper = code.uppercased()
    guard Currency.minorDigitsByCode[upper] != nil else { return nil }
    self.code = upper
  }

  private init(known code: String) { self.code = code }

  package static let eur = Currency(known: "EUR")
  package static let usd = Currency(known: "USD")

  /// Digits after the decimal separator: 2 for EUR, 0 for JPY, 3 for KWD.
  package var minorDigits: Int { Currency.minorDigitsByCode[code] ?? 2 }

  /// Minor units in one major unit: 100 for EUR.
  package var minorPerMajor: Int64 {
    var scale: Int64 = 1
    for _ in 0..<minorDigits { scale *= 10 }
    return scale
  }

  /// The sign that people know, or the code where there is none.
  package var symbol: String { Currency.symbolByCode[code] ?? code }

  package var description: String { code }

  package static func < (left: Currency, right: Currency) -> Bool { left.code < right.code }

  /// Every code that Souk accepts, in alphabetical order.
  package static let allCodes: [String] = minorDigitsByCode.keys.sorted()

  private static let symbolByCode: [String: String] = [
    "EUR": "€", "USD": "$", "GBP": "£", "JPY": "¥", "INR": "₹", "CHF": "CHF", "KRW": "₩", "ILS": "₪",
    "TRY": "₺", "VND": "₫", "UAH": "₴", "NGN": "₦", "PHP": "₱",
  ]

  /// Minor unit digits per ISO 4217, table A.1.
  private static let minorDigitsByCode: [String: Int] = {
    let two = """
      AED ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BMD BND BOB BRL BSD BTN BWP BYN BZD CAD CDF CHF CNY \
      COP CRC CUP CVE CZK DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GTQ GYD HKD HNL HTG HUF IDR \
      ILS INR IRR JMD KES KGS KHR KPW KYD KZT LAK LBP LKR LRD LSL MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK \
      MXN MYR MZN NAD NGN NIO NOK NPR NZD PAB PEN PGK PHP PKR PLN QAR RON RSD RUB SAR SBD SCR SDG SEK SGD SHP \
      SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TOP TRY TTD TWD TZS UAH USD UYU UZS VED VES WST XCD YER ZAR \
      ZMW ZWL
      """
    let zero = "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX VND VUV XAF XOF XPF"
    let three = "BHD IQD JOD KWD LYD OMR TND"
    var digits: [String: Int] = [:]
    for (codes, count) in [(two, 2), (zero, 0), (three, 3)] {
      for code in codes.split(whereSeparator: { $0 == " " || $0 == "\n" }) { digits[String(code)] = count }
    }
    return digits
  }()
}
