import Kernel

/// What search engines, link previews and browsers learn about a page.
package struct DocumentHead: Sendable {
  /// Shown in tabs and results; the site's name is added by the frame.
  package var title: Words
  /// One or two sentences for results and previews.
  package var description: Words?
  /// The one address of this content, absolute.
  package var canonical: String?
  /// A picture for previews, absolute.
  package var image: String?
  /// Open Graph type: `website`, `product`, `profile`, `article`.
  package var kind: String
  /// The site's name.
  package var siteName: String
  /// schema.org data, written as JSON-LD.
  package var structuredData: [JSONValue]
  /// False for everything private, for searches and filtered lists.
  package var isIndexable: Bool
  /// Path of the previous page of a list.
  package var previous: String?
  /// Path of the next page of a list.
  package var next: String?

  /// Metadata of a page; public pages give description and canonical, private ones `isIndexable: false`.
  package init(
    title: Words, siteName: String = "Souk", description: Words? = nil, canonical: String? = nil,
    image: String? = nil, kind: String = "website", structuredData: [JSONValue] = [],
    isIndexable: Bool = true,
    previous: String? = nil, next: String? = nil
  ) {
    self.title = title
    self.siteName = siteName
    self.description = description
    self.canonical = canonical
    self.image = image
    self.kind = kind
    self.structuredData = structuredData
    self.isIndexable = isIndexable
    self.previous = previous
    self.next = next
  }
}

/// The HTML document around every page.
package enum Document {
  /// The whole document; `body` holds the landmarks, with the main content at `id="main"`. One that `isShownWhole` is
  /// not painted before all of it has come: tables and lines of tools, whose places depend on what follows, don't move
  /// while they are read.
  package static func render(
    head: DocumentHead, body: HTML, bodyClass: String = "", isShownWhole: Bool = false
  ) -> HTML {
    let language = Language.current
    let title = head.title.text
    return """
      <!doctype html>
      <html lang="\(language.tag)" dir="\(language.direction.rawValue)">
      <head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
      <title>\(title == head.siteName ? title : "\(title) · \(head.siteName)")</title>
      <link rel="stylesheet" href="\(Assets.path("app.css"))">
      <script type="module" src="\(Assets.path("app.js"))"></script>\(when: isShownWhole, waitsForEnd)
      <link rel="icon" href="\(Assets.path("favicon.svg"))" type="image/svg+xml">
      <meta name="color-scheme" content="light dark">
      <meta name="theme-color" media="(prefers-color-scheme: light)" content="#FFFDF8">
      <meta name="theme-color" media="(prefers-color-scheme: dark)" content="#171511">
      \(metadata(head))</head>
      <body\(attribute: "class", bodyClass.isEmpty ? nil : bodyClass)>
      <a class="skip-link" href="#main">\(say: "Skip to content")</a>
      \(body)
      \(ScriptWords.block)\(ScriptWords.dates)
      <div class="toasts" id="toasts" role="status" aria-live="polite" data-toasts></div>
      </body>
      </html>

      """
  }

  /// The toasts are what a page ends with.
  private static let waitsForEnd: HTML = "\n<link rel=\"expect\" href=\"#toasts\" blocking=\"render\">"

  private static func metadata(_ head: DocumentHead) -> HTML {
    """
    \(head.description.map { "<meta name=\"description\" content=\"\($0)\">\n" } as HTML?)\
    \(when: !head.isIndexable, "<meta name=\"robots\" content=\"noindex\">\n")\
    \(head.canonical.map(LanguageLinks.show))\
    \(head.previous.map { "<link rel=\"prev\" href=\"\($0)\">\n" } as HTML?)\
    \(head.next.map { "<link rel=\"next\" href=\"\($0)\">\n" } as HTML?)\
    \(when: head.isIndexable, preview(head))\(head.structuredData.map(structured))
    """
  }

  private static func preview(_ head: DocumentHead) -> HTML {
    """
    <meta property="og:title" content="\(head.title)">
    <meta property="og:type" content="\(head.kind)">
    <meta property="og:site_name" content="\(head.siteName)">
    \(head.description.map { "<meta property=\"og:description\" content=\"\($0)\">\n" } as HTML?)\
    \(ownAddress(head).map { "<meta property=\"og:url\" content=\"\($0)\">\n" } as HTML?)\
    \(head.image.map { "<meta property=\"og:image\" content=\"\($0)\">\n" } as HTML?)\
    <meta name="twitter:card" content="\(head.image == nil ? "summary" : "summary_large_image")">

    """
  }

  /// The address in the language that is read, so that a preview is in it, too.
  private static func ownAddress(_ head: DocumentHead) -> String? {
    head.canonical.map { LanguageLinks.address($0, .current) }
  }

  private static func structured(_ value: JSONValue) -> HTML {
    "<script type=\"application/ld+json\">\(DataBlock.json(value))</script>\n"
  }
}

/// JSON inside a page, for script and search engines. It never runs, so the content policy allows it.
package enum DataBlock {
  /// A data block that script finds by `data-<name>`-like selectors inside its element.
  package static func show(_ value: JSONValue) -> HTML {
    "<script type=\"application/json\">\(json(value))</script>"
  }

  /// JSON in which nothing can end the `<script>` element.
  static func json(_ value: JSONValue) -> HTML {
    var text = ""
    write(value, to: &text)
    return HTML(trustedMarkup: text)
  }

  private static func write(_ value: JSONValue, to text: inout String) {
    switch value {
    case .null: text += "null"
    case .boolean(let flag): text += flag ? "true" : "false"
    case .integer(let number): text += String(number)
    case .number(let number): text += number.isFinite ? String(number) : "null"
    case .string(let string): write(string, to: &text)
    case .array(let values):
      text += "["
      for (index, element) in values.enumerated() {
        if index > 0 { text += "," }
        write(element, to: &text)
      }
      text += "]"
    case .object(let members):
      text += "{"
      for (index, member) in members.sorted(by: { $0.key < $1.key }).enumerated() {
        if index > 0 { text += "," }
        write(member.key, to: &text)
        text += ":"
        write(member.value, to: &text)
      }
      text += "}"
    }
  }

  private static func write(_ string: String, to text: inout String) {
    text += "\""
    for scalar in string.unicodeScalars {
      switch scalar {
      case "\"": text += "\\\""
      case "\\": text += "\\\\"
      case "<", ">", "&", "\u{2028}", "\u{2029}": text += escaped(scalar)
      case _ where scalar.value < 0x20: text += escaped(scalar)
      default: text.unicodeScalars.append(scalar)
      }
    }
    text += "\""
  }

  private static func escaped(_ scalar: Unicode.Scalar) -> String {
    let hex = String(scalar.value, radix: 16)
    return "\\u" + String(repeating: "0", count: 4 - hex.count) + hex
  }
}
