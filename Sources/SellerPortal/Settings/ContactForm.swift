import Kernel
import Vendors
import Web

/// Turns the form, in which a day's hours are one line, into what the vendors area reads, and its complaints
/// back.
struct ContactForm {
  private let parameters: Parameters
  /// The day that each span comes from.
  private let days: [Weekday]
  private let errors: [FieldError]

  init(_ form: Parameters) {
    var parameters = Parameters([("openingHours", "")])
    var days: [Weekday] = []
    var errors: [FieldError] = []
    for day in Weekday.allCases {
      let text = (form["hours.\(day.rawValue)"] ?? "").trimmed
      guard let spans = ContactForm.spans(text) else {
        errors.append(
          FieldError(
            field: "hours.\(day.rawValue)", code: "invalid",
            message: "Write \(day.title)'s hours as 9:00–12:30, 14:00–18:00."))
        continue
      }
      for span in spans {
        let prefix = "openingHours[\(days.count)]."
        parameters.append(prefix + "day", day.rawValue)
        parameters.append(prefix + "opens", span.opens.text)
        parameters.append(prefix + "closes", span.closes.text)
        days.append(day)
      }
    }
    for name in ["openingNote", "contactEmail", "contactPhone", "address"] {
      parameters.append(name, form[name] ?? "")
    }
    for kind in ShopLinkKind.allCases {
      let name = "links.\(kind.rawValue)"
      parameters.append(name, form[name] ?? "")
    }
    self.parameters = parameters
    self.days = days
    self.errors = errors
  }

  /// What is to change. Throws `.invalidInput` with the form's own names.
  func input() throws -> EditShopInput {
    do {
      let input = try EditShopInput.read(parameters)
      guard errors.isEmpty else { throw Problem(.invalidInput, fields: errors) }
      return input
    } catch let problem as Problem where problem.kind == .invalidInput {
      let others = problem.fields.filter { !errors.contains($0) }.map(translated)
      throw Problem(.invalidInput, fields: errors + others)
    }
  }

  private func translated(_ error: FieldError) -> FieldError {
    let prefix = "openingHours["
    guard error.field.hasPrefix(prefix),
      let index = Int(error.field.dropFirst(prefix.count).prefix { $0 != "]" }),
      days.indices.contains(index)
    else { return error }
    return FieldError(field: "hours.\(days[index].rawValue)", code: error.code, message: error.message)
  }

  /// Reads `9–12:30, 14:00 - 18:00` with the digits and commas of any script; no spans for an empty text, `nil` for
  /// anything else.
  static func spans(_ text: String) -> [(opens: TimeOfDay, closes: TimeOfDay)]? {
    guard !text.isEmpty else { return [] }
    var spans: [(opens: TimeOfDay, closes: TimeOfDay)] = []
    for piece in text.split(whereSeparator: ",;،؛".contains) {
      let times = piece.split(whereSeparator: "–-—".contains).map {
        String($0.map(latin)).trimmed
      }
      guard times.count == 2, let opens = TimeOfDay(times[0]), let closes = TimeOfDay(times[1]) else {
        return nil
      }
      spans.append((opens: opens, closes: closes))
    }
    return spans
  }

  /// A digit of another script as the one that stands for it.
  private static func latin(_ character: Character) -> Character {
    guard let value = character.wholeNumberValue, (0...9).contains(value) else { return character }
    return Character(String(value))
  }
}
