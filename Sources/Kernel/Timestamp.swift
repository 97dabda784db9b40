import Foundation

/// A moment, in whole milliseconds since 1970-01-01 UTC.
package struct Timestamp: Hashable, Sendable, Comparable, Codable, CustomStringConvertible {
  package let milliseconds: Int64

  /// The moment this many milliseconds after the Unix epoch.
  package init(milliseconds: Int64) { self.milliseconds = milliseconds }

  /// The system's idea of now. Features ask their `Clock`, which does not leap and which tests can move.
  package static func system() -> Timestamp {
    var moment = timespec()
    clock_gettime(CLOCK_REALTIME, &moment)
    return Timestamp(milliseconds: Int64(moment.tv_sec) * 1000 + Int64(moment.tv_nsec) / 1_000_000)
  }

  /// This moment moved by a number of seconds, which may be negative.
  package func adding(seconds: Int64) -> Timestamp { Timestamp(milliseconds: milliseconds + seconds * 1000) }

  /// This moment moved by a number of milliseconds, which may be negative.
  package func adding(milliseconds more: Int64) -> Timestamp { Timestamp(milliseconds: milliseconds + more) }

  package static func < (left: Timestamp, right: Timestamp) -> Bool { left.milliseconds < right.milliseconds }

  /// RFC 3339 in UTC with milliseconds, as `2026-03-01T09:30:00.000Z`.
  package var description: String { rfc3339 }

  /// RFC 3339 in UTC with milliseconds.
  package var rfc3339: String {
    let parts = civil
    // Beyond four digits the year can't be written in this form; it is cut off rather than refused.
    let year = min(max(parts.year, 0), 9999)
    return String(unsafeUninitializedCapacity: 24) { buffer in
      var count = 0
      func put(_ number: Int, _ width: Int, _ after: Unicode.Scalar) {
        var rest = number
        for index in stride(from: count + width - 1, through: count, by: -1) {
          buffer[index] = UInt8(ascii: "0") + UInt8(truncatingIfNeeded: rest % 10)
          rest /= 10
        }
        buffer[count + width] = UInt8(ascii: after)
        count += width + 1
      }
      put(year, 4, "-")
      put(parts.month, 2, "-")
      put(parts.day, 2, "T")
      put(parts.hour, 2, ":")
      put(parts.minute, 2, ":")
      put(parts.second, 2, ".")
      put(parts.millisecond, 3, "Z")
      return count
    }
  }

  /// The moments of the years 0 to 9999, which are all that RFC 3339 can write.
  private static let written: ClosedRange<Double> = -62_167_219_200_000...253_402_300_799_999
  /// What stands between the numbers of RFC 3339, by its place.
  private static let marks: [(place: Int, mark: Unicode.Scalar)] = [
    (4, "-"), (7, "-"), (10, "T"), (13, ":"), (16, ":"),
  ]

  /// Reads RFC 3339 with any offset; `nil` when the text is not one.
  package init?(rfc3339 text: String) {
    // Foundation takes numbers of ten digits in each place, and such a year has more milliseconds than can be counted.
    let bytes = Array(text.utf8.prefix(20))
    guard bytes.count == 20, Timestamp.marks.allSatisfy({ bytes[$0.place] == UInt8(ascii: $0.mark) }),
      !(UInt8(ascii: "0")...UInt8(ascii: "9")).contains(bytes[19])
    else { return nil }
    let plain = Date.ISO8601FormatStyle(includingFractionalSeconds: false)
    let fractional = Date.ISO8601FormatStyle(includingFractionalSeconds: true)
    guard let date = (try? fractional.parse(text)) ?? (try? plain.parse(text)) else { return nil }
    let moment = (date.timeIntervalSince1970 * 1000).rounded()
    guard Timestamp.written.contains(moment) else { return nil }
    self.init(milliseconds: Int64(moment))
  }

  /// The parts of the moment in UTC, by the days-to-civil algorithm of Howard Hinnant
  /// (https://howardhinnant.github.io/date_algorithms.html).
  package var civil: CivilTime {
    let dayMilliseconds: Int64 = 86_400_000
    // Rounded down, and of every number that there is.
    let (whole, rest) = milliseconds.quotientAndRemainder(dividingBy: dayMilliseconds)
    let (days, inDay) = rest < 0 ? (whole - 1, rest + dayMilliseconds) : (whole, rest)
    let shifted = days + 719_468
    let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
    let dayOfEra = shifted - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let shiftedMonth = (5 * dayOfYear + 2) / 153
    let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
    return CivilTime(
      year: Int(yearOfEra + era * 400 + (month <= 2 ? 1 : 0)), month: Int(month),
      day: Int(dayOfYear - (153 * shiftedMonth + 2) / 5 + 1), hour: Int(inDay / 3_600_000),
      minute: Int(inDay / 60_000 % 60), second: Int(inDay / 1000 % 60), millisecond: Int(inDay % 1000))
  }
}

/// A moment's calendar parts in UTC.
package struct CivilTime: Hashable, Sendable {
  package let year, month, day, hour, minute, second, millisecond: Int
}

/// Where features get the time from.
package struct Clock: Sendable {
  /// The current moment.
  package let now: @Sendable () -> Timestamp

  /// A clock that answers with `now`.
  package init(now: @escaping @Sendable () -> Timestamp) { self.now = now }

  /// The machine's clock, without leaps that it takes back.
  package static let system: Clock = {
    let steady = SteadyClock()
    return Clock { steady.now() }
  }()
}
