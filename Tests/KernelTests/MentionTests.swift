import Kernel
import Testing

struct MentionTests {
  @Test(arguments: [
    "ann@example.org", "to Ann@Example.org.", "<ann@example.org>", #"{"to":"ann@example.org"}"#,
    #"{"text":"Hello,\nann@example.org"}"#, "joann@example.org, ann@example.org", "mailto:ann@example.org?x",
    "ann@example.org-", "(ann@example.org)", "ann@example.org. Bye",
  ]) func aWholeAddressIsMentioned(_ text: String) {
    #expect(Mention.of("ann@example.org", in: text))
  }

  @Test(arguments: [
    "", "ann@example.or", "joann@example.org", "jo.ann@example.org", "jo+ann@example.org",
    "ann@example.org.uk",
    "ann@example.organic", "ann@example.org-uk.net", "jo_ann@example.org", "änn@example.org",
    "éann@example.org",
  ]) func aPartOfAnotherIsNot(_ text: String) {
    #expect(!Mention.of("ann@example.org", in: text))
  }

  @Test func identifiersAreFoundInLinks() {
    #expect(Mention.of("shop_01ab", in: "http://souk.test/sell/shop_01ab/staff"))
    #expect(!Mention.of("shop_01ab", in: "http://souk.test/sell/shop_01abc"))
    #expect(!Mention.of("", in: "anything"))
  }
}
