import Foundation
import Testing

@testable import Gateways

@Suite struct RichTextTests {
  @Test(
    arguments: [
      ("", ""),
      ("Just words", "<p>Just words</p>"),
      ("One\ntwo\n\nThree & four", "<p>One<br>two</p><p>Three &amp; four</p>"),
      ("5 < 6 and <3", "<p>5 &lt; 6 and &lt;3</p>"),
      ("Tom &amp; Jerry&nbsp;", "<p>Tom &amp; Jerry\u{A0}</p>"),
      ("<p>Hi <b>you</b></p>", "<p>Hi <b>you</b></p>"),
      ("loose <em>text</em><p>then</p>more", "<p>loose <em>text</em></p><p>then</p><p>more</p>"),
      ("<div>One</div><div>Two</div>", "<p>One</p><p>Two</p>"),
      ("<h1>A</h1><h2>B</h2><h3>C</h3><h6>D</h6>", "<h3>A</h3><h3>B</h3><h3>C</h3><h6>D</h6>"),
      ("<ul><li>a<li>b<ul><li>c</ul></ul>", "<ul><li>a</li><li>b<ul><li>c</li></ul></li></ul>"),
      ("<li>stray</li>", "<p>stray</p>"),
      ("<span style='x'>plain</span> <font>words</font>", "<p>plain words</p>"),
      ("<p>&nbsp;</p><p></p><b></b>", ""),
      ("<p>a<br><br>b</p>", "<p>a<br><br>b</p>"),
      ("<b>bold<div>block</div></b>", "<p><b>bold<br>block</b></p>"),
      ("<td>cell</td>", "<p>cell</p>"),
      ("<blockquote>said<p>again</p></blockquote>", "<blockquote>said<p>again</p></blockquote>"),
      ("a <img src=x onerror=alert(1)> b", "<p>a b</p>"),
      ("<p>a&#8238;b&#8237;&#1;c</p>", "<p>abc</p>"), ("<p>wait&#133; a&#150;b</p>", "<p>wait… a–b</p>"),
      ("<p>a&#8232;b&#8233;c</p>", "<p>a b c</p>"), ("<p>&#8238;</p>", ""), ("<p>&#129;</p>", ""),
      (
        "<a href='https://example.org/&#8238;x'>y</a>",
        "<p><a href=\"https://example.org/x\" rel=\"nofollow noopener\">y</a></p>"
      ),
    ])
  func keepsTheShape(html: String, expected: String) {
    #expect(RichText.sanitise(html) == expected)
  }

  @Test func keepsTables() {
    let html = "<table class=x><tr><th colspan=2 onclick=x>Size</th></tr><tr><td></td><td>1</td></tr></table>"
    let expected =
      "<table><tr><th colspan=\"2\">Size</th></tr><tr><td></td><td>1</td></tr></table>"
    #expect(RichText.sanitise(html) == expected)
  }

  @Test(
    arguments: [
      ("https://example.org/?a=1&b=2", "https://example.org/?a=1&amp;b=2"),
      ("HTTP://example.org", "HTTP://example.org"), ("mailto:a@example.org", "mailto:a@example.org"),
    ])
  func keepsSafeLinks(address: String, written: String) {
    let expected = "<p><a href=\"\(written)\" rel=\"nofollow noopener\">x</a></p>"
    #expect(RichText.sanitise("<a href=\"\(address)\" target=_blank onclick=\"y\">x</a>") == expected)
  }

  @Test(
    arguments: [
      "javascript:alert(1)", "JaVaScRiPt:alert(1)", " javascript:alert(1)", "java\tscript:alert(1)",
      "java&#10;script:alert(1)", "&#106;avascript:alert(1)", "data:text/html,x", "vbscript:x",
      "//evil.example",
      "/relative", "", "file:///etc/passwd", "javascript&colon;alert(1)", "\u{1}javascript:alert(1)",
    ])
  func dropsOtherLinks(address: String) {
    #expect(RichText.sanitise("<a href=\"\(address)\">x</a>") == "<p>x</p>")
  }

  @Test(
    arguments: [
      "<script>alert(1)</script>", "<SCRIPT SRC=//x></SCRIPT>", "<scr<script>ipt>alert(1)</script>",
      "<style>*{}</style>", "<iframe src=x></iframe>", "<svg onload=alert(1)>",
      "<svg><script>alert(1)</script></svg>",
      "<math><mtext><table><mglyph><style><img src=x onerror=alert(1)>", "<img src=x onerror=alert(1)>",
      "<b onmouseover=alert(1)>x</b>", "<p style=\"background:url(javascript:x)\">x</p>",
      "<body onload=alert(1)>x",
      "<!--[if IE]><script>x</script><![endif]-->",
      "<form action=//x><input onfocus=alert(1) autofocus></form>",
      "<object data=x></object><embed src=x>", "<meta http-equiv=refresh content=0>", "<base href=//x>",
      "<noscript><p title=\"</noscript><img src=x onerror=alert(1)>\">",
      "<template><img src=x onerror=x></template>",
      "<a href=\"https://x\" onclick=\"alert(1)\">x</a>", "<textarea><script>x</script></textarea>",
      "<title><img src=x onerror=alert(1)></title>", "\"><img src=x onerror=alert(1)>",
      "<x/onclick=alert(1)>y",
      "<a href='https://x\" onclick=\"alert(1)'>x</a>", "<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>",
      "<xmp><script>alert(1)</script></xmp>", "<plaintext><script>x", "<?php echo 1 ?><script>x</script>",
      "<table><td background=javascript:x>y", "<link rel=stylesheet href=//x>",
      "<video onerror=x><source onerror=x>",
    ])
  func letsNoScriptThrough(html: String) { expectSafe(RichText.sanitise(html), html) }

