import Kernel
import Web

extension ShopifyProductReader {
  /// As programs and spreadsheets write it, these in the language of who saves the file.
  static let yes: Set<String> = [
    "true", "yes", "1", "on", "wahr", "ja", "vrai", "oui", "verdadero", "vero", "waar", "sí", "نعم", "صحيح",
  ]
  static let no: Set<String> = [
    "false", "no", "0", "off", "falsch", "nein", "faux", "non", "falso", "onwaar", "nee", "لا", "خطأ",
  ]
  /// As many decimals as programs write that turn pounds and ounces into grams.
  private static let decimalsOfGrams = 15
  private static let unitsPerGram: Int128 = 1_000_000_000_000_000

  /// The text of a cell as a rule has it; `nil` for an empty one.
  func text(
    _ column: ShopifyColumns.Column, _ rule: Rule<String>, of record: CSVRecord
  ) throws(ShopifyProduct.Rejection) -> Cell<String?> {
    guard let typed = columns.cell(column, of: record) else { return .absent }
    return .given(try text(column, typed, rule, of: record))
  }

  /// The same of what stands in a part of a cell.
  func text(
    _ column: ShopifyColumns.Column, _ typed: String, _ rule: Rule<String>, of record: CSVRecord
  ) throws(ShopifyProduct.Rejection) -> String? {
    let text = typed.withoutOuterSpace
    guard text.unicodeScalars.contains(where: TextRule.isVisible) else { return nil }
    do {
      return try rule.parse(.text(text))
    } catch let failure as InputFailure {
      throw .init(record: record.number, reason: "Column \"\(columns.name(column))\": \(failure.message)")
    } catch {
      throw .init(record: record.number, reason: "Column \"\(columns.name(column))\" can't be read.")
    }
  }

  /// A moment in RFC 3339; `nil` for an empty cell.
  func moment(
    _ column: ShopifyColumns.Column, of record: CSVRecord
  ) throws(ShopifyProduct.Rejection) -> Cell<Timestamp?> {
    guard columns.has(column) else { return .absent }
    let typed = columns.text(column, of: record)
    if typed.isEmpty { return .given(nil) }
    guard let moment = Timestamp(rfc3339: typed.uppercased()) else {
      throw .init(
        record: record.number,
        reason: "Column \"\(columns.name(column))\": Write the moment as 2026-03-01T09:30:00Z.")
    }
    return .given(moment)
  }

  /// Names of the options that the product has. "Title" with "Default Title" on its only variant is Shopify's way to say
  /// that it has none.
  func optionNames(_ records: [CSVRecord]) throws(ShopifyProduct.Rejection) -> Cell<[String]> {
    guard let first = records.first, columns.has(.optionName1) else { return .absent }
    var names: [String] = []
    for column in ShopifyColumns.optionNames {
      guard let name = try text(column, ProductRules.optionName, of: first).value.flatMap({ $0 }) else {
        break
      }
      names.append(name)
    }
    try checkValues(of: first, beyond: names.count)
    if names == ["Title"], columns.text(.optionValue1, of: first) == "Default Title",
      records.dropFirst().allSatisfy({ columns.text(.optionValue1, of: $0).isEmpty })
    {
      return .given([])
    }
    if Set(names.map(SearchWords.key)).count != names.count {
      throw .init(record: first.number, reason: "Two options have the same name.")
    }
    return .given(names)
  }

  /// Throws `Rejection` for a value of an option that has no name, which would be lost.
  func checkValues(of record: CSVRecord, beyond names: Int) throws(ShopifyProduct.Rejection) {
    for (place, column) in ShopifyColumns.optionValues.enumerated().dropFirst(names) {
      let value = columns.text(column, of: record)
      if value.isEmpty || names == 0 && place == 0 && value == "Default Title" { continue }
      throw .init(
        record: record.number,
        reason:
          "The option of the value \"\(String(value.prefix(40)))\" has no name in the product's first row.")
    }
  }

  /// The place in a range of goods that a file names.
  func wish(
    _ column: ShopifyColumns.Column, of first: CSVRecord
  ) throws(ShopifyProduct.Rejection) -> Cell<String> {
    try text(column, CategoryWish.rule, of: first).map { $0 ?? "" }
  }

  /// Tags without doubles, in their order; those that can't be tags are told.
  func tags(_ first: CSVRecord, _ notes: inout [Words]) -> Cell<[String]> {
    guard let typed = columns.cell(.tags, of: first) else { return .absent }
    let all = ProductFields.tidy([typed])
    let fitting = all.filter { (try? ProductRules.tag.parse(.text($0))) == $0 }
    let tags = Array(fitting.prefix(ProductRules.maximumTags))
    let dropped = all.count - tags.count
    if dropped > 0 {
      notes.append(
        "\(count: dropped, one: "# tag was dropped", other: "# tags were dropped"): at most 50 with 60 characters each."
      )
    }
    return .given(tags)
  }

  /// Lines as "Material: Oak".
  func attributes(_ first: CSVRecord) throws(ShopifyProduct.Rejection) -> Cell<[ProductAttribute]> {
    guard let typed = columns.cell(.specifications, of: first) else { return .absent }
    var attributes: [String: String] = [:]
    for line in typed.split(whereSeparator: \.isNewline) where !String(line).trimmed.isEmpty {
      guard let attribute = SpecificationLine.read(String(line)),
        (try? ProductRules.attributeName.parse(.text(attribute.name))) != nil,
        (try? ProductRules.attributeValue.parse(.text(attribute.value))) != nil
      else {
        throw .init(
          record: first.number,
          reason: "Write each specification on a line of its own, as Material: Oak.")
      }
      guard attributes.updateValue(attribute.value, forKey: attribute.name) == nil else {
        throw .init(record: first.number, reason: SpecificationLine.sameName)
      }
    }
    return .given(
      attributes.sorted { $0.key < $1.key }.map { ProductAttribute(name: $0.key, value: $0.value) })
  }

