import Foundation

/// A route as its source text declares it: `.api(.get, "/shops/{shop}", …)`, `.download(…)` or `.page(…)`.
struct RouteDeclaration {
  /// `api`, `download` or `page`.
  let kind: String
  let method: String
  /// The argument as it is written: a literal with its quotes, or something else.
  let writtenPath: String
  /// Everything between the parentheses.
  let arguments: String
  let file: SourceTree.File

  /// The path when it stands there whole: one literal without interpolation.
  var path: String? {
    guard let match = writtenPath.wholeMatch(of: /"(\/[^"\\]*)"/) else { return nil }
    return String(match.1)
  }

  /// What tells two URLs apart. Those of the API lie below their own prefix, so a page may have the same path.
  var url: String? { path.map { "\(kind == "page" ? "" : "/api/v1")\($0)" } }

  /// The name of the type that an argument like `answer: Page<OrderOutput>.self` is about.
  func type(_ label: String) -> String? {
    let argument = #/\b(\w+): (?:Page<)?(\w+)[\w<>]*\.self/#
    return arguments.matches(of: argument).first { $0.1 == label }.map { String($0.2) }
  }

  /// Every route that a file declares, in the order in which they stand there.
  static func all(in file: SourceTree.File) -> [RouteDeclaration] {
    let kinds = ["api", "download", "page"].filter { file.text.contains(".\($0)(") }
    guard !kinds.isEmpty else { return [] }
    let text = file.code
    let calls = kinds.flatMap { kind in text.ranges(of: ".\(kind)(").map { (kind, $0.upperBound) } }
    return calls.sorted { $0.1 < $1.1 }.compactMap { kind, start in
      declaration(kind, text[start..<end(of: text, from: start)], in: file)
    }
  }

  /// The route of a call with these arguments; `nil` where the first is no method, as `Frame.page(title, …)` has none.
  private static func declaration(
    _ kind: String, _ arguments: Substring, in file: SourceTree.File
  ) -> RouteDeclaration? {
    let call = #/\s*\.(get|head|post|put|patch|delete|options)\b\s*,\s*((?:"(?:[^"\\]|\\.)*")?[^,]*)/#
    guard let match = arguments.prefixMatch(of: call) else { return nil }
    return RouteDeclaration(
      kind: kind, method: String(match.1),
      writtenPath: match.2.trimmingCharacters(in: .whitespacesAndNewlines), arguments: String(arguments),
      file: file)
  }

  /// Where the parenthesis closes that was open at `start`; those in literals don't count.
  private static func end(of text: String, from start: String.Index) -> String.Index {
    var depth = 1
    var isLiteral = false
    var index = start
    while index < text.endIndex {
      switch text[index] {
      case "\\" where isLiteral: text.formIndex(after: &index)
      case "\"": isLiteral.toggle()
      case "(" where !isLiteral: depth += 1
      case ")" where !isLiteral:
        depth -= 1
        if depth == 0 { return index }
      default: break
      }
      if index < text.endIndex { text.formIndex(after: &index) }
    }
    return text.endIndex
  }
}

extension SourceTree.File {
  /// The text without lines that are comments.
  var code: String {
    lines.filter { !$0.drop { $0 == " " }.hasPrefix("//") }.joined(separator: "\n")
  }
}