  @Test func survivesGarbage() {
    var generator = SeededGenerator(seed: 42)
    let pieces = [
      "<", ">", "</", "/>", "\"", "'", "=", "&", ";", "&#x", "&lt;", "<!--", "-->", "<![CDATA[", "]]>", "<?",
      "\0",
      "<p>", "</p>", "<b>", "</i>", "<a href=", "javascript:", "<ul>", "<li>", "</ul>", "<table>", "<tr>",
      "<td>",
      "<script>", "</script>", "<style>", "<svg>", "<div>", "</div>", " onload=x ", "<h2>", "<pre>", "\n",
      "\u{FFFE}", "é", "👩‍👩‍👧", "x",
      "<br>", "<select>", "<option>", "<textarea>", "<html>", "<head>", "<body>", "</body>", "<!DOCTYPE x [",
      "<dl><dt>",
    ]
    for _ in 0..<1500 {
      let count = Int.random(in: 1...40, using: &generator)
      let html = (0..<count).map { _ in pieces.randomElement(using: &generator) ?? "" }.joined()
      let safe = RichText.sanitise(html)
      expectSafe(safe, html)
      #expect(RichText.sanitise(safe) == safe, "\(html.debugDescription)")
      _ = RichText.plainText(html, limit: 20)
    }
    for _ in 0..<500 {
      let bytes = (0..<400).map { _ in UInt8.random(in: 0...255, using: &generator) }
      let html = String(decoding: bytes, as: UTF8.self)
      expectSafe(RichText.sanitise(html), html)
    }
  }

  @Test(.timeLimit(.minutes(10))) func endsOnHugeAndDeepInput() {
    _ = RichText.sanitise(String(repeating: "<b>", count: 100_000))
    _ = RichText.sanitise(String(repeating: "<div><ul><li>", count: 20_000) + "x")
    _ = RichText.sanitise(String(repeating: "<p>ä", count: 400_000))
    _ = RichText.sanitise(String(repeating: "&lt;", count: 100_000))
    _ = RichText.sanitise(String(repeating: "<a href=\"", count: 50_000))
  }

  @Test func isTheSameFromManyThreads() async {
    let html =
      "<h1>Bag</h1><p>Made of <b>leather</b>, <a href=https://example.org>see</a></p><script>x</script>"
    let expected = RichText.sanitise(html)
    await withTaskGroup(of: String.self) { group in
      for _ in 0..<200 { group.addTask { RichText.sanitise(html) } }
      for await made in group { #expect(made == expected) }
    }
  }

  @Test func givesTheWords() {
    let html =
      "<h2>Bag</h2><p>Made&nbsp;of <b>lea</b>ther<br>by hand</p><ul><li>red<li>blue</ul><script>x()</script>"
    #expect(RichText.plainText(html) == "Bag Made of leather by hand red blue")
    #expect(RichText.plainText(html, limit: 14) == "Bag Made of…")
    #expect(RichText.plainText("a < b & c") == "a < b & c")
    #expect(RichText.plainText("", limit: 5) == "")
  }

  /// Only allowed tags with allowed attributes come out, and every one is closed.
  private func expectSafe(_ safe: String, _ source: String) {
    let plain =
      "p br ul ol li strong b em i u s sub sup small code pre h3 h4 h5 h6 blockquote table thead tbody tfoot tr td th caption dl dt dd"
    let names = Set(plain.split(separator: " ").map(String.init))
    var open: [String] = []
    // A combining mark after `>` would be one character with it, so the text is cut at scalars.
    for piece in safe.unicodeScalars.split(separator: "<", omittingEmptySubsequences: false).dropFirst() {
      let parts = piece.split(separator: ">", omittingEmptySubsequences: false).map { String($0) }
      #expect(parts.count == 2, "\(source.debugDescription) became \(safe.debugDescription)")
      let tag = parts[0]
      if tag == "br" { continue }
      if tag.hasPrefix("/") {
        #expect(
          open.popLast() == String(tag.dropFirst()),
          "\(source.debugDescription) became \(safe.debugDescription)")
        continue
      }
      let name = String(tag.prefix { $0 != " " })
      open.append(name)
      let isLink =
        tag.wholeMatch(of: #/a href="(?i:https?:\/\/|mailto:)[^"\s]*" rel="nofollow noopener"/#) != nil
      let isCell = tag.wholeMatch(of: #/t[dh]( (colspan|rowspan)="\d+")+/#) != nil
      #expect(
        names.contains(tag) || isLink || isCell, "\(source.debugDescription) became \(safe.debugDescription)")
    }
    #expect(open.isEmpty && (safe.isEmpty || safe.hasPrefix("<")), "\(source.debugDescription)")
  }
}
