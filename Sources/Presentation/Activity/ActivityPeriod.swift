import Kernel
import Web

/// The days between which something was done: `from` and `until` of a search form, the last day included.
package struct ActivityPeriod {
  /// From this moment on.
  package private(set) var from: Timestamp?
  /// Before this moment.
  package private(set) var until: Timestamp?
  /// What is no day.
  package private(set) var errors: [FieldError] = []

  /// Reads the form; the days are those of a time zone.
  package init(_ query: Parameters, in zone: Zone) {
    from = read("from", query).map { zone.start(of: $0) }
    until = read("until", query).map { zone.start(of: $0.adding(1)) }
  }

  private mutating func read(_ name: String, _ query: Parameters) -> CivilDay? {
    guard let text = query.typed(name) else { return nil }
    let day = CivilDay(text)
    if day == nil {
      errors.append(FieldError(field: name, code: "invalid", message: "Write the day as 2026-03-01."))
    }
    return day
  }
}

extension Parameters {
  /// What was typed into a field of a search, without spaces around it; `nil` for nothing.
  package func typed(_ name: String) -> String? {
    let text = (self[name] ?? "").trimmed
    return text.isEmpty ? nil : text
  }
}
