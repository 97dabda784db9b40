import Identity
import Testing

struct MailTemplateTests {
  @Test func theCodeStandsOnALineOfItsOwn() {
    let body = MailTemplate.render(
      title: "Hello", paragraphs: ["One.", "Two."], code: "012345", action: ("Go", "http://x.test/a?b=c&d=e"))
    #expect(body.text.split(separator: "\n").contains("012345"))
    #expect(body.text.contains("Go:\nhttp://x.test/a?b=c&d=e"))
    #expect(body.html.contains("href=\"http://x.test/a?b=c&amp;d=e\""))
    #expect(body.html.contains(">012345<"))
  }

  @Test func textIsEscapedInHTML() {
    let message = MailTemplate.message(
      to: "a@b.de", name: "<b>", title: "<script>", paragraphs: ["<img src=x>"], siteName: "A & B")
    let html = message.html ?? ""
    #expect(!html.contains("<script>") && !html.contains("<img") && html.contains("A &amp; B"))
    #expect(message.text.contains("<img src=x>"))
    #expect(message.subject == "<script>")
  }
}
