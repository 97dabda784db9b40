import Kernel

/// Amounts as files have them. They come from programs of any country, so nobody's language says what a mark means, and
/// what could be two amounts is none.
enum FileAmount {
  /// The amount. `decimalComma` says that the file comes from where cents stand behind a comma; it counts where money
  /// has three decimals, since there thousands and decimals always look alike. Throws `TypedNumberError`.
  static func read(
    _ text: String, _ currency: Currency, decimalComma: Bool
  ) throws(TypedNumberError) -> MoneyTotal {
    let mark: DecimalMark? = currency.minorDigits == 3 ? (decimalComma ? .comma : .point) : nil
    return try MoneyTotal(filed: text, currency, mark: mark)
  }

  /// Two amounts a thousand times apart that nobody takes for each other.
  static func examples(_ currency: Currency) -> (String, String) {
    (
      Money(15 * currency.minorPerMajor / 10, currency).decimal,
      Money(1500 * currency.minorPerMajor, currency).decimal
    )
  }
}
