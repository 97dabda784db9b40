import Foundation

/// How a language writes days and hours: a pattern of Unicode Technical Standard 35, part 4, taken apart once.
struct DatePattern: Sendable {
  private enum Part: Sendable {
    case text(String)
    case day(isPadded: Bool)
    case monthNumber(isPadded: Bool)
    case monthName
    case year
    case hour(isPadded: Bool)
    case minute

    var isOfDay: Bool {
      switch self {
      case .day, .monthNumber, .monthName, .year: true
      case .text, .hour, .minute: false
      }
    }
  }

  private let parts: [Part]
  let months: [String]
  private let numbers: NumberPattern

  init(template: String, _ spoken: Locale, _ numbers: NumberPattern) {
    // The days that are written are those of the Gregorian calendar, also where people count by another.
    var components = Locale.Components(locale: spoken)
    components.calendar = .gregorian
    let locale = Locale(components: components)
    let pattern = DateFormatter.dateFormat(fromTemplate: template, options: 0, locale: locale) ?? "d MMM y"
    let formatter = DateFormatter()
    formatter.locale = locale
    months = formatter.shortMonthSymbols
    self.numbers = numbers
    parts = DatePattern.parts(pattern)
  }

  /// The pattern with its parts as `{d}`, `{dd}`, `{M}`, `{MM}`, `{MMM}`, `{y}`, `{H}`, `{HH}` and `{mm}`.
  var template: String {
    parts.map { part in
      switch part {
      case .text(let literal): literal
      case .day(let isPadded): isPadded ? "{dd}" : "{d}"
      case .monthNumber(let isPadded): isPadded ? "{MM}" : "{M}"
      case .monthName: "{MMM}"
      case .year: "{y}"
      case .hour(let isPadded): isPadded ? "{HH}" : "{H}"
      case .minute: "{mm}"
      }
    }.joined()
  }

  func write(_ time: CivilTime) -> String {
    var text = ""
    for part in parts {
      switch part {
      case .text(let literal): text += literal
      case .day(let isPadded): text += numbers.plain(time.day, isPadded: isPadded)
      case .monthNumber(let isPadded): text += numbers.plain(time.month, isPadded: isPadded)
      case .monthName: text += months.indices.contains(time.month - 1) ? months[time.month - 1] : ""
      case .year: text += numbers.plain(time.year)
      case .hour(let isPadded): text += numbers.plain(time.hour, isPadded: isPadded)
      case .minute: text += numbers.plain(time.minute, isPadded: true)
      }
    }
    return text
  }

  private static func parts(_ pattern: String) -> [Part] {
    var parts: [Part] = []
    var literal = ""
    var isQuoted = false
    var rest = pattern[...]
    while let character = rest.first {
      let run = rest.prefix { $0 == character }
      if character == "'" {
        isQuoted.toggle()
        rest = rest.dropFirst()
      } else if !isQuoted, let part = part(character, run.count) {
        if !literal.isEmpty { parts.append(.text(literal)) }
        literal = ""
        parts.append(part)
        rest = rest.dropFirst(run.count)
      } else {
        literal.append(character)
        rest = rest.dropFirst()
      }
    }
    if !literal.isEmpty { parts.append(.text(literal)) }
    return whole(parts)
  }

  /// Nobody wants to read a day on one line and its year on the next: spaces inside of it don't break.
  private static func whole(_ parts: [Part]) -> [Part] {
    parts.indices.map { index in
      guard case .text(let text) = parts[index], index > 0, index + 1 < parts.count,
        parts[index - 1].isOfDay, parts[index + 1].isOfDay
      else { return parts[index] }
      return .text(text.replacing(" ", with: "\u{A0}"))
    }
  }

  private static func part(_ letter: Character, _ count: Int) -> Part? {
    switch letter {
    case "d": .day(isPadded: count > 1)
    case "M", "L": count > 2 ? .monthName : .monthNumber(isPadded: count > 1)
    case "y": .year
    case "H", "k": .hour(isPadded: count > 1)
    case "m": .minute
    default: nil
    }
  }
}
