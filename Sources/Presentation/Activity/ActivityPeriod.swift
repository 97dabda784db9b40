import Kernel
import Web

private let dayMilliseconds: Int64 = 86_400_000

/// The days between which something was done: `from` and `until` of a search form, the last day included.
package struct ActivityPeriod {
  /// From this moment on.
  package private(set) var from: Timestamp?
  /// Before this moment.
  package private(set) var until: Timestamp?
  /// What is no day.
  package private(set) var errors: [FieldError] = []

  /// Reads the form.
  package init(_ query: Parameters) {
    from = read("from", query)
    until = read("until", query)?.adding(milliseconds: dayMilliseconds)
  }

  private mutating func read(_ name: String, _ query: Parameters) -> Timestamp? {
    guard let day = query.typed(name) else { return nil }
    let moment = Timestamp(rfc3339: "\(day)T00:00:00Z")
    if moment == nil {
      errors.append(FieldError(field: name, code: "invalid", message: "Write the day as 2026-03-01."))
    }
    return moment
  }
}

extension Parameters {
  /// What was typed into a field of a search, without spaces around it; `nil` for nothing.
  package func typed(_ name: String) -> String? {
    let text = (self[name] ?? "").trimmed
    return text.isEmpty ? nil : text
  }
}
