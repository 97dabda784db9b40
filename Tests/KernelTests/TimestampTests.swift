import Kernel
import Testing

@Suite struct TimestampTests {
  @Test func everyNumberHasADay() {
    #expect(Timestamp(milliseconds: .min).rfc3339.hasPrefix("0000-"))
    #expect(Timestamp(milliseconds: .max).rfc3339.hasPrefix("9999-"))
    #expect(Timestamp(milliseconds: -1).rfc3339 == "1969-12-31T23:59:59.999Z")
    #expect(Timestamp(milliseconds: -86_400_000).rfc3339 == "1969-12-31T00:00:00.000Z")
    #expect(Timestamp(milliseconds: 0).rfc3339 == "1970-01-01T00:00:00.000Z")
  }

  /// Foundation reads years, hours, minutes and seconds of ten digits each.
  @Test(arguments: [
    "9999999999-01-01T00:00:00Z", "292277027-01-01T00:00:00Z", "10000-01-01T00:00:00Z",
    "2026-01-01T9999999999:00:00Z", "2026-01-01T00:9999999999:00Z", "2026-01-01T00:00:9999999999Z",
    "99999-01-1T00:00:00Z", "9999-12-31T23:59:59-12:00", "2026-01-01T00:00:00", "2026-01-01T00:00",
  ]) func noTextIsAMomentTooFarToBeCounted(_ text: String) { #expect(Timestamp(rfc3339: text) == nil) }

  @Test func theLastMomentIsRead() {
    for text in ["1970-01-01T00:00:00.000Z", "9999-12-31T23:59:59.999Z"] {
      #expect(Timestamp(rfc3339: text)?.rfc3339 == text)
    }
  }
}
