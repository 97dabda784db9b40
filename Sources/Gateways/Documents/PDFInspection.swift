/// What is looked for in a PDF, as qpdf tells of it in JSON (https://qpdf.readthedocs.io/en/11.3/json.html): whole names,
/// however they were spelled and in whatever they were packed.
struct PDFInspection {
  /// Keys of dictionaries that a document of paper never has (ISO 32000-1, 12.6.4 and 7.11.4; 12.7.8 for forms).
  private static let activeKeys: Set<String> = [
    "/JS", "/JavaScript", "/XFA", "/AA", "/EF", "/EmbeddedFiles", "/Collection", "/RichMediaContent",
    "/RichMediaSettings",
  ]
  /// Kinds of actions that do more than to lead to another page of the document.
  private static let actions: Set<String> = [
    "/JavaScript", "/Launch", "/SubmitForm", "/ImportData", "/GoToR", "/GoToE", "/Rendition",
    "/RichMediaExecute",
    "/Movie", "/Sound", "/GoTo3DView",
  ]
  /// Kinds of annotations that play or hold something else.
  private static let annotations: Set<String> = [
    "/RichMedia", "/Movie", "/Sound", "/Screen", "/3D", "/FileAttachment",
  ]
  /// Where links and bookmarks hold what is done when people press them (12.5.6.5 and 12.3.3).
  private static let pressed: Set<String> = ["/A", "/PA"]
  /// Content of a stream that lies elsewhere.
  private static let elsewhere: Set<String> = ["/F", "/FFilter", "/FDecodeParms", "/Ref"]
  private static let headBytes = 4096

  private(set) var isActive = false
  private(set) var isEncrypted = false
  private(set) var hasPage = false
  /// What was said first: a complaint, when there is no JSON.
  private(set) var head: [UInt8] = []
  private var tokens = JSONTokens()
  /// What others than links refer to, and the actions that lead out of the document.
  private var referredTo: Set<String> = []
  private var leadingOut: Set<String> = []

  /// Whether something leads out of it that nobody has pressed: as it is opened, or after something else.
  var leadsOut: Bool { !referredTo.isDisjoint(with: leadingOut) }

  mutating func read(_ bytes: UnsafeRawBufferPointer) {
    if head.count < PDFInspection.headBytes { head += bytes.prefix(PDFInspection.headBytes - head.count) }
    var found: [(key: String, value: JSONTokens.Value?, path: [String])] = []
    tokens.read(bytes) { key, path in
      if key.hasPrefix("/") { found.append((key, nil, path)) }
    } foundValue: { value, key, path in
      if value.text.hasPrefix("/") || key == "encrypted" {
        found.append((key, value, path))
      } else if PDFInspection.isReference(value) {
        // There are many, and it does not matter where.
        found.append((key, value, []))
      }
    }
    for (key, value, path) in found {
      if let value { look(at: value, key, path) } else { look(at: key, path) }
    }
  }

  private mutating func look(at key: String, _ path: [String]) {
    if PDFInspection.activeKeys.contains(key) { isActive = true }
    if key == "/Encrypt" { isEncrypted = true }
    if PDFInspection.elsewhere.contains(key), path.suffix(2) == ["stream", "dict"] { isActive = true }
  }

  private mutating func look(at value: JSONTokens.Value, _ key: String, _ path: [String]) {
    let name = value.text
    if PDFInspection.isReference(value) {
      if !PDFInspection.pressed.contains(key) { referredTo.insert("obj:\(name)") }
      return
    }
    switch key {
    case "encrypted": if value.isWord && name == "true" { isEncrypted = true }
    case "/S":
      if PDFInspection.actions.contains(name) { isActive = true }
      if name == "/URI" { noteLink(path) }
    case "/Subtype": if PDFInspection.annotations.contains(name) { isActive = true }
    case "/Type":
      if name == "/EmbeddedFile" { isActive = true }
      if name == "/Page" { hasPage = true }
    case "value":
      // A name may be an object of its own, which others refer to.
      let isSuspect = PDFInspection.actions.contains(name) || PDFInspection.annotations.contains(name)
      if isSuspect || name == "/EmbeddedFile" { isActive = true }
    default: break
    }
  }

  private mutating func noteLink(_ path: [String]) {
    guard let place = path.last, !PDFInspection.pressed.contains(place) else { return }
    guard place == "value", let object = path.dropLast().last else {
      isActive = true
      return
    }
    leadingOut.insert(object)
  }

  /// As `7 0 R`; texts begin with `u:` or `b:`.
  private static func isReference(_ value: JSONTokens.Value) -> Bool {
    !value.isWord && value.text.hasSuffix(" R")
      && value.text.utf8.first.map { (48...57).contains($0) } ?? false
  }
}
