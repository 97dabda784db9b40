import Gateways
import Testing

struct CommonPasswordTests {
  @Test func theListOfThePackageIsThere() throws {
    let list = try #require(
      CommonPasswords(path: CommonPasswords.standardPath), "the package ncrack is missing")
    #expect(list.count > 40_000)
    for word in ["12345678", "password", "PASSWORD1", "Password123!", "iloveyou", "qwertyuiop", "sunshine22"]
    {
      #expect(list.contains(word), "\(word)")
    }
    for phrase in [
      "correct horse battery", "correct horse battery staple", "new-password", "adas-own-password",
    ] {
      #expect(!list.contains(phrase), "\(phrase)")
    }
  }

  @Test func caseAndAFewSignsAroundDoNotHelp() {
    let list = CommonPasswords(words: ["dragon"])
    for word in ["dragon", "Dragon", "dragon12", "!Dragon!!", "1dragon11"] { #expect(list.contains(word)) }
    for word in ["dragon12345", "dragons", "my dragon", "dra-gon"] { #expect(!list.contains(word)) }
    #expect(CommonPasswords.isAny("ADA.Lovelace1", of: ["ada.lovelace", ""]))
    #expect(!CommonPasswords.isAny("12345678", of: [""]))
  }

  @Test func withoutAFileThereIsNoList() {
    #expect(CommonPasswords(path: "/nowhere") == nil)
    #expect(!CommonPasswords.none.contains("password"))
  }
}
