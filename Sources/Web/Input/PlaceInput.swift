import Kernel

/// Where in a country an address is, read as this country writes it: a part that it has none of may be left out, and one
/// that it needs may not.
package struct PlaceInput: Hashable, Sendable {
  /// A city or region; whether it may be empty is the country's to say.
  package static let name: Rule<String> = .text(0...80)
  /// What could be a postal code somewhere, or nothing.
  package static let code: Rule<String> = .text(0...20)

  /// ISO 3166-1 alpha-2, in capitals.
  package let country: String
  /// Empty where addresses have none.
  package let city: String
  package let region: String?
  /// As the country writes it; empty where there is none.
  package let postalCode: String

  /// Reads the fields `country`, `city`, `region` and `postalCode`, and notes what is wrong with them.
  package init(from input: inout InputReader) {
    let country = input.required("country", .country)
    let city = input.optional("city", PlaceInput.name) ?? ""
    let region = input.optional("region", PlaceInput.name)
    let postalCode = input.optional("postalCode", PlaceInput.code) ?? ""
    // Without a country nobody knows what else is needed, but what most need can be said.
    let known = input.isRejected("country") ? "" : country
    self.init(country: known, city: city, region: region, postalCode: postalCode)
    for error in errors where !input.isRejected(error.field) {
      input.reject(error.field, error.message, code: error.code)
    }
  }

  /// A place by its parts, which `errors` looks at.
  package init(country: String, city: String, region: String?, postalCode: String) {
    self.country = country
    self.city = city
    self.region = region.flatMap { $0.isEmpty ? nil : $0 }
    self.postalCode = AddressFormat.of(country).postalCode(postalCode) ?? postalCode
  }

  /// What the country would not deliver to, by field.
  package var errors: [FieldError] {
    let format = AddressFormat.of(country)
    var errors: [FieldError] = []
    func require(_ field: String) {
      errors.append(FieldError(field: field, code: "required", message: "This is required."))
    }
    if format.needs(.city), city.isEmpty { require("city") }
    // Where an address has one of both, as an emirate that is a city, people write either.
    if format.needs(.region), region == nil, city.isEmpty || format.needs(.city) { require("region") }
    if postalCode.isEmpty {
      if format.needs(.postalCode) { require("postalCode") }
    } else if format.postalCode(postalCode) == nil, let example = format.postalCodeExample {
      errors.append(
        FieldError(
          field: "postalCode", code: "invalid",
          message: "No postal code of \(country: country) looks like this. One is \(example)."))
    }
    return errors
  }
}
