import Areas
import Foundation
import Kernel
import Testing

@testable import Engagement

struct MailTemplateTests {
  private let ada = Letter.Reader(email: "a@b.de", name: "Ada")

  @Test func theCodeStandsOnALineOfItsOwn() {
    let letter = Letter(
      to: ada, title: "Hello", paragraphs: ["One.", "Two."], code: "012345",
      action: .init("Go", "http://x.test/a?b=c&d=e"))
    let mail = MailTemplate.render(letter, siteName: "Souk", in: .english)
    #expect(mail.text.split(separator: "\n").contains("012345"))
    #expect(mail.text.contains("Go:\nhttp://x.test/a?b=c&d=e"))
    let html = mail.html ?? ""
    #expect(html.contains("href=\"http://x.test/a?b=c&amp;d=e\""))
    #expect(html.contains(">012345<"))
    #expect(html.contains("<html lang=\"en\" dir=\"ltr\">"))
  }

  /// Its first letters are a name's, which say nothing about the direction of the sentence.
  @Test func aTitleThatBeginsWithANameRunsAsItsMailDoes() throws {
    let letter = Letter(
      to: ada, title: "\("ورشة الفخار") has a new order", paragraphs: [],
      parts: [Letter.Part("\("ورشة الفخار") sends it", [Letter.Line("Lamp")])])
    let html = try #require(MailTemplate.render(letter, siteName: "Souk", in: .english).html)
    #expect(html.contains("<h1>\u{2068}ورشة الفخار\u{2069} has a new order</h1>"))
    #expect(html.contains("<h2>\u{2068}ورشة الفخار\u{2069} sends it</h2>"))
  }

  @Test func whatWasBoughtIsSeenWithAButtonForEachPart() {
    let letter = Letter(
      to: ada, title: "Thank you", paragraphs: ["First.", "Last."],
      parts: [
        Letter.Part(
          "Order \("S-1")",
          [
            Letter.Line("\("Bowl <i>")", "\(Money(500, .eur))", picture: "http://x.test/media/a/card.webp"),
            Letter.Line("Total", "\(Money(500, .eur))"),
          ], action: .init("Follow it", "http://x.test/orders/1?key=a&b")),
        Letter.Part("Order \("S-2")", [Letter.Line("Lamp")]),
      ],
      action: .init("See all", "http://x.test/orders"))
    let mail = MailTemplate.render(letter, siteName: "Souk", in: .english)
    #expect(
      mail.text == """
        Thank you

        First.

        Order S-1
        Bowl <i>: €5.00
        Total: €5.00

        Follow it:
        http://x.test/orders/1?key=a&b

        Order S-2
        Lamp

        Last.

        See all:
        http://x.test/orders

        --\u{20}
        Souk

        """)
    let html = mail.html ?? ""
    #expect(
      html.contains("<img src=\"http://x.test/media/a/card.webp\" width=\"56\" height=\"70\" alt=\"\">"))
    #expect(html.contains("Bowl &lt;i&gt;") && html.contains(">€5.00</td>"))
    for address in ["http://x.test/orders/1?key=a&amp;b", "http://x.test/orders"] {
      #expect(html.contains("<a href=\"\(address)\">"))
    }
    #expect(html.contains("prefers-color-scheme: dark") && html.contains("overflow-wrap: anywhere"))
  }

  @Test func aLetterOfAnEarlierVersionIsStillRead() throws {
    let letter = Letter(to: ada, title: "Paid", paragraphs: ["You paid."])
    var stored = try #require(
      try JSONSerialization.jsonObject(with: JSONEncoder().encode(letter)) as? [String: Any])
    #expect(stored.removeValue(forKey: "parts") != nil)
    let read = try JSONDecoder().decode(Letter.self, from: JSONSerialization.data(withJSONObject: stored))
    #expect(MailTemplate.render(read, siteName: "Souk", in: .english).text.contains("You paid."))
  }

  @Test func textIsEscapedInHTML() {
    let title: Words = "\("<script>")"
    let letter = Letter(
      to: .init(email: "a@b.de", name: "<b>"), title: title, paragraphs: ["Look: \("<img src=x>")"])
    let mail = MailTemplate.render(letter, siteName: "A & B", in: .english)
    let html = mail.html ?? ""
    #expect(!html.contains("<script>") && !html.contains("<img") && html.contains("A &amp; B"))
    #expect(mail.text.contains("Look: <img src=x>"))
    #expect(mail.subject == "<script>")
    #expect(mail.to == "a@b.de" && mail.toName == "<b>")
  }

  @Test func aLetterIsWrittenInTheLanguageOfItsReader() {
    let letter = Letter(
      to: ada, subject: "Order \("S-1")", title: "Paid",
      paragraphs: ["You paid \(Money(500, .eur))."], code: "012345", action: .init("See it", "http://x.test/")
    )
    let mail = MailTemplate.render(letter, siteName: "Souk", in: PseudoLanguage.language)
    #expect(mail.subject == "⟦Ôřdéř S-1⟧")
    #expect(
      mail.text == "⟦Páíd⟧\n\n⟦Ýôú páíd 5,00\u{A0}€.⟧\n\n012345\n\n⟦Šéé ít⟧:\nhttp://x.test/\n\n-- \nSouk\n")
    let html = mail.html ?? ""
    #expect(html.contains("<html lang=\"en-XA\" dir=\"ltr\">"))
    #expect(html.contains("<h1>⟦Páíd⟧</h1>") && html.contains(">⟦Šéé ít⟧</a>"))
  }

  @Test func aLetterWaitsAsWordsInItsJob() throws {
    let letter = Letter(
      to: .init(email: "a@b.de", name: "Ada", language: "de"), title: "Paid",
      paragraphs: ["You paid \(Money(500, .eur))."], action: .init("See it", "http://x.test/"))
    let read = try JSONDecoder().decode(Letter.self, from: JSONEncoder().encode(letter))
    #expect(read == letter && read.language == "de")
  }
}
