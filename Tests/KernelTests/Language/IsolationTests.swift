import Testing

@testable import Kernel

/// Names in the other direction don't disturb the order of a sentence (Unicode Standard Annex 9).
struct IsolationTests {
  private static let first = "\u{2068}"
  private static let pop = "\u{2069}"

  @Test(arguments: ["متجر", "שלום", "Kiln (فرن)", "\u{10800}"])
  func rightToLeftNamesInEnglish(_ name: String) {
    #expect(("Sold by \(name)." as Words).description == "Sold by \(Self.first)\(name)\(Self.pop).")
  }

  @Test(arguments: ["Kiln", "Löwe", "窯", "№ 7", "", "S-1001", "Кузня"])
  func otherNamesInEnglish(_ name: String) {
    #expect(("Sold by \(name)." as Words).description == "Sold by \(name).")
  }

  @Test func latinNamesInArabic() throws {
    let arabic = try Samples.arabic("msgid \"Sold by {1}.\"\nmsgstr \"يباع من {1}.\"\n")
    for name in ["Kiln", "Löwe", "متجر Kiln", "S-1001", "窯"] {
      #expect(
        ("Sold by \(name)." as Words).text(in: arabic) == "يباع من \(Self.first)\(name)\(Self.pop).",
        "\(name)")
    }
    for name in ["متجر", "1234", "", "…"] {
      #expect(("Sold by \(name)." as Words).text(in: arabic) == "يباع من \(name).", "\(name)")
    }
  }

  @Test func whatStandsAloneNeedsNone() throws {
    let arabic = try Samples.arabic("")
    #expect(Words(verbatim: "متجر").description == "متجر")
    #expect(Words(verbatim: "Kiln").text(in: arabic) == "Kiln")
    #expect(
      Words(lines: [Words(verbatim: "Kiln"), Words(verbatim: "متجر")]).text(in: arabic) == "Kiln\nمتجر")
  }

  @Test func namesAmongOthersAreIsolatedToo() {
    let name = "متجر"
    let isolated = "\(Self.first)\(name)\(Self.pop)"
    #expect(("Sold by \(Words(verbatim: name))." as Words).description == "Sold by \(isolated).")
    #expect(("Sold by \(list: ["Kiln", name])." as Words).description == "Sold by Kiln and \(isolated).")
  }
}
