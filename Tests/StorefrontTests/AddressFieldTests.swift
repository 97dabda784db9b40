import Identity
import Kernel
import Presentation
import Testing
import Vendors
import Web

/// The fields of an address on a page.
@Suite struct AddressFieldTests {
  private func fields(_ country: String) -> String {
    AddressFields.show(FormState(values: ["a.country": country]), prefix: "a.", withName: true).string
  }

  @Test func fieldsFollowTheCountry() {
    #expect(!fields("HK").contains("a.postalCode") && fields("HK").contains("Area"))
    #expect(fields("US").contains("ZIP code") && fields("US").contains("State"))
    #expect(!fields("DE").contains("a.region") && fields("DE").contains("For example 26133"))
    #expect(!fields("SG").contains("name=\"a.city\""))
    #expect(fields("").contains("a.postalCode") && fields("").contains("a.region"))
  }

  @Test func theCountryComesFirstAndCanBeChosenWithoutScript() throws {
    let html = fields("DE")
    let (country, street) = (html.range(of: "a.country"), html.range(of: "a.line1"))
    #expect(try #require(country).lowerBound < #require(street).lowerBound)
    #expect(html.contains("formnovalidate") && html.contains("name=\"again\" value=\"country\""))
    #expect(html.contains("data-presses=\"country-chosen\""))
  }

  @Test func everyLineHasItsOwnDirection() {
    let address = PostalAddress(
      name: "ليلى", line1: "Straße 1", city: "München", postalCode: "80331", country: "DE")
    for html in [address.label.string, address.row.string] {
      #expect(html.contains("<bdi>ليلى</bdi>") && html.contains("<bdi>80331 München</bdi>"))
    }
  }
}
