import Foundation
import Kernel
import Testing

@testable import Identity

struct MailTemplateTests {
  @Test func theCodeStandsOnALineOfItsOwn() {
    let letter = MailTemplate.message(
      to: "a@b.de", name: "Ada", title: "Hello", paragraphs: ["One.", "Two."], code: "012345",
      action: ("Go", "http://x.test/a?b=c&d=e"))
    let mail = MailTemplate.render(letter, in: .english)
    #expect(mail.text.split(separator: "\n").contains("012345"))
    #expect(mail.text.contains("Go:\nhttp://x.test/a?b=c&d=e"))
    let html = mail.html ?? ""
    #expect(html.contains("href=\"http://x.test/a?b=c&amp;d=e\""))
    #expect(html.contains(">012345<"))
    #expect(html.contains("<html lang=\"en\" dir=\"ltr\">"))
  }

  @Test func textIsEscapedInHTML() {
    let title: Words = "\("<script>")"
    let letter = MailTemplate.message(
      to: "a@b.de", name: "<b>", title: title, paragraphs: ["Look: \("<img src=x>")"], siteName: "A & B")
    let mail = MailTemplate.render(letter, in: .english)
    let html = mail.html ?? ""
    #expect(!html.contains("<script>") && !html.contains("<img") && html.contains("A &amp; B"))
    #expect(mail.text.contains("Look: <img src=x>"))
    #expect(mail.subject == "<script>")
    #expect(mail.to == "a@b.de" && mail.toName == "<b>")
  }

  @Test func aLetterIsWrittenInTheLanguageOfItsReader() {
    let letter = MailTemplate.message(
      to: "a@b.de", name: "Ada", subject: "Order \("S-1")", title: "Paid",
      paragraphs: ["You paid \(Money(500, .eur))."], code: "012345", action: ("See it", "http://x.test/"))
    let mail = MailTemplate.render(letter, in: PseudoLanguage.language)
    #expect(mail.subject == "⟦Ôřdéř S-1⟧")
    #expect(
      mail.text == "⟦Páíd⟧\n\n⟦Ýôú páíd 5,00\u{A0}€.⟧\n\n012345\n\n⟦Šéé ít⟧:\nhttp://x.test/\n\n-- \nSouk\n")
    let html = mail.html ?? ""
    #expect(html.contains("<html lang=\"en-XA\" dir=\"ltr\">"))
    #expect(html.contains("<h1>⟦Páíd⟧</h1>") && html.contains(">⟦Šéé ít⟧</a>"))
  }

  @Test func aLetterWaitsAsWordsInItsJob() throws {
    let letter = MailTemplate.message(
      to: "a@b.de", name: "Ada", title: "Paid", paragraphs: ["You paid \(Money(500, .eur))."],
      action: ("See it", "http://x.test/"), language: "de")
    let read = try JSONDecoder().decode(Letter.self, from: JSONEncoder().encode(letter))
    #expect(read == letter && read.language == "de")
  }
}
