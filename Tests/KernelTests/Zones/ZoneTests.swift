import Foundation
import Kernel
import Testing

/// Days in time zones.
struct ZoneTests {
  private func moment(_ text: String) throws -> Timestamp { try #require(Timestamp(rfc3339: text)) }
  private func day(_ text: String) throws -> CivilDay { try #require(CivilDay(text)) }

  @Test(arguments: [
    ("UTC", "2026-03-29T23:59:59Z", "2026-03-29"), ("Europe/Berlin", "2026-03-29T21:59:59Z", "2026-03-29"),
    ("Europe/Berlin", "2026-03-29T22:00:00Z", "2026-03-30"),
    ("Europe/Berlin", "2026-01-01T22:59:59.999Z", "2026-01-01"),
    ("America/New_York", "2026-01-01T04:59:59Z", "2025-12-31"),
    ("Asia/Kolkata", "2026-01-01T18:30:00Z", "2026-01-02"),
    ("Pacific/Kiritimati", "2026-01-01T10:00:00Z", "2026-01-02"),
    ("Asia/Kathmandu", "1969-12-31T18:14:59Z", "1969-12-31"),
  ])
  func momentsBelongToDays(_ zone: String, _ text: String, _ expected: String) throws {
    #expect(try #require(Zone(named: zone)).day(of: moment(text)) == day(expected))
  }

  @Test(arguments: [
    // Clocks go forward and back at night.
    ("Europe/Berlin", "2026-03-29", "2026-03-28T23:00:00Z"),
    ("Europe/Berlin", "2026-03-30", "2026-03-29T22:00:00Z"),
    ("Europe/Berlin", "2026-10-26", "2026-10-25T23:00:00Z"),
    // Midnight is skipped: the day begins at one o'clock.
    ("Africa/Cairo", "2024-04-26", "2024-04-25T22:00:00Z"),
    ("America/Santiago", "2023-09-03", "2023-09-03T04:00:00Z"),
    // An hour before midnight comes twice, and so does midnight itself in Havana.
    ("Africa/Cairo", "2024-11-01", "2024-10-31T22:00:00Z"),
    ("America/Havana", "2024-11-03", "2024-11-03T04:00:00Z"),
    ("UTC", "1969-12-31", "1969-12-31T00:00:00Z"),
  ])
  func daysBegin(_ zone: String, _ text: String, _ expected: String) throws {
    #expect(try #require(Zone(named: zone)).start(of: day(text)) == moment(expected))
  }

  @Test func everyMomentLiesInItsDayEverywhere() throws {
    for zone in Zone.all {
      for hours in stride(from: Int64(0), to: 366 * 24, by: 7) {
        let now = try moment("2026-01-01T00:00:00Z").adding(seconds: hours * 3600)
        let day = zone.day(of: now)
        guard zone.start(of: day) <= now, now < zone.start(of: day.adding(1)) else {
          Issue.record("\(zone) \(now) is not in its day")
          return
        }
      }
    }
  }

  @Test func everyCountryHasAZone() {
    #expect(Zone.usual(in: "DE").name == "Europe/Berlin" && Zone.usual(in: "US").name == "America/New_York")
    #expect(Zone.usual(in: "RU").name == "Europe/Moscow" && Zone.usual(in: "IN").name == "Asia/Kolkata")
    #expect(Zone.usual(in: "BV") == .utc && Zone.usual(in: "??") == .utc)
    let without = Language.current.formats.countries.map(\.code).filter { Zone.usual(in: $0) == .utc }
    #expect(without.sorted() == ["BV", "HM"], "nobody lives there")
  }

  @Test(arguments: ["", "Nope/Zone", "europe/berlin", "GMT+3", "Europe/Berlin ", "../etc/passwd"])
  func otherNamesAreRefused(_ name: String) { #expect(Zone(named: name) == nil) }

  @Test(arguments: [
    "", "2026-13-01", "2026-02-30", "2026-1-1", "2026-01-01T00:00:00Z", "20260101", "2026-01-0a",
  ])
  func whatIsNoDayIsRefused(_ text: String) { #expect(CivilDay(text) == nil) }

  @Test(arguments: [
    ("UTC", "2026-03-01T09:30", "2026-03-01T09:30:00Z"),
    ("Europe/Berlin", "2026-03-01T09:30", "2026-03-01T08:30:00Z"),
    ("Europe/Berlin", "2026-07-01T09:30", "2026-07-01T07:30:00Z"),
    // Clocks are put back over the first, forward over the second.
    ("Europe/Berlin", "2026-10-25T02:30", "2026-10-25T00:30:00Z"),
    ("Europe/Berlin", "2026-03-29T02:30", "2026-03-29T01:30:00Z"),
    ("America/New_York", "2026-01-01T00:00:30", "2026-01-01T05:00:30Z"),
    ("Pacific/Kiritimati", "2026-01-01T00:00", "2025-12-31T10:00:00Z"),
  ])
  func typedMomentsAreThoseOfTheZone(_ zone: String, _ typed: String, _ expected: String) throws {
    let zone = try #require(Zone(named: zone))
    let read = try #require(zone.moment(typed: typed))
    #expect(try read == moment(expected))
    if typed != "2026-03-29T02:30" { #expect(zone.typed(read) == typed.prefix(16)) }
  }

  @Test(arguments: [
    "", "2026-03-01", "2026-02-30T09:30", "2026-03-01T25:00", "tomorrow at noon", "2026-03-01 09:30",
  ])
  func whatIsNoMomentIsNone(_ typed: String) { #expect(Zone.utc.moment(typed: typed) == nil) }
}
