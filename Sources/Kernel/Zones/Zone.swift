import Foundation

private let dayMilliseconds: Int64 = 86_400_000

/// A time zone by its IANA name, as `Europe/Berlin`: what decides which day a moment belongs to.
package struct Zone: Hashable, Sendable, CustomStringConvertible {
  /// The name in the IANA time zone database.
  package let name: String
  private let rules: TimeZone

  /// Coordinated Universal Time.
  package static let utc = Zone(name: "UTC", rules: .gmt)

  /// The zones that people choose from, by name.
  package static let all: [Zone] = names.sorted().compactMap { Zone(named: $0) }

  private static let names: Set<String> = Set(TimeZone.knownTimeZoneIdentifiers)
    .union(CountryZones.names.values).subtracting(["GMT"])

  /// The zone with this name, spelled exactly so; `nil` when there is none.
  package init?(named name: String) {
    if name == Zone.utc.name {
      self = .utc
      return
    }
    guard Zone.names.contains(name), let rules = TimeZone(identifier: name) else { return nil }
    self.init(name: name, rules: rules)
  }

  private init(name: String, rules: TimeZone) {
    self.name = name
    self.rules = rules
  }

  /// Where most people of a country live, by its ISO 3166 code; UTC for a country where nobody does.
  package static func usual(in country: String) -> Zone {
    CountryZones.names[country].flatMap { Zone(named: $0) } ?? .utc
  }

  package var description: String { name }

  /// The name for people: `America/New York`.
  package var title: String { name.replacing("_", with: " ") }

  /// The day that a moment belongs to here.
  package func day(of moment: Timestamp) -> CivilDay {
    let local = moment.milliseconds + offset(at: moment.milliseconds)
    return CivilDay(number: local >= 0 ? local / dayMilliseconds : (local + 1) / dayMilliseconds - 1)
  }

  /// The first moment of a day here: midnight, or when clocks were put forward over it, the moment when they were.
  package func start(of day: CivilDay) -> Timestamp {
    let midnight = day.number * dayMilliseconds
    // The two offsets that hold around this day; where clocks are put back over midnight the earlier one counts.
    let candidates = [-dayMilliseconds, dayMilliseconds].map { midnight - offset(at: midnight + $0) }.sorted()
    let first = candidates.first { $0 + offset(at: $0) >= midnight }
    return Timestamp(milliseconds: first ?? candidates[1])
  }

  /// As a field for a moment has it here, to the minute: `2026-03-01T09:30`.
  package func typed(_ moment: Timestamp) -> String {
    let local = moment.milliseconds + offset(at: moment.milliseconds)
    return String(Timestamp(milliseconds: local).rfc3339.prefix(16))
  }

  /// Reads `2026-03-01T09:30`, also with seconds. Of two such moments, where clocks are put back, the first; one that
  /// clocks are put forward over is as much later. `nil` when the text is no moment.
  package func moment(typed text: String) -> Timestamp? {
    let whole = text.utf8.count == 16 ? "\(text):00" : text
    guard whole.utf8.count == 19, let local = Timestamp(rfc3339: "\(whole)Z"),
      local.rfc3339.hasPrefix(whole)
    else { return nil }
    let candidates = [-dayMilliseconds, dayMilliseconds]
      .map { local.milliseconds - offset(at: local.milliseconds + $0) }.sorted()
    let first = candidates.first { $0 + offset(at: $0) == local.milliseconds }
    return Timestamp(milliseconds: first ?? candidates[1])
  }

  private func offset(at milliseconds: Int64) -> Int64 {
    Int64(rules.secondsFromGMT(for: Date(timeIntervalSince1970: Double(milliseconds) / 1000))) * 1000
  }
}

/// A day of the calendar, without a place: it begins at another moment in each time zone.
package struct CivilDay: Hashable, Sendable, Comparable {
  /// Days since 1 January 1970.
  package let number: Int64

  /// The day this many days after 1 January 1970.
  package init(number: Int64) { self.number = number }

  /// Reads `2026-03-01`; `nil` when the text is not a day.
  package init?(_ text: String) {
    guard text.utf8.count == 10, let midnight = Timestamp(rfc3339: "\(text)T00:00:00Z") else { return nil }
    number = midnight.milliseconds / dayMilliseconds
    // Foundation reads the 30th of February as a day of March.
    guard self.text == text else { return nil }
  }

  /// As `2026-03-01`.
  private var text: String { String(Timestamp(startOf: self).rfc3339.prefix(10)) }

  /// Year, month and day.
  package var civil: CivilTime { Timestamp(startOf: self).civil }

  /// The day this many days later.
  package func adding(_ days: Int64) -> CivilDay { CivilDay(number: number + days) }

  package static func < (left: CivilDay, right: CivilDay) -> Bool { left.number < right.number }
}

extension Timestamp {
  /// The first moment of a day in UTC.
  init(startOf day: CivilDay) { self.init(milliseconds: day.number * dayMilliseconds) }
}
