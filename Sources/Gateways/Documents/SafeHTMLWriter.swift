/// Writes what `HTMLRules` let through as well-formed HTML. Every element that it opens it closes, at the
/// right place.
struct SafeHTMLWriter {
  private static let maximumDepth = 48

  private struct Frame {
    let tag: String
    let role: HTMLRules.Role
    /// Where the element starts in the output, to take it back if nothing comes.
    let start: Int
    /// A paragraph of our own around text that stood in none.
    let isImplicit: Bool
    var hasContent = false
  }

  private var out: [UInt8] = []
  private var frames: [Frame] = []
  /// One entry for each element that the walk is in: was it written?
  private var wasWritten: [Bool] = []
  private var needsBreak = false

  /// Takes the next event of a walk; answers whether to go into the element.
  mutating func take(_ event: HTMLEvent) -> Bool {
    switch event {
    case .open(let element): return open(element)
    case .close(let name): close(name)
    case .text(let text): write(text)
    }
    return false
  }

  /// Closes what is open and answers with everything.
  mutating func finish() -> String {
    while !frames.isEmpty { endFrame() }
    return String(decoding: out, as: UTF8.self)
  }

  private mutating func open(_ element: HTMLElement) -> Bool {
    let name = element.name.lowercased()
    if HTMLRules.dropped.contains(name) { return false }
    if name == "br" {
      writeBreak()
      return false
    }
    if name == "hr" {
      endBlock()
      return false
    }
    wasWritten.append(begin(name, element))
    return true
  }

  private mutating func close(_ name: String) {
    if wasWritten.popLast() == true {
      endFrame()
    } else if !HTMLRules.transparent.contains(name.lowercased())
      && HTMLRules.kept[name.lowercased()]?.role != .inline
    {
      endBlock()
    }
  }

  /// Writes the element's start tag if it may stand here.
  private mutating func begin(_ name: String, _ element: HTMLElement) -> Bool {
    guard let rule = HTMLRules.kept[name], frames.count < Self.maximumDepth else {
      if !HTMLRules.transparent.contains(name) { endBlock() }
      return false
    }
    guard rule.role == .inline else { return beginBlock(rule, element) }
    guard frames.last?.role != .structure else { return false }
    var attributes = ""
    if rule.tag == "a" {
      guard !frames.contains(where: { $0.tag == "a" }),
        let address = HTMLRules.safeAddress(element.attribute("href"))
      else { return false }
      attributes = " href=\"\(Self.escaped(address))\" rel=\"nofollow noopener\""
    }
    beginParagraphIfNeeded()
    push(rule, attributes)
    return true
  }

  private mutating func beginBlock(_ rule: HTMLRules.Rule, _ element: HTMLElement) -> Bool {
    endBlock()
    guard mayStandHere(rule) else { return false }
    needsBreak = false
    var attributes = ""
    if rule.tag == "td" || rule.tag == "th" {
      for name in ["colspan", "rowspan"] {
        if let span = HTMLRules.safeSpan(element.attribute(name)) { attributes += " \(name)=\"\(span)\"" }
      }
    }
    push(rule, attributes)
    // An empty cell keeps its column.
    if !attributes.isEmpty || rule.tag == "td" || rule.tag == "th" {
      frames[frames.count - 1].hasContent = true
    }
    return true
  }

  private func mayStandHere(_ rule: HTMLRules.Rule) -> Bool {
    guard rule.parents.isEmpty else { return frames.last.map { rule.parents.contains($0.tag) } ?? false }
    guard let parent = frames.last else { return true }
    return parent.role == .flow
  }

  private mutating func push(_ rule: HTMLRules.Rule, _ attributes: String, isImplicit: Bool = false) {
    frames.append(Frame(tag: rule.tag, role: rule.role, start: out.count, isImplicit: isImplicit))
    out += "<\(rule.tag)\(attributes)>".utf8
  }

  /// Text at the top of the document gets a paragraph.
  private mutating func beginParagraphIfNeeded() {
    if frames.isEmpty { push(HTMLRules.Rule(tag: "p", role: .phrasing), "", isImplicit: true) }
  }

  /// A block begins or ends here: our own paragraph ends, and inside anything else the line does.
  private mutating func endBlock() {
    if frames.last?.isImplicit == true {
      endFrame()
    } else if frames.last?.role != .structure {
      needsBreak = true
    }
  }

  private mutating func endFrame() {
    guard let frame = frames.popLast() else { return }
    if frame.role != .inline { needsBreak = false }
    guard frame.hasContent else {
      let hadSpace = frame.role == .inline && out.last == 32
      out.removeSubrange(frame.start...)
      if hadSpace && !endsInSpace && frames.last?.hasContent == true { out.append(32) }
      return
    }
    if frame.role == .phrasing || frame.role == .flow { trimEnd() }
    out += "</\(frame.tag)>".utf8
    if frame.role != .inline, let last = frames.indices.last { frames[last].hasContent = true }
  }

  private mutating func trimEnd() {
    while out.last == 32 { out.removeLast() }
  }

  private mutating func writeBreak() {
    guard let frame = frames.last, frame.role != .structure, frame.hasContent else { return }
    trimEnd()
    out += "<br>".utf8
    needsBreak = false
  }

  private mutating func write(_ source: String) {
    let text = ReadableText.of(source)
    let isPreformatted = frames.contains { $0.tag == "pre" }
    let isBlank = text.unicodeScalars.allSatisfy { Self.isSpace($0) || $0.value == 0xA0 }
    if isBlank {
      // Between words a space counts, at the start or end of a block it does not.
      guard let frame = frames.last, frame.role != .structure, frame.hasContent || frame.role == .inline
      else { return }
      if !endsInSpace && !needsBreak { out.append(32) }
      return
    }
    beginParagraphIfNeeded()
    if needsBreak { writeBreak() }
    needsBreak = false
    append(text, isPreformatted: isPreformatted)
    for index in frames.indices { frames[index].hasContent = true }
  }

  private var endsInSpace: Bool { out.last == 32 || out.suffix(4).elementsEqual("<br>".utf8) }

  private mutating func append(_ text: String, isPreformatted: Bool) {
    var isAfterSpace = endsInSpace || frames.last?.start == startOfEmptyFrame
    for scalar in text.unicodeScalars {
      if !isPreformatted && Self.isSpace(scalar) {
        if !isAfterSpace { out.append(32) }
        isAfterSpace = true
        continue
      }
      isAfterSpace = false
      Self.escape(scalar, into: &out)
    }
  }

  /// The start of the last block if nothing has been written into it, so that its text begins without a
  /// space.
  private var startOfEmptyFrame: Int? {
    guard let frame = frames.last, frame.role != .inline, !frame.hasContent else { return nil }
    return frame.start
  }

  private static func isSpace(_ scalar: Unicode.Scalar) -> Bool {
    scalar == " " || scalar == "\n" || scalar == "\t" || scalar == "\r" || scalar == "\u{C}"
  }

  private static func escape(_ scalar: Unicode.Scalar, into out: inout [UInt8]) {
    switch scalar {
    case "&": out += "&amp;".utf8
    case "<": out += "&lt;".utf8
    case ">": out += "&gt;".utf8
    case "\"": out += "&quot;".utf8
    case "'": out += "&#39;".utf8
    default: out += UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter
    }
  }

  private static func escaped(_ text: String) -> String {
    var out: [UInt8] = []
    for scalar in ReadableText.of(text).unicodeScalars { escape(scalar, into: &out) }
    return String(decoding: out, as: UTF8.self)
  }
}
