import Foundation
import Testing

@testable import Kernel

struct IdentifierTests {
  @Test func textReadsBack() throws {
    for _ in 0..<1000 {
      let id = ProductID()
      #expect(ProductID(id.description) == id)
    }
    let edge = ProductID(high: .max, low: .max)
    #expect(ProductID(edge.description) == edge)
  }

  @Test func textsSortAsTimesDo() {
    let early = OrderID(at: Timestamp(milliseconds: 1_700_000_000_000))
    let late = OrderID(at: Timestamp(milliseconds: 1_700_000_000_001))
    #expect(early < late)
    #expect(early.description < late.description)
    #expect(early.madeAt.milliseconds == 1_700_000_000_000)
    #expect(early.high >> 12 & 0xF == 7)
  }

  @Test(arguments: [
    "", "prod_", "shop_00000000000000000000000000", "prod_0000000000000000000000000u",
    "prod_80000000000000000000000000", "prod_000000000000000000000000000", "prod_０0000000000000000000000000",
  ])
  func foreignTextsAreRefused(text: String) {
    #expect(ProductID(text) == nil)
  }

  @Test func cursorsReadBackAndRefuseNoise() throws {
    let cursor = Cursor(["1999", "prod_x", "ä/\u{1F600}", ""])
    #expect(Cursor(cursor.description) == cursor)
    #expect(Cursor("%%%") == nil)
    #expect(Cursor("") == nil)
    #expect(Cursor("_____w") == nil)
  }

  @Test func pagesKnowWhetherThereIsMore() {
    let more = Page(fetched: [1, 2, 3], limit: 2) { Cursor([String($0)]) }
    #expect(more.items == [1, 2])
    #expect(more.nextCursor == Cursor(["2"]))
    #expect(Page(fetched: [1, 2], limit: 2) { Cursor([String($0)]) }.nextCursor == nil)
  }
}

struct TextTests {
  @Test(arguments: ["a@b.co", "First.Last+tag@sub.example.org", "x_y@1.de"])
  func addressesAreAccepted(text: String) { #expect(EmailAddress(text)?.text == text.lowercased()) }

  @Test(arguments: [
    "", "a", "a@b", "@b.co", "a@@b.co", "a b@c.de", "a@b..de", "a@-b.de", "a@b.de\r\nBcc: x@y.z",
  ])
  func malformedAddressesAreRefused(text: String) { #expect(EmailAddress(text) == nil) }

  @Test(arguments: [
    ("Über Größe & Maß", "uber-grosse-mass"), ("  --  ", "x"), ("Crème brûlée!", "creme-brulee"),
    ("日本", "ri-ben"),
    ("Women's Tee", "womens-tee"), ("😀!", "x"), ("متجر الكتب", "mtjr-alktb"), ("Книги и чай", "knigi-i-chay"),
    ("Магазин Щука", "magazin-shchuka"), ("Ελληνικό Μαγαζί", "elliniko-magazi"), ("한국 서점", "hangug-seojeom"),
    ("Đồ gốm", "do-gom"), ("ショップ", "shoppu"), ("हिन्दी", "hindi"), ("ﷺ", "sly-allh-lyh-wslm"),
  ])
  func slugsAreMadeFromTitles(title: String, slug: String) {
    #expect(Slug(title: title, fallback: "x").text == slug)
    #expect(Slug(slug) != nil)
  }

  @Test func namesWhoseReadingIsNotKnownMakeNoSlug() {
    #expect(Slug(name: "書店") == nil && Slug(name: "😀") == nil && Slug(name: "") == nil)
    #expect(Slug(name: "書店 Kobo")?.text == "kobo")
  }

  /// One of each script, and what happens where little would be left of a name.
  @Test(arguments: [
    ("북촌 서점", "bugchon-seojeom"), ("ร้านหนังสือ", "ran-hnangsux"), ("חנות ספרים", "hnwt-sprym"),
    ("Βιβλίο", "vivlio"), ("Книжная лавка", "knizhnaya-lavka"), ("متجر", "mtjr"), ("さくら書店", "sakura"),
    ("ショップ", "shoppu"), ("7-11 店", "7-11"), ("北京茶叶", nil), ("桜の店", nil), ("日本の本屋", nil),
    ("ខ្មែរ X", nil), ("ຮ້ານ", nil),
  ])
  func aNameIsReadOrAskedFor(name: String, slug: String?) { #expect(Slug(name: name)?.text == slug) }

  /// A title is not asked for: it has something that stays the same instead of the few letters that could be read.
  @Test func titlesThatCanNotBeReadGetLettersOfTheirOwn() {
    #expect(Slug(title: "北京茶叶", fallback: "x").text == "bei-jing-cha-ye")
    #expect(Slug(title: "さくらの器", fallback: "x").text == "sakurano")
    for title in ["桜の器", "日本の本屋", "ខ្មែរ X", "ຮ້ານ"] {
      let slug = Slug(title: title, fallback: "product").text
      #expect(slug.hasPrefix("product-") && slug.count == 14 && Slug(slug) != nil, "\(title): \(slug)")
      #expect(slug == Slug(title: title, fallback: "product").text)
    }
    #expect(Slug(title: "桜の器", fallback: "product").text == "product-3stmca")
  }

  @Test func slugsOfLongTitlesAreCutAtALetter() {
    for length in 60...80 {
      let slug = Slug(
        title: String(repeating: "ж", count: length) + " " + String(repeating: "b", count: 400), fallback: "x"
      )
      #expect(Slug(slug.text) == slug && slug.text.utf8.count <= 70)
    }
  }

  @Test(arguments: ["", "-a", "a-", "a--b", "A", "ä", "a b"])
  func malformedSlugsAreRefused(text: String) { #expect(Slug(text) == nil) }

  @Test func timesAreWrittenAndReadInUTC() {
    #expect(Timestamp(milliseconds: 0).rfc3339 == "1970-01-01T00:00:00.000Z")
    #expect(Timestamp(milliseconds: 951_782_400_123).rfc3339 == "2000-02-29T00:00:00.123Z")
    #expect(Timestamp(milliseconds: -1).rfc3339 == "1969-12-31T23:59:59.999Z")
    #expect(Timestamp(rfc3339: "2000-02-29T01:00:00+01:00")?.milliseconds == 951_782_400_000)
    #expect(Timestamp(rfc3339: "2000-02-29T00:00:00.123Z")?.milliseconds == 951_782_400_123)
    #expect(Timestamp(rfc3339: "yesterday") == nil)
  }

  @Test func everyProblemHasAStatusAndATitle() {
    for kind in ProblemKind.allCases {
      #expect((400...599).contains(kind.status))
      #expect(kind.title.description.hasSuffix("."))
    }
  }
}
