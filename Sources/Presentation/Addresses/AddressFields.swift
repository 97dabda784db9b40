import Kernel
import Web

/// The fields of an address, as the chosen country has them: which there are, what they are called, in which order they
/// stand and which may stay empty. Another country is chosen by script or by a button, which sends the form with
/// `again=country`: the page answers with the form for it (`Request.choosesCountry`) and nothing is stored.
package enum AddressFields {
  private static let button = "country-chosen"
  private static let name = "again"
  static let value = "country"

  /// The country, then the other fields. Their names begin with `prefix`; `withName` asks for whose address it is.
  package static func show(_ form: FormState, prefix: String = "", withName: Bool) -> HTML {
    let format = AddressFormat.of(form.value(prefix + "country") ?? "")
    // What was sent and is wrong is shown, even where this country has no such part.
    let strays: [(part: AddressFormat.Part, name: String)] = [
      (.city, "city"), (.region, "region"), (.postalCode, "postalCode"),
    ]
    let wrong = strays.filter { !format.parts.contains($0.part) && form.error(prefix + $0.name) != nil }
    let fields = (format.parts + wrong.map(\.part)).map { field($0, format, form, prefix) }
    let person: HTML? =
      withName
      ? Field.text(prefix + "name", "Name", in: form, maximumLength: 100, autocomplete: "name") : nil
    // Enter in a field presses the first button of a form, which must be the one that goes on.
    return """
      <input class="visually-hidden" type="submit" tabindex="-1" aria-hidden="true" value="\(say: "Continue")">\
      \(Field.country(prefix + "country", "Country", in: form, presses: button))\
      <button class="button button--secondary button--small no-script" type="submit" formnovalidate \
      id="\(button)" name="\(name)" value="\(value)"><span>\(say: "Show the fields of this country")</span></button>\
      \(person)\(fields)
      """
  }

  /// The fields that were sent, and nothing in those that another country's addresses don't have.
  package static func complete(_ sent: Parameters, was country: String) -> Parameters {
    guard sent["country"] != country else { return sent }
    var whole = sent
    for name in ["city", "region", "postalCode"] where sent[name] == nil { whole.append(name, "") }
    return whole
  }

  private static func field(
    _ part: AddressFormat.Part, _ format: AddressFormat, _ form: FormState, _ prefix: String
  ) -> HTML {
    let title = format.title(of: part)
    switch part {
    case .name: return HTML()
    case .street:
      return """
        \(Field.text(prefix + "line1", title, in: form, maximumLength: 120, autocomplete: "address-line1"))\
        \(Field.text(
          prefix + "line2", "Apartment, company", in: form, required: false, maximumLength: 120,
          autocomplete: "address-line2"))
        """
    case .city:
      return Field.text(
        prefix + "city", title, in: form, required: format.needs(.city), maximumLength: 80,
        autocomplete: "address-level2")
    case .region:
      return Field.text(
        prefix + "region", title, in: form, required: format.needs(.region), maximumLength: 80,
        autocomplete: "address-level1")
    case .postalCode:
      return Field.text(
        prefix + "postalCode", title, in: form, hint: format.postalCodeExample.map { "For example \($0)" },
        required: format.needs(.postalCode), maximumLength: 20, autocomplete: "postal-code", width: .half)
    }
  }
}

extension Request {
  /// Whether the form was sent to get the fields of another country.
  package var choosesCountry: Bool { formValues["again"] == AddressFields.value }
}

extension FormState {
  /// What was typed so far, without complaints.
  package init(typed values: Parameters) {
    self.init(values, problem: Problem(.invalidInput))
    message = nil
  }
}
