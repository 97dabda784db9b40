extension MoneyTotal {
  /// An amount as people type it, alone or with the currency's sign or code: `1,500.00`, `€ 12.5`, `1.500,00 EUR`,
  /// `١٢٫٥٠`. What could mean two amounts is decided by `language`, or refused; see `TypedNumber`. Throws
  /// `TypedNumberError`.
  package init(
    typed text: String, _ currency: Currency, in language: Language = .current
  ) throws(TypedNumberError) {
    let signs = [language.formats.symbol(currency), currency.symbol, currency.code]
    try self.init(text, currency, signs, language.formats.decimalMark)
  }

  /// An amount as a file has it, that nobody's language decides about: alone or with the currency's sign or code. `mark`
  /// is what stands before decimals there, where that is known. Throws `TypedNumberError`.
  package init(filed text: String, _ currency: Currency, mark: DecimalMark?) throws(TypedNumberError) {
    try self.init(
      text, currency, [Language.english.formats.symbol(currency), currency.symbol, currency.code], mark)
  }

  private init(
    _ text: String, _ currency: Currency, _ signs: [String], _ mark: DecimalMark?
  ) throws(TypedNumberError) {
    let bare = MoneyTotal.without(signs, text)
    try self.init(TypedNumber.read(bare, digits: currency.minorDigits, mark: mark), currency)
  }

  /// The number alone. Marks of direction, which stand around signs, are not seen anyway.
  private static func without(_ signs: [String], _ text: String) -> String {
    func clean(_ text: String) -> String {
      String(String.UnicodeScalarView(text.unicodeScalars.filter { $0 != "\u{200E}" && $0 != "\u{200F}" }))
        .trimmed
    }
    let typed = clean(text)
    for sign in signs.map(clean) {
      if typed.lowercased().hasPrefix(sign.lowercased()) { return String(typed.dropFirst(sign.count)) }
      if typed.lowercased().hasSuffix(sign.lowercased()) { return String(typed.dropLast(sign.count)) }
    }
    return typed
  }
}

extension Money {
  /// The amount for a field that it can be changed in, as the reader's language writes it, without groups: `1500.00`.
  package var typed: String { Language.current.formats.typed(self) }

  /// The amount for an address: `1500` or `12.50`, which everybody's language reads as the same amount. Three decimals
  /// get a fourth, so that nobody takes them for thousands.
  package var everywhere: String {
    let plain = decimal
    guard currency.minorDigits > 0, let point = plain.firstIndex(of: ".") else { return plain }
    let fraction = plain[plain.index(after: point)...]
    if fraction.allSatisfy({ $0 == "0" }) { return String(plain[..<point]) }
    return fraction.count == 3 ? plain + "0" : plain
  }

  /// An amount that shows how amounts of a currency are written.
  package static func example(_ currency: Currency) -> Money {
    Money(1500 * currency.minorPerMajor, currency)
  }
}
