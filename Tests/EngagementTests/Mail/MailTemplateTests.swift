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
