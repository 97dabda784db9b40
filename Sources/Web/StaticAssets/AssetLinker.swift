/// Rewrites what files say of each other (`import "./dialog.js"`, `url("icons.svg")`) to hashed names. A
/// file's hash is taken after its own links were rewritten, so a change deep down changes every address above
/// it.
struct AssetLinker {
  struct Linked {
    let bytes: [UInt8]
    /// The name with its hash, as `app.0a1b2c3d4e5f6071.css`.
    let hashedName: String
  }

  private let files: [String: [UInt8]]
  private var done: [String: Linked] = [:]
  /// Files whose links are being rewritten; a link back to one of them closes a ring.
  private var open: Set<String> = []

  init(files: [String: [UInt8]]) { self.files = files }

  mutating func link(_ name: String) -> Linked {
    if let linked = done[name] { return linked }
    let original = files[name] ?? []
    open.insert(name)
    let bytes = hasLinks(name) ? rewritten(name, original) : original
    open.remove(name)
    let linked = Linked(bytes: bytes, hashedName: AssetLinker.hashedName(name, bytes))
    done[name] = linked
    return linked
  }

  static func hashedName(_ name: String, _ bytes: [UInt8]) -> String {
    let hash = BodyHash.text(bytes)
    guard let dot = name.lastIndex(of: "."), dot > (name.lastIndex(of: "/") ?? name.startIndex) else {
      return "\(name).\(hash)"
    }
    return "\(name[..<dot]).\(hash)\(name[dot...])"
  }

  private func hasLinks(_ name: String) -> Bool {
    name.hasSuffix(".js") || name.hasSuffix(".mjs") || name.hasSuffix(".css")
  }

  private mutating func rewritten(_ name: String, _ bytes: [UInt8]) -> [UInt8] {
    let text = String(decoding: bytes, as: UTF8.self)
    let isStyle = name.hasSuffix(".css")
    let script = /(?<before>(?:\bfrom|\bimport)\s*\(?\s*["'])(?<link>\.{1,2}\/[^"']+)(?<after>["'])/
    let style = /(?<before>(?:url\(\s*["']?|@import\s+["']))(?<link>[^"')#:]+)(?<after>)/
    var out = ""
    var position = text.startIndex
    for match in text.matches(of: isStyle ? style : script) {
      let link = String(match.output.link)
      guard let target = target(link, from: name) else { continue }
      out += text[position..<match.output.link.startIndex]
      out += target
      position = match.output.link.endIndex
    }
    out += text[position...]
    return Array(out.utf8)
  }

  /// The hashed address of a link, or `nil` when it leads to no file here. Inside a ring the plain name must
  /// do.
  private mutating func target(_ link: String, from name: String) -> String? {
    var parts = name.split(separator: "/").dropLast().map(String.init)
    let relative = link.hasPrefix(Assets.prefix) ? String(link.dropFirst(Assets.prefix.count)) : link
    if link.hasPrefix(Assets.prefix) { parts = [] }
    for piece in relative.split(separator: "/") {
      if piece == ".." {
        guard parts.popLast() != nil else { return nil }
      } else if piece != "." {
        parts.append(String(piece))
      }
    }
    let target = parts.joined(separator: "/")
    guard files[target] != nil else { return nil }
    if open.contains(target) { return Assets.prefix + target }
    return Assets.prefix + self.link(target).hashedName
  }
}
