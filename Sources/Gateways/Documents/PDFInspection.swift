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
  /// Content of a stream that lies elsewhere.
  private static let elsewhere: Set<String> = ["/F", "/FFilter", "/FDecodeParms", "/Ref"]
  private static let headBytes = 4096

  private(set) var isActive = false
  private(set) var isEncrypted = false
  private(set) var hasPage = false
  /// What was said first: a complaint, when there is no JSON.
  private(set) var head: [UInt8] = []
  private var tokens = JSONTokens()
  private var opened: Set<String> = []
  private var leadingOut: Set<String> = []

  /// Whether something is done as soon as it is opened that leads out of it.
  var leadsOut: Bool { !opened.isDisjoint(with: leadingOut) }

  mutating func read(_ bytes: UnsafeRawBufferPointer) {
    if head.count < PDFInspection.headBytes { head += bytes.prefix(PDFInspection.headBytes - head.count) }
    var found: [(key: String, value: JSONTokens.Value?, path: [String])] = []
    tokens.read(bytes) { key, path in
      if key.hasPrefix("/") { found.append((key, nil, path)) }
    } foundValue: { value, key, path in
      if value.text.hasPrefix("/") || key == "encrypted" || key == "/OpenAction" {
        found.append((key, value, path))
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
    switch key {
    case "encrypted": if value.isWord && name == "true" { isEncrypted = true }
    case "/OpenAction": opened.insert("obj:\(name)")
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
    if path.contains("/OpenAction") { isActive = true }
    if let object = path.first(where: { $0.hasPrefix("obj:") }) { leadingOut.insert(object) }
  }
}
