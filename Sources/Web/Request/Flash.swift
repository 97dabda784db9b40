import Foundation
import Kernel

/// A message that a redirect hands to the page it leads to, once. It travels in a cookie that lives a minute.
/// It isn't signed: the only one who can forge it is the reader, and views escape it like any text. It is put into
/// the words of the reader's language when it is made, since the same person reads it.
package struct Flash: Hashable, Sendable {
  /// The tone of a message.
  package enum Kind: String, Sendable { case success, error, information }

  static let cookieName = "souk_flash"
  private static let lifetimeSeconds = 60
  private static let maximumCharacters = 400

  package let kind: Kind
  package let message: Words
  /// Where a POST takes back what was done; always a path of this site.
  package let undoPath: String?

  /// A message in this tone; cut to 400 characters on its way. An `undoPath` that leads elsewhere is left out.
  package init(_ kind: Kind, _ message: Words, undoPath: String? = nil) {
    self.kind = kind
    self.message = message
    self.undoPath = undoPath.flatMap { SafePath.isOwn($0) && !$0.contains(":") ? $0 : nil }
  }

  /// A message that something worked; `undoPath` is posted to take it back.
  package static func success(_ message: Words, undoPath: String? = nil) -> Flash {
    Flash(.success, message, undoPath: undoPath)
  }
  /// A message that something failed.
  package static func error(_ message: Words) -> Flash { Flash(.error, message) }
  /// A message that tells something.
  package static func information(_ message: Words) -> Flash { Flash(.information, message) }

  init?(cookieValue: String) {
    guard let colon = cookieValue.firstIndex(of: ":") else { return nil }
    let head = cookieValue[..<colon].split(separator: " ", maxSplits: 1)
    guard let kind = head.first.flatMap({ Kind(rawValue: String($0)) }) else { return nil }
    self.init(
      kind, Words(verbatim: String(cookieValue[cookieValue.index(after: colon)...])),
      undoPath: head.count > 1 ? String(head[1]) : nil)
  }

  var cookie: Cookie {
    let head = undoPath.map { "\(kind.rawValue) \($0)" } ?? kind.rawValue
    let text = message.text.prefix(Flash.maximumCharacters)
    return Cookie(Flash.cookieName, "\(head):\(text)", maximumAgeSeconds: Flash.lifetimeSeconds)
  }
}

/// Paths that a redirect may lead to.
package enum SafePath {
  /// Whether the text is a path of this site: one slash first, nothing that a browser could read as another
  /// host.
  package static func isOwn(_ path: String) -> Bool {
    let bytes = Array(path.utf8)
    guard bytes.first == UInt8(ascii: "/"), bytes.count <= 2048 else { return false }
    if bytes.count > 1, bytes[1] == UInt8(ascii: "/") || bytes[1] == UInt8(ascii: "\\") { return false }
    return bytes.allSatisfy { $0 > 32 && $0 != 127 && $0 != UInt8(ascii: "\\") }
  }
}
