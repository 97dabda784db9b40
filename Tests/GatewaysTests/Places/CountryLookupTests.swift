import Gateways
import Testing

struct CountryLookupTests {
  @Test func publicAddressesHaveACountry() {
    let lookup = CountryLookup(folder: CountryLookup.standardFolder)
    #expect(lookup.isAvailable, "the package geoip-database is missing")
    #expect(lookup.country(of: "8.8.8.8") == "US")
    #expect(lookup.country(of: "::ffff:8.8.8.8") == "US")
    #expect(lookup.country(of: "2001:4860:4860::8888") == "US")
    #expect(lookup.country(of: "141.1.1.1") != nil)
  }

  @Test(arguments: [
    "127.0.0.1", "10.1.2.3", "192.168.1.1", "::1", "fe80::1", "fd00::1", "", "nonsense", "8.8.8",
  ])
  func privateAddressesHaveNone(_ address: String) {
    #expect(CountryLookup(folder: CountryLookup.standardFolder).country(of: address) == nil)
  }

  @Test func withoutTablesNothingIsKnown() {
    let lookup = CountryLookup(folder: "/nowhere")
    #expect(!lookup.isAvailable && lookup.country(of: "8.8.8.8") == nil)
  }
}
