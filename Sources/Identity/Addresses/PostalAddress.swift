import Kernel
import Web

/// Where something is delivered.
package struct PostalAddress: Codable, Hashable, Sendable {
  package let name: String
  package let line1: String
  package let line2: String?
  /// Empty in countries whose addresses have none, as Singapore's.
  package let city: String
  package let region: String?
  /// Empty in countries without such codes, as Hong Kong.
  package let postalCode: String
  /// ISO 3166-1 alpha-2, in capitals.
  package let country: String
  package let phone: String?

  /// An address by its parts, already validated.
  package init(
    name: String, line1: String, line2: String? = nil, city: String = "", region: String? = nil,
    postalCode: String = "",
    country: String, phone: String? = nil
  ) {
    self.name = name
    self.line1 = line1
    self.line2 = line2
    self.city = city
    self.region = region
    self.postalCode = postalCode
    self.country = country
    self.phone = phone
  }

  /// Reads the fields of an address.
  init(from input: inout InputReader) {
    name = input.required("name", AddressRules.name)
    line1 = input.required("line1", AddressRules.line)
    line2 = input.optional("line2", AddressRules.line)
    let place = PlaceInput(from: &input)
    (city, region, postalCode, country) = (place.city, place.region, place.postalCode, place.country)
    phone = input.optional("phone", AddressRules.phone)
  }

  /// The address as lines of a label, in the order of its country, without the phone number.
  package var lines: [String] {
    AddressFormat.of(country).label(
      name: name, street: [line1, line2 ?? ""], city: city, region: region ?? "", postalCode: postalCode)
      + [country]
  }

  /// The same with the country's name in the reader's language.
  package var linesWithCountry: [String] { lines.dropLast() + [CountryNames.name(country)] }
}

/// What the fields of an address may hold.
enum AddressRules {
  static let name: Rule<String> = .text(1...100)
  static let line: Rule<String> = .text(1...120)
  static let phone: Rule<String> = .text(3...30)
  static let label: Rule<String> = .text(1...40)
}

/// An address inside another input, as a checkout's `shippingAddress`.
package struct AddressInput: Input {
  package let address: PostalAddress

  package init(from input: inout InputReader) throws {
    address = PostalAddress(from: &input)
  }
}
