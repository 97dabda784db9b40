/// Which elements stay, what they become, and where they may stand.
enum HTMLRules {
  /// How an element takes part in the flow of the text.
  enum Role {
    /// Emphasis, links: part of a line.
    case inline
    /// Holds one run of text: paragraphs, headings.
    case phrasing
    /// Holds text or blocks: list items, cells, quotes.
    case flow
    /// Holds certain children only: lists, tables, rows.
    case structure
  }

  struct Rule {
    let tag: String
    let role: Role
    /// The tags that it has to stand in; empty for anywhere that takes a block or a line.
    var parents: [String] = []
  }

  /// Gone with everything in them.
  static let dropped: Set<String> = [
    "script", "style", "iframe", "frame", "frameset", "noframes", "object", "embed", "applet", "noscript",
    "template",
    "svg", "math", "head", "title", "meta", "link", "base", "textarea", "select", "option", "input", "button",
    "img",
    "picture", "video", "audio", "source", "track", "canvas", "map", "area", "xmp", "plaintext", "listing",
    "dialog",
    "slot", "portal", "param",
  ]

  /// Elements that stay, by the name they come with.
  static let kept: [String: Rule] = {
    var rules: [String: Rule] = [:]
    for tag in ["strong", "b", "em", "i", "u", "s", "sub", "sup", "small", "code", "a"] {
      rules[tag] = Rule(tag: tag, role: .inline)
    }
    rules["del"] = Rule(tag: "s", role: .inline)
    rules["strike"] = Rule(tag: "s", role: .inline)
    for tag in ["p", "pre"] { rules[tag] = Rule(tag: tag, role: .phrasing) }
    // The page has its own h1 and h2, so a text starts at h3.
    for (from, to) in [("h1", "h3"), ("h2", "h3"), ("h3", "h3"), ("h4", "h4"), ("h5", "h5"), ("h6", "h6")] {
      rules[from] = Rule(tag: to, role: .phrasing)
    }
    rules["blockquote"] = Rule(tag: "blockquote", role: .flow)
    for tag in ["ul", "ol", "dl", "table"] { rules[tag] = Rule(tag: tag, role: .structure) }
    for tag in ["thead", "tbody", "tfoot"] {
      rules[tag] = Rule(tag: tag, role: .structure, parents: ["table"])
    }
    rules["caption"] = Rule(tag: "caption", role: .phrasing, parents: ["table"])
    rules["tr"] = Rule(tag: "tr", role: .structure, parents: ["table", "thead", "tbody", "tfoot"])
    for tag in ["td", "th"] { rules[tag] = Rule(tag: tag, role: .flow, parents: ["tr"]) }
    rules["li"] = Rule(tag: "li", role: .flow, parents: ["ul", "ol"])
    rules["dt"] = Rule(tag: "dt", role: .phrasing, parents: ["dl"])
    rules["dd"] = Rule(tag: "dd", role: .flow, parents: ["dl"])
    return rules
  }()

  /// Elements that are unwrapped without breaking the line; all other unknown ones break it.
  static let transparent: Set<String> = [
    "span", "font", "abbr", "cite", "q", "label", "mark", "time", "var", "samp", "kbd", "tt", "big", "ins",
    "bdi",
    "bdo", "dfn", "data", "wbr", "acronym", "nobr", "ruby", "rt", "rp", "html", "body",
  ]

  /// A link's address if it is one that a page may carry: http, https or mailto, at most 2,048 bytes.
  static func safeAddress(_ raw: String?) -> String? {
    guard let raw else { return nil }
    // Browsers drop these characters before they read the scheme, so they must not hide one.
    let address = raw.unicodeScalars.filter { $0.value > 32 && $0.value != 127 }
    let text = String(String.UnicodeScalarView(address))
    guard text.utf8.count <= 2048 else { return nil }
    let start = text.prefix(8).lowercased()
    guard start.hasPrefix("https://") || start.hasPrefix("http://") || start.hasPrefix("mailto:") else {
      return nil
    }
    return text
  }

  /// A cell's `colspan` or `rowspan`, if it is a sensible one.
  static func safeSpan(_ raw: String?) -> Int? {
    guard let raw, let number = Int(raw), (2...100).contains(number) else { return nil }
    return number
  }
}
