import Kernel
import Ordering
import Web

/// Turns the delivery form into what the ordering area reads, and its complaints back.
struct DeliveryForm {
  let parameters: Parameters
  /// The row of the form that each option comes from.
  let places: [Int]
  private let currency: Currency

  /// Reads the rows that have a name; amounts are typed in major units of `currency`, countries with commas.
  init(_ form: Parameters, in currency: Currency) {
    var parameters = Parameters([("options", "")])
    var places: [Int] = []
    for row in 0..<maximumShippingOptions {
      func text(_ name: String) -> String { (form["options[\(row)].\(name)"] ?? "").trimmed }
      guard !text("name").isEmpty, text("remove") != "true" else { continue }
      let prefix = "options[\(places.count)]."
      for name in ["id", "name", "minDays", "maxDays"] { parameters.append(prefix + name, text(name)) }
      let price = text("price").isEmpty ? "0" : text("price")
      parameters.append(prefix + "price", DeliveryForm.minorUnits(price, currency))
      parameters.append(prefix + "freeFrom", DeliveryForm.minorUnits(text("freeFrom"), currency))
      for country in text("countries").split(whereSeparator: { $0 == "," || $0 == " " }) {
        parameters.append(prefix + "countries", country.uppercased())
      }
      places.append(row)
    }
    self.parameters = parameters
    self.places = places
    self.currency = currency
  }

  /// As digits; what can't be read stays as it is, so that the field is complained about.
  private static func minorUnits(_ text: String, _ currency: Currency) -> String {
    guard let total = MoneyTotal(decimal: text.replacing(",", with: "."), currency) else { return text }
    return String(total.money?.amount ?? .max)
  }

  /// The problem with its fields named as the form names them.
  func translated(_ problem: Problem) -> Problem {
    let fields = problem.fields.map { error -> FieldError in
      // Named by the form itself already.
      guard error.code != "changed" else { return error }
      var field = error.field
      if field.hasPrefix("options["), let end = field.firstIndex(of: "]"),
        let index = Int(field.dropFirst(8).prefix { $0 != "]" }), places.indices.contains(index)
      {
        let name = field[field.index(after: end)...].dropFirst().prefix { $0 != "[" }
        field = "options[\(places[index])].\(name)"
      }
      let isAmount = field.hasSuffix(".price") || field.hasSuffix(".freeFrom")
      let most = Money(Money.largestAsked, currency).display
      let message =
        isAmount
        ? error.code == "out_of_range" ? "This can be from 0 to \(most)." : "Write the amount as 4.90."
        : field.hasSuffix(".countries")
          ? "Write countries as two letters each, with commas between them: DE, AT, CH." : error.message
      return FieldError(field: field, code: error.code, message: message)
    }
    return Problem(problem.kind, problem.detail, fields: fields)
  }
}
