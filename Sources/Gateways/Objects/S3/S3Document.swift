/// The XML that S3 answers with, read for the contents of elements by name. None of those that are asked for has
/// attributes, and none stands within one of the same name.
struct S3Document {
  private static let entities = [
    ("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&apos;", "'"), ("&#34;", "\""), ("&#39;", "'"),
    ("&amp;", "&"),
  ]

  private let text: Substring

  init(_ bytes: [UInt8]) { text = String(decoding: bytes, as: UTF8.self)[...] }

  private init(_ text: Substring) { self.text = text }

  /// The elements with this name, in their order.
  func all(_ name: String) -> [S3Document] {
    let (begin, end) = ("<\(name)>", "</\(name)>")
    var found: [S3Document] = []
    var rest = text
    while let start = rest.firstRange(of: begin), let stop = rest[start.upperBound...].firstRange(of: end) {
      found.append(S3Document(rest[start.upperBound..<stop.lowerBound]))
      rest = rest[stop.upperBound...]
    }
    return found
  }

  /// The text of the first element with this name; `nil` without one.
  func first(_ name: String) -> String? { all(name).first?.value }

  /// The element's own text.
  var value: String {
    Self.entities.reduce(String(text)) { $0.replacing($1.0, with: $1.1) }
  }

  /// The text as it may stand in an element.
  static func escaped(_ text: String) -> String {
    [("&", "&amp;"), ("<", "&lt;"), (">", "&gt;"), ("\"", "&quot;")]
      .reduce(text) { $0.replacing($1.0, with: $1.1) }
  }
}
