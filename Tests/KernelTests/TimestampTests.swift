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
}
