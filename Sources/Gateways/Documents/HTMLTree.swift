import CLibXML2

/// What a walk over a document meets, in the order of the text.
enum HTMLEvent {
  case open(HTMLElement)
  case close(String)
  case text(String)
}

/// An element's start. Valid only while the walk's closure runs.
struct HTMLElement {
  let name: String
  fileprivate let node: xmlNodePtr

  /// The attribute's value, or `nil` when it is not there.
  func attribute(_ name: String) -> String? {
    guard let value = xmlGetProp(node, name) else { return nil }
    defer { souk_xml_free(value) }
    return String(cString: value)
  }
}

/// libxml2's forgiving HTML parser. The only code that touches its pointers.
enum HTMLTree {
  /// Starts libxml2 at its first use; Swift runs this once, whoever comes first.
  private static let isStarted: Bool = {
    xmlInitParser()
    return true
  }()

  /// Parses `html` (UTF-8) and tells `visit` of every element and text. What `visit` answers to `.open` says
  /// whether to go into that element; one that is not entered is not closed either. Depth costs no stack.
  static func walk(_ html: [UInt8], _ visit: (HTMLEvent) -> Bool) {
    guard isStarted, let context = htmlNewParserCtxt() else { return }
    defer { htmlFreeParserCtxt(context) }
    let document = html.withUnsafeBytes { bytes in
      htmlCtxtReadMemory(
        context, bytes.bindMemory(to: CChar.self).baseAddress, Int32(bytes.count), nil, "UTF-8",
        souk_html_options())
    }
    guard let document else { return }
    defer { xmlFreeDoc(document) }
    walk(document.pointee.children, visit)
  }

  private static func walk(_ first: xmlNodePtr?, _ visit: (HTMLEvent) -> Bool) {
    var parents: [xmlNodePtr] = []
    var next = first
    while true {
      guard let node = next else {
        guard let parent = parents.popLast() else { return }
        _ = visit(.close(String(cString: parent.pointee.name)))
        next = parent.pointee.next
        continue
      }
      if enters(node, visit) {
        parents.append(node)
        next = node.pointee.children
      } else {
        next = node.pointee.next
      }
    }
  }

  /// Comments, scripts' text, processing instructions and declarations are passed over.
  private static func enters(_ node: xmlNodePtr, _ visit: (HTMLEvent) -> Bool) -> Bool {
    switch node.pointee.type {
    case XML_ELEMENT_NODE:
      return visit(.open(HTMLElement(name: String(cString: node.pointee.name), node: node)))
    case XML_TEXT_NODE:
      if let content = node.pointee.content { _ = visit(.text(String(cString: content))) }
      return false
    default:
      return false
    }
  }
}
