import Kernel
import Persistence
import Web

/// What identifiers of attributes are of.
package enum AttributeEntity: Entity { package static let idPrefix = "attr" }
/// The identifier of an attribute.
package typealias AttributeID = ID<AttributeEntity>

/// What the products of a category, and of those below it, can say of themselves, as a screen's size.
package struct CategoryAttribute: Hashable, Sendable {
  /// What values look like.
  package enum Kind: String, CaseIterable, Sendable, SQLValue {
    case text
    /// With up to three decimals, in the attribute's unit.
    case number
    /// One of the attribute's choices.
    case choice
    case yesNo
  }

  package let id: AttributeID
  /// The category that it was made for; `nil` once that is gone.
  package let category: CategoryID?
  /// What programs call it, as `screen-size`; one for the whole market.
  package let slug: String
  package internal(set) var name: String
  package let kind: Kind
  /// What its numbers count, as `in`; empty for none.
  package internal(set) var unit: String
  /// In the order of showing; empty for other kinds.
  package internal(set) var choices: [String]
  /// Whether a product that is not a draft has to say it.
  package internal(set) var isRequired: Bool
  /// Whether listings of its categories can be narrowed by it.
  package internal(set) var isFilterable: Bool
  /// Its place among those of its category.
  package internal(set) var position: Int
}

extension CategoryAttribute: RowDecodable {
  package init(row: inout Row) throws {
    id = try row.next("a.id")
    category = try row.next("a.category_id")
    slug = try row.next("a.slug")
    name = try row.next("a.name")
    kind = try row.next("a.kind")
    unit = try row.next("a.unit")
    choices = ListText.read(try row.next("a.choices"))
    isRequired = try row.next("a.is_required")
    isFilterable = try row.next("a.is_filterable")
    position = try row.next("a.position")
  }
}

extension CategoryAttribute {
  /// The text of a value, as people read it: numbers with their unit, as their language writes them.
  package func shown(_ value: String) -> Words {
    switch kind {
    case .text, .choice: return Words(verbatim: value)
    case .yesNo: return value == "true" ? "Yes" : "No"
    case .number:
      let number = DecimalText.thousandths(value).map(DecimalText.shown) ?? value
      return unit.isEmpty ? Words(verbatim: number) : "\(number) \(unit)"
    }
  }

  /// The text of what a listing can be narrowed to: a value, or a range of numbers as `10..15.6`.
  package func shown(choice: String) -> Words {
    guard kind == .number, let points = choice.firstRange(of: "..") else { return shown(choice) }
    let (low, high) = (String(choice[..<points.lowerBound]), String(choice[points.upperBound...]))
    if high.isEmpty { return "From \(shown(low))" }
    if low.isEmpty { return "Up to \(shown(high))" }
    return "\(shown(low)) to \(shown(high))"
  }

  /// The value of a field in which it is typed: numbers as the reader's language writes them, without a unit.
  package func typed(_ value: String) -> String {
    guard kind == .number, let number = DecimalText.thousandths(value) else { return value }
    return DecimalText.shown(number)
  }

  /// What was typed into such a field as `ProductValue` reads it. Throws `InputFailure` for what is no number.
  package func untyped(_ text: String) throws(InputFailure) -> String {
    guard kind == .number else { return text }
    return try DecimalText.read(text, mark: Language.current.formats.decimalMark)
  }
}

/// Decimal numbers with up to three decimals, as they are stored.
enum DecimalText {
  static let digits = 3
  /// In thousandths.
  private static let largest: Int128 = 1_000_000_000_000_000

  /// `15.6` of 15600.
  static func text(_ thousandths: Int64) -> String {
    let magnitude = thousandths.magnitude
    let padded = String(magnitude % 1000 + 1000).dropFirst()
    var fraction = padded
    while fraction.last == "0" { fraction = fraction.dropLast() }
    let whole = (thousandths < 0 ? "-" : "") + String(magnitude / 1000)
    return fraction.isEmpty ? whole : "\(whole).\(fraction)"
  }

  /// 15600 of `15.6`; `nil` for what is no such number.
  static func thousandths(_ text: String) -> Int64? {
    guard let number = try? TypedNumber.read(text, digits: digits, mark: .point),
      number.magnitude <= largest.magnitude
    else { return nil }
    return Int64(number)
  }

  /// As the reader's language writes it, with no more decimals than it has.
  static func shown(_ thousandths: Int64) -> String {
    let fraction = text(thousandths).split(separator: ".").dropFirst().first?.count ?? 0
    let formats = Language.current.formats
    switch fraction {
    case 0: return formats.number(thousandths / 1000)
    case 1: return formats.decimal(thousandths / 100, digits: 1)
    case 2: return formats.decimal(thousandths / 10, digits: 2)
    default: return formats.decimal(thousandths, digits: 3)
    }
  }

  /// The stored text of a number that somebody typed.
  static func read(_ text: String, mark: DecimalMark?) throws(InputFailure) -> String {
    let number: Int128
    do {
      number = try TypedNumber.read(text, digits: digits, mark: mark)
    } catch {
      switch error {
      case .notANumber: throw InputFailure("wrong_type", "This must be a number.")
      case .ambiguous:
        throw InputFailure("ambiguous", "This can be read as two numbers. Write it without thousands.")
      case .tooManyDecimals: throw InputFailure("invalid", "At most three decimals are kept.")
      }
    }
    guard number.magnitude <= largest.magnitude else {
      throw InputFailure("out_of_range", "This number is too large.")
    }
    return self.text(Int64(number))
  }
}
