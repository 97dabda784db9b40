import Testing

@testable import Kernel

struct AddressFormatTests {
  private func label(
    _ country: String, name: String = "Ada", street: [String] = ["1 Row"], city: String = "",
    region: String = "",
    code: String = ""
  ) -> [String] {
    AddressFormat.of(country).label(name: name, street: street, city: city, region: region, postalCode: code)
  }

  @Test func everyLineOfTheTableIsWhole() throws {
    #expect(AddressFormat.known.count > 190)
    for (code, format) in AddressFormat.known {
      #expect(format.parts.contains(.street), "\(code)")
      let full = format.label(
        name: "N", street: ["A"], city: "C", region: "S", postalCode: format.postalCodeExample ?? "")
      #expect(full.contains { $0.contains("A") } && full.contains { $0.contains("N") }, "\(code)")
      #expect(!full.joined().contains("%"), "\(code)")
      for part in [AddressFormat.Part.city, .region, .postalCode] where format.needs(part) {
        #expect(format.has(part), "\(code) needs what it has no place for")
      }
      if format.has(.postalCode) {
        let example = try #require(format.postalCodeExample, "\(code)")
        #expect(format.postalCode(example) == example, "\(code) \(example)")
        #expect(format.postalCode("?") == nil, "\(code)")
      }
    }
    #expect(!AddressFormat.table.contains("\t"))
  }

  @Test func whatIsNeededFollowsTheCountry() {
    let needs: [(String, AddressFormat.Part, Bool)] = [
      ("HK", .postalCode, false), ("HK", .region, true), ("IE", .postalCode, false),
      ("AE", .postalCode, false),
      ("AE", .region, true), ("DE", .postalCode, true), ("DE", .region, false), ("US", .region, true),
      ("US", .postalCode, true), ("SG", .city, false), ("SG", .postalCode, true), ("BS", .city, true),
      ("XK", .postalCode, false), ("GB", .postalCode, true), ("JP", .region, true), ("", .postalCode, false),
    ]
    for (country, part, isNeeded) in needs {
      #expect(AddressFormat.of(country).needs(part) == isNeeded, "\(country) \(part)")
    }
    #expect(!AddressFormat.of("HK").has(.postalCode) && !AddressFormat.of("AE").has(.postalCode))
  }

  @Test func partsHaveTheNamesOfTheCountry() {
    let names: [(String, AddressFormat.Part, String)] = [
      ("US", .postalCode, "ZIP code"), ("US", .region, "State"), ("GB", .postalCode, "Postcode"),
      ("GB", .city, "Town or city"), ("IN", .postalCode, "PIN code"), ("IE", .postalCode, "Eircode"),
      ("IE", .region, "County"), ("CA", .region, "Province"), ("JP", .region, "Prefecture"),
      ("AE", .region, "Emirate"), ("HK", .region, "Area"), ("DE", .postalCode, "Postal code"),
    ]
    for (country, part, name) in names {
      #expect(AddressFormat.of(country).title(of: part).description == name, "\(country)")
    }
  }

  @Test(arguments: [
    ("DE", "80331", "80331"), ("DE", "D-80331", "80331"), ("DE", "８０３３１", "80331"), ("DE", "8033", nil),
    ("CH", "ch-8001", "8001"), ("LU", "L-4750", "4750"), ("GB", "ec1y8sy", "EC1Y8SY"), ("GB", "W1", nil),
    ("NL", "1234 ab", "1234 AB"), ("US", "94107-1234", "94107-1234"), ("US", "9410", nil),
    ("PL", "00950", "00-950"), ("PL", "00–950", "00-950"), ("JP", "1500001", "1500001"),
    ("CA", "h3z 2y7", "H3Z 2Y7"),
    ("XK", "10000", "10000"), ("XK", "90000", nil), ("IR", "۱۱۹۳۶۱۲۳۴۵", "1193612345"),
    ("HK", "anything", "anything"),
  ])
  func postalCodes(_ country: String, _ typed: String, _ code: String?) {
    #expect(AddressFormat.of(country).postalCode(typed) == code, "\(country) \(typed)")
  }

  @Test func labelsFollowTheCountry() {
    #expect(label("DE", city: "München", code: "80331") == ["Ada", "1 Row", "80331 München"])
    #expect(label("US", city: "Austin", region: "TX", code: "78701") == ["Ada", "1 Row", "Austin, TX 78701"])
    #expect(label("GB", city: "London", code: "EC1Y 8SY") == ["Ada", "1 Row", "London", "EC1Y 8SY"])
    #expect(label("CH", city: "Zürich", code: "8001") == ["Ada", "1 Row", "CH-8001 Zürich"])
    #expect(label("CH", city: "Zürich") == ["Ada", "1 Row", "Zürich"])
    #expect(
      label("HK", city: "Central", region: "Hong Kong Island") == [
        "Ada", "1 Row", "Central", "Hong Kong Island",
      ])
    #expect(
      label("HK", name: "陳大文", street: ["皇后大道中1號"], city: "中環", region: "香港島")
        == ["香港島", "中環", "皇后大道中1號", "陳大文"])
    #expect(
      label("JP", name: "山田", street: ["1-1"], city: "渋谷区", region: "東京都", code: "150-0001")
        == ["〒150-0001", "東京都渋谷区", "1-1", "山田"])
    #expect(label("US", city: "Austin", region: "TX") == ["Ada", "1 Row", "Austin, TX"])
    #expect(label("BR", city: "Rio", region: "", code: "20000-000") == ["Ada", "1 Row", "Rio", "20000-000"])
    #expect(label("SG", city: "Singapore", code: "238801") == ["Ada", "1 Row", "SINGAPORE 238801"])
    #expect(label("AE", city: "Marina", region: "Dubai") == ["Ada", "1 Row", "Marina", "Dubai"])
    #expect(label("CI", city: "Abidjan", code: "01 BP 1") == ["Ada", "1 Row Abidjan", "01 BP 1"])
    // What was typed where the country has no place for it is not lost.
    #expect(label("DE", city: "Berlin", region: "Brandenburg", code: "10115").contains("Brandenburg"))
    #expect(label("HK", region: "Kowloon", code: "999077").contains("999077"))
  }

  @Test func formsAskInTheOrderOfTheCountry() {
    #expect(AddressFormat.of("US").parts == [.street, .city, .region, .postalCode])
    #expect(AddressFormat.of("DE").parts == [.street, .postalCode, .city])
    #expect(AddressFormat.of("HK").parts == [.street, .city, .region])
    #expect(AddressFormat.of("SG").parts == [.street, .postalCode])
    #expect(AddressFormat.of("HU").parts == [.city, .street, .postalCode])
    #expect(AddressFormat.of("JP").parts.contains(.city))
  }
}
