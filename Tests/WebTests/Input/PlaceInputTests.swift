import Testing

@testable import Kernel
@testable import Web

struct PlaceInputTests {
  private func wrong(_ country: String, city: String = "", region: String? = nil, code: String = "")
    -> [String]
  {
    PlaceInput(country: country, city: city, region: region, postalCode: code).errors.map {
      "\($0.field) \($0.code)"
    }
  }

  @Test func whatTheCountryNeedsIsAskedFor() {
    #expect(wrong("HK", city: "Central", region: "Hong Kong Island").isEmpty)
    #expect(wrong("HK", city: "Kowloon").isEmpty)
    #expect(wrong("HK") == ["region required"])
    #expect(wrong("IE", city: "Dublin").isEmpty)
    #expect(wrong("XK", city: "Prishtina").isEmpty)
    #expect(wrong("DE", city: "Berlin") == ["postalCode required"])
    #expect(wrong("DE", city: "Berlin", code: "1011") == ["postalCode invalid"])
    #expect(wrong("US", city: "Austin", code: "78701") == ["region required"])
    #expect(wrong("US", city: "Austin", region: "TX", code: "78701").isEmpty)
    #expect(wrong("SG", code: "238801").isEmpty)
    #expect(wrong("QA", city: "Doha").isEmpty)
  }

  @Test func whatIsWrongShowsHowItIsWritten() {
    let errors = PlaceInput(country: "GB", city: "London", region: nil, postalCode: "W1").errors
    #expect(errors.first?.message.text.contains("EC1Y 8SY") == true)
  }

  /// Whoever chooses a country of the list is not told that there is none.
  @Test func everyCountryThatCanBeChosenIsTaken() {
    #expect(Set(CountryNames.all.map(\.code)) == Countries.known)
    #expect(Countries.known.contains("XK"))
    #expect(Set(AddressFormat.known.keys).subtracting(Countries.known).isEmpty)
  }
}
