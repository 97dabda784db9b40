import Kernel
import Persistence
import Web

/// What kind of place an address is.
package enum AddressType: String, CaseIterable, SQLValue, JSONWritable {
  case home
  case work
  case other
}

/// An entry of a person's address book.
package struct SavedAddress: Hashable, Sendable {
  package let id: AddressID
  package let address: PostalAddress
  package let type: AddressType
  /// What its owner calls it, as "Grandmother".
  package let label: String?
  /// The one that a checkout starts with.
  package let isDefault: Bool
  package let createdAt: Timestamp
}

/// A new entry for the address book.
package struct SaveAddressInput: Input {
  package let address: PostalAddress
  package let type: AddressType
  package let label: String?
  package let isDefault: Bool

  package init(from input: inout InputReader) throws {
    address = PostalAddress(from: &input)
    type = input.optional("type", .choice(AddressType.self), default: .home)
    label = input.optional("label", AddressRules.label)
    isDefault = input.optional("isDefault", .boolean, default: false)
  }

  /// An entry from code, already validated.
  package init(
    _ address: PostalAddress, type: AddressType = .home, label: String? = nil, isDefault: Bool = false
  ) {
    self.address = address
    self.type = type
    self.label = label
    self.isDefault = isDefault
  }
}

/// Changes to an entry; what is absent stays, and null clears what may be empty.
package struct EditAddressInput: Input {
  let name: String?
  let line1: String?
  let line2: Change<String>
  let city: Change<String>
  let region: Change<String>
  let postalCode: Change<String>
  let country: String?
  let phone: Change<String>
  let type: AddressType?
  let label: Change<String>
  let isDefault: Bool?

  package init(from input: inout InputReader) throws {
    name = input.optional("name", AddressRules.name)
    line1 = input.optional("line1", AddressRules.line)
    line2 = Change("line2", AddressRules.line, &input)
    city = Change("city", PlaceInput.name, &input)
    region = Change("region", PlaceInput.name, &input)
    postalCode = Change("postalCode", PlaceInput.code, &input)
    country = input.optional("country", .country)
    phone = Change("phone", AddressRules.phone, &input)
    type = input.optional("type", .choice(AddressType.self))
    label = Change("label", AddressRules.label, &input)
    isDefault = input.optional("isDefault", .boolean)
  }

  /// Throws `.invalidInput` for a place that its country has not; what nobody touched is not looked at again.
  func applied(to old: PostalAddress) throws -> PostalAddress {
    let before = PlaceInput(
      country: old.country, city: old.city, region: old.region, postalCode: old.postalCode)
    let place = PlaceInput(
      country: country ?? old.country, city: city.applied(to: old.city) ?? "",
      region: region.applied(to: old.region), postalCode: postalCode.applied(to: old.postalCode) ?? "")
    if place != before, !place.errors.isEmpty { throw Problem(.invalidInput, fields: place.errors) }
    return PostalAddress(
      name: name ?? old.name, line1: line1 ?? old.line1, line2: line2.applied(to: old.line2),
      city: place.city, region: place.region, postalCode: place.postalCode, country: place.country,
      phone: phone.applied(to: old.phone))
  }
}

/// What a PATCH says of a field that may be empty.
package enum Change<Value: Sendable>: Sendable {
  case leave
  case set(Value?)

  /// Reads the field: absent leaves it, null (or empty in a form) clears it.
  package init(_ name: String, _ rule: Rule<Value>, _ input: inout InputReader) {
    let value = input.optional(name, rule)
    self = input.has(name) ? .set(value) : .leave
  }

  /// The value after the change.
  package func applied(to old: Value?) -> Value? {
    switch self {
    case .leave: old
    case .set(let value): value
    }
  }
}
