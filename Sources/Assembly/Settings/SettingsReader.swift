import Kernel

/// What the documentation says about one environment variable.
struct SettingDescription: Sendable {
  let name: String
  let fallback: String
  let summary: String
}

/// A variable that holds something it can't.
package struct SettingsError: Error, CustomStringConvertible {
  let problems: [String]
  package var description: String {
    "The settings can't be used:\n" + problems.map { "  \($0)" }.joined(separator: "\n")
  }
}

/// Reads environment variables into types, and on the way collects their documentation and everything wrong with them,
/// so that one declaration is the parser, the table in `souk serve --help` and the page in `docs`.
struct SettingsReader {
  private let environment: [String: String]
  private(set) var descriptions: [SettingDescription] = []
  private(set) var problems: [String] = []

  init(_ environment: [String: String]) { self.environment = environment }

  /// The variable's text; an empty one counts as not set.
  mutating func text(_ name: String, default fallback: String, _ summary: String) -> String {
    raw(name, shown: fallback.isEmpty ? "none" : "`\(fallback)`", summary) ?? fallback
  }

  /// The variable's text, or `nil` when it is not set.
  mutating func optional(_ name: String, _ summary: String) -> String? { raw(name, shown: "none", summary) }

  /// A whole number within `range`.
  mutating func number(_ name: String, default fallback: Int, in range: ClosedRange<Int>, _ summary: String)
    -> Int
  {
    let limits = "\(summary) From \(range.lowerBound) to \(range.upperBound)."
    guard let text = raw(name, shown: "`\(fallback)`", limits) else { return fallback }
    guard let value = Int(text), range.contains(value) else {
      reject(
        name, "is \"\(text)\", but must be a whole number from \(range.lowerBound) to \(range.upperBound)")
      return fallback
    }
    return value
  }

  /// One of the cases of an enumeration.
  mutating func choice<Choice: RawRepresentable & CaseIterable>(
    _ name: String, default fallback: Choice, _ summary: String
  ) -> Choice where Choice.RawValue == String {
    let names = Choice.allCases.map { "`\($0.rawValue)`" }.joined(separator: ", ")
    guard let text = raw(name, shown: "`\(fallback.rawValue)`", "\(summary) One of \(names).") else {
      return fallback
    }
    guard let value = Choice(rawValue: text) else {
      reject(name, "is \"\(text)\", but must be one of \(names)")
      return fallback
    }
    return value
  }

  /// Words separated by commas.
  mutating func list(_ name: String, _ summary: String) -> [String] {
    guard let text = raw(name, shown: "none", "\(summary) Several are separated by commas.") else {
      return []
    }
    return text.split(separator: ",").map { String($0).trimmed }.filter { !$0.isEmpty }
  }

  /// Notes that the variable can't be used as it is; all notes are shown together.
  mutating func reject(_ name: String, _ reason: String) { problems.append("\(name) \(reason).") }

  private mutating func raw(_ name: String, shown fallback: String, _ summary: String) -> String? {
    descriptions.append(SettingDescription(name: name, fallback: fallback, summary: summary))
    guard let text = environment[name]?.trimmed, !text.isEmpty else { return nil }
    return text
  }
}
