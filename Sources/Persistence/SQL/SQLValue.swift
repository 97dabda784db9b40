import Foundation
import Kernel

/// A type that fits in one column. String-backed enums only have to declare it.
package protocol SQLValue: Sendable {
  /// The column type in migrations, as `BIGINT`.
  static var sqlType: StaticString { get }
  /// Any value of the type: what a decoder gets when it is asked for the names of its columns.
  static var sample: Self { get }
  /// The value as the engines know it.
  var sqlParameter: SQLParameter { get }
  /// Reads a column. Throws `DatabaseError.decoding` when it holds something else.
  static func decode(_ column: SQLColumn) throws -> Self
}

extension SQLValue {
  package static var sqlType: StaticString { "TEXT" }
}

extension SQLValue where Self: RawRepresentable, RawValue == String {
  package var sqlParameter: SQLParameter { .text(rawValue) }

  /// Reads the raw value of a case.
  package static func decode(_ column: SQLColumn) throws -> Self {
    let text = try column.text()
    guard let value = Self(rawValue: text) else { throw column.mismatch("\(Self.self), found '\(text)'") }
    return value
  }
}

extension SQLValue where Self: CaseIterable {
  package static var sample: Self { allCases[allCases.startIndex] }
}

extension Int64: SQLValue {
  package static var sqlType: StaticString { "BIGINT" }
  package static var sample: Int64 { 0 }
  package var sqlParameter: SQLParameter { .integer(self) }
  /// Reads a whole number.
  package static func decode(_ column: SQLColumn) throws -> Int64 { try column.integer() }
}

extension Int: SQLValue {
  package static var sqlType: StaticString { "BIGINT" }
  package static var sample: Int { 0 }
  package var sqlParameter: SQLParameter { .integer(Int64(self)) }
  /// Reads a whole number.
  package static func decode(_ column: SQLColumn) throws -> Int { Int(try column.integer()) }
}

extension Bool: SQLValue {
  package static var sqlType: StaticString { "BOOLEAN" }
  package static var sample: Bool { false }
  package var sqlParameter: SQLParameter { .boolean(self) }
  /// Reads a truth value.
  package static func decode(_ column: SQLColumn) throws -> Bool { try column.boolean() }
}

extension Double: SQLValue {
  package static var sqlType: StaticString { "DOUBLE PRECISION" }
  package static var sample: Double { 0 }
  package var sqlParameter: SQLParameter { .double(self) }
  /// Reads a number.
  package static func decode(_ column: SQLColumn) throws -> Double { try column.double() }
}

extension String: SQLValue {
  package static var sample: String { "" }
  package var sqlParameter: SQLParameter { .text(self) }
  /// Reads a text.
  package static func decode(_ column: SQLColumn) throws -> String { try column.text() }
}

extension Words: SQLValue {
  package static var sample: Words { Words(stored: "") }
  package var sqlParameter: SQLParameter { .text(stored) }
  /// Reads words, so that they can be read in any language.
  package static func decode(_ column: SQLColumn) throws -> Words { Words(stored: try column.text()) }
}

extension Array: SQLValue where Element == UInt8 {
  package static var sqlType: StaticString { "BYTEA" }
  package static var sample: [UInt8] { [] }
  package var sqlParameter: SQLParameter { .bytes(self) }
  /// Reads bytes.
  package static func decode(_ column: SQLColumn) throws -> [UInt8] { try column.bytes() }
}

extension Optional: SQLValue where Wrapped: SQLValue {
  package static var sqlType: StaticString { Wrapped.sqlType }
  package static var sample: Wrapped? { nil }
  package var sqlParameter: SQLParameter { self?.sqlParameter ?? .null }
  /// Reads the value, or `nil` for NULL.
  package static func decode(_ column: SQLColumn) throws -> Wrapped? {
    column.isNull ? nil : try Wrapped.decode(column)
  }
}

extension Timestamp: SQLValue {
  package static var sqlType: StaticString { "BIGINT" }
  package static var sample: Timestamp { Timestamp(milliseconds: 0) }
  package var sqlParameter: SQLParameter { .integer(milliseconds) }
  /// Reads milliseconds.
  package static func decode(_ column: SQLColumn) throws -> Timestamp {
    Timestamp(milliseconds: try column.integer())
  }
}

extension ID: SQLValue {
  package static var sqlType: StaticString { "UUID" }
  package static var sample: ID { ID(high: 0, low: 0) }
  package var sqlParameter: SQLParameter { .uuid(high: high, low: low) }
  /// Reads 128 bits.
  package static func decode(_ column: SQLColumn) throws -> ID {
    let bits = try column.uuid()
    return ID(high: bits.high, low: bits.low)
  }
}

extension Currency: SQLValue {
  package static var sample: Currency { .eur }
  package var sqlParameter: SQLParameter { .text(code) }
  /// Reads an ISO 4217 code.
  package static func decode(_ column: SQLColumn) throws -> Currency {
    let text = try column.text()
    guard let value = Currency(text) else { throw column.mismatch("currency, found '\(text)'") }
    return value
  }
}

extension EmailAddress: SQLValue {
  package static var sample: EmailAddress {
    guard let address = EmailAddress("sample@souk.invalid") else { preconditionFailure("not an address") }
    return address
  }
  package var sqlParameter: SQLParameter { .text(text) }
  /// Reads an address.
  package static func decode(_ column: SQLColumn) throws -> EmailAddress {
    guard let value = EmailAddress(try column.text()) else { throw column.mismatch("e-mail address") }
    return value
  }
}

extension Slug: SQLValue {
  package static var sample: Slug { Slug(title: "", fallback: "sample") }
  package var sqlParameter: SQLParameter { .text(text) }
  /// Reads a slug.
  package static func decode(_ column: SQLColumn) throws -> Slug {
    let text = try column.text()
    guard let value = Slug(text) else { throw column.mismatch("slug, found '\(text)'") }
    return value
  }
}

extension JSONValue: SQLValue {
  package static var sample: JSONValue { .null }
  package var sqlParameter: SQLParameter {
    guard let bytes = try? JSONText.encoder.encode(self) else { return .null }
    return .text(String(decoding: bytes, as: UTF8.self))
  }

  /// Reads a JSON text.
  package static func decode(_ column: SQLColumn) throws -> JSONValue {
    let text = try column.text()
    do {
      return try JSONDecoder().decode(JSONValue.self, from: Data(text.utf8))
    } catch {
      throw column.mismatch("JSON")
    }
  }
}

/// JSON as it is stored in TEXT columns: members in alphabetical order, so equal values are equal texts.
enum JSONText {
  /// One for all, as it is made for every event and job otherwise; nothing of it changes.
  static let encoder: JSONEncoder = {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return encoder
  }()

  private static let decoder = JSONDecoder()

  static func encode(_ value: some Encodable) throws -> String {
    String(decoding: try encoder.encode(value), as: UTF8.self)
  }

  static func decode<T: Decodable>(_ type: T.Type, from text: String) throws -> T {
    try decoder.decode(T.self, from: Data(text.utf8))
  }
}