  /// What the status says; what is not known is not for sale.
  func status(_ first: CSVRecord, _ notes: inout [Words]) -> Cell<ProductStatus?> {
    guard let typed = columns.cell(.status, of: first)?.trimmed else { return .absent }
    if typed.isEmpty { return .given(nil) }
    if let status = ProductStatus(rawValue: typed.lowercased()) { return .given(status) }
    notes.append(
      typed.lowercased() == "unlisted"
        ? "Unlisted products are not sold here, so this is a draft."
        : "The status \"\(String(typed.prefix(40)))\" is not known, so this is a draft.")
    return .given(.draft)
  }

  /// Whether a cell that names who counts pieces names anybody.
  func counts(_ tracker: String) -> Bool {
    let typed = tracker.trimmed.lowercased()
    return !typed.isEmpty && !Self.no.contains(typed)
  }

  /// Whether the variant is sold when none is left; what is not known says no.
  func sellsOn(_ record: CSVRecord) -> Cell<Bool> {
    guard let typed = columns.cell(.policy, of: record)?.trimmed.lowercased() else { return .absent }
    return .given(typed == "continue" || Self.yes.contains(typed))
  }

  /// Whether the product is to be seen.
  func isPublished(_ first: CSVRecord, _ notes: inout [Words]) -> Cell<Bool?> {
    guard let typed = columns.cell(.published, of: first)?.trimmed.lowercased() else { return .absent }
    switch typed {
    case "": return .given(nil)
    case "published": return .given(true)
    case "unpublished": return .given(false)
    case _ where Self.yes.contains(typed): return .given(true)
    case _ where Self.no.contains(typed): return .given(false)
    default:
      notes.append("Published is neither true nor false, so this is not for sale.")
      return .given(false)
    }
  }

  /// An amount in the shop's currency.
  func money(
    _ column: ShopifyColumns.Column, _ name: Words, _ record: CSVRecord
  ) throws(ShopifyProduct.Rejection) -> Cell<Int64?> {
    guard let text = columns.cell(column, of: record)?.trimmed else { return .absent }
    if text.isEmpty { return .given(nil) }
    let shown = String(text.prefix(40))
    func rejection(_ reason: Words) -> ShopifyProduct.Rejection {
      .init(record: record.number, reason: reason)
    }
    let none: Words = "The \(name) \"\(shown)\" is not an amount of \(currency.code)."
    let total: MoneyTotal
    do {
      total = try FileAmount.read(text, currency, decimalComma: decimalComma)
    } catch {
      let (one, other) = FileAmount.examples(currency)
      switch error {
      case .notANumber: throw rejection(none)
      case .ambiguous:
        throw rejection(
          "The \(name) \"\(shown)\" can be read as two amounts. Write it without thousands, as \(one) or \(other)."
        )
      case .tooManyDecimals:
        throw rejection("The \(name) \"\(shown)\" has more decimals than amounts in \(currency.code) have.")
      }
    }
    guard !total.isNegative else { throw rejection(none) }
    guard total.amount <= Money.largestAsked, let money = total.money else {
      let most = Money(Money.largestAsked, currency).decimal
      throw rejection(
        "The \(name) \"\(shown)\" is more than \(most) \(currency), the most that is possible.")
    }
    return .given(money.amount)
  }

  /// A whole number; spreadsheets write it as 5.0, too. Below zero for goods that were oversold.
  func quantity(_ record: CSVRecord) throws(ShopifyProduct.Rejection) -> Cell<Int64?> {
    guard let text = columns.cell(.quantity, of: record)?.trimmed else { return .absent }
    if text.isEmpty { return .given(nil) }
    let shown = String(text.prefix(40))
    do {
      let value = try TypedNumber.read(text, digits: 0, mark: nil)
      if value.magnitude <= ProductRules.maximumStock.magnitude { return .given(Int64(value)) }
    } catch .ambiguous {
      throw .init(
        record: record.number,
        reason: "The quantity \"\(shown)\" can be read as two numbers. Write it without thousands, as 1500.")
    } catch {}
    throw .init(record: record.number, reason: "The quantity \"\(shown)\" is not a whole number.")
  }

  /// A weight in whole grams.
  func grams(_ record: CSVRecord) throws(ShopifyProduct.Rejection) -> Cell<Int64?> {
    guard let text = columns.cell(.grams, of: record)?.trimmed else { return .absent }
    if text.isEmpty { return .given(nil) }
    // Half a pound is 226.796185 g, and fractions are nobody's concern; but 1.500 could be one and a half kilograms.
    let typed = try? TypedNumber.read(text, digits: Self.decimalsOfGrams, mark: nil)
    guard let typed, typed >= 0, typed / Self.unitsPerGram <= Int128(Int32.max),
      case let grams = Int64((typed + Self.unitsPerGram / 2) / Self.unitsPerGram),
      (try? ProductRules.weightGrams.parse(.json(.integer(grams)))) != nil
    else {
      throw .init(
        record: record.number, reason: "The weight \"\(String(text.prefix(40)))\" is not a number of grams.")
    }
    return .given(grams)
  }
}
