import Kernel
import Ordering
import Web

/// Turns the delivery form into what the ordering area reads, and its complaints back.
struct DeliveryForm {
  let parameters: Parameters
  /// The row of the form that each option comes from.
  let places: [Int]

  /// Reads the rows that have a name; amounts stay as they were typed, countries have commas between them.
  init(_ form: Parameters) {
    var parameters = Parameters([("options", "")])
    var places: [Int] = []
    for row in 0..<maximumShippingOptions {
      func text(_ name: String) -> String { (form["options[\(row)].\(name)"] ?? "").trimmed }
      guard !text("name").isEmpty, text("remove") != "true" else { continue }
      let prefix = "options[\(places.count)]."
      for name in ["id", "name", "minDays", "maxDays"] { parameters.append(prefix + name, text(name)) }
      let price = text("price").isEmpty ? "0" : text("price")
      parameters.append(prefix + "price", price)
      parameters.append(prefix + "freeFrom", text("freeFrom"))
      let place = "options[\(row)]."
      for pair in form.pairs where pair.name.hasPrefix(place + "market") && !pair.value.trimmed.isEmpty {
        parameters.append(prefix + pair.name.dropFirst(place.count), pair.value.trimmed)
      }
      for country in text("countries").split(whereSeparator: ",;،؛ ".contains) {
        parameters.append(prefix + "countries", country.uppercased())
      }
      places.append(row)
    }
    self.parameters = parameters
    self.places = places
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
        let rest = field[field.index(after: end)...].dropFirst()
        let name = rest.hasPrefix("market") ? rest : rest.prefix { $0 != "[" }
        field = "options[\(places[index])].\(name)"
      }
      return FieldError(field: field, code: error.code, message: DeliveryForm.message(error, field))
    }
    return Problem(problem.kind, problem.detail, fields: fields)
  }

  /// What is wrong, in the words of the form where those of the API name other things than it shows.
  private static func message(_ error: FieldError, _ field: String) -> Words {
    if field.hasSuffix(".countries") {
      return "Write countries as two letters each, with commas between them: DE, AT, CH."
    }
    return error.code == "below_minimum" ? "This can't be less than the days at best." : error.message
  }
}
