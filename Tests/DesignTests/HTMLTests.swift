import Kernel
import Testing
import Web

@Suite("The HTML literal")
struct HTMLTests {
  @Test("Text is escaped in content and in attributes")
  func escapesText() {
    let evil = "<script>alert(\"1\" & '2')</script>"
    let html: HTML = "<p title=\"\(evil)\">\(evil)</p>"
    let safe = "&lt;script&gt;alert(&quot;1&quot; &amp; &#39;2&#39;)&lt;/script&gt;"
    #expect(html.string == "<p title=\"\(safe)\">\(safe)</p>")
  }

  @Test("Text of every alphabet stays as it is")
  func keepsUnicode() {
    for text in ["", "a", "سجادة", "Maß & Größe", "👩‍👩‍👧", "\u{202E}abc"] {
      #expect(HTML(text: text).string == text.replacing("&", with: "&amp;"))
    }
  }

  @Test("Nested markup is not escaped twice; nothing shows as nothing")
  func nests() {
    let inner: HTML = "<b>\("1 < 2")</b>"
    let absent: HTML? = nil
    let html: HTML = "<p>\(inner)\(absent)\([inner, inner])</p>"
    #expect(html.string == "<p><b>1 &lt; 2</b><b>1 &lt; 2</b><b>1 &lt; 2</b></p>")
  }

  @Test("Numbers are decimal digits")
  func writesNumbers() {
    let html: HTML = "\(0) \(-7) \(Int64.min) \(Int64.max) \(true)"
    #expect(html.string == "0 -7 \(Int64.min) \(Int64.max) true")
  }

  @Test("Attributes bring their space, or nothing at all")
  func writesAttributes() {
    let link: String? = "/a?b=1&c=\"2\""
    let none: String? = nil
    let html: HTML = """
      <a\(attribute: "href", link)\(attribute: "title", none)\(attribute: "hidden", if: true)\
      \(attribute: "open", if: false)>
      """
    #expect(html.string == "<a href=\"/a?b=1&amp;c=&quot;2&quot;\" hidden>")
  }

  @Test("Conditional markup is made only when it is shown")
  func choosesLazily() {
    var made = 0
    func part() -> HTML {
      made += 1
      return "x"
    }
    let html: HTML = "\(when: false, part())\(when: true, part())\(when: false, "a", else: "b")"
    #expect(html.string == "xb")
    #expect(made == 1)
  }

  @Test("Parts join with and without a separator")
  func joins() {
    #expect(HTML.joined(["a", "b", "c"], separator: ", ").string == "a, b, c")
    #expect(("a" + ("b" as HTML)).string == "ab")
    #expect(HTML.joined([]).isEmpty)
  }

  @Test("JSON in a page can't end its element")
  func closesNoScript() {
    let html = DataBlock.show(
      .object(["a": .string("</script><!--\u{2028}\"\\"), "b": .array([.integer(1), .null])]))
    #expect(
      html.string == "<script type=\"application/json\">"
        + "{\"a\":\"\\u003c/script\\u003e\\u003c!--\\u2028\\\"\\\\\",\"b\":[1,null]}</script>")
  }
}
