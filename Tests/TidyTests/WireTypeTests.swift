import Foundation
import Testing

/// What comes in is called `…Input`, what goes out `…Output`; a query is a `…Query` or a `…Filter`.
struct WireTypeTests {
  @Test func typesOfRoutesSayWhichWayTheyGo() throws {
    let files = try SourceTree.files(in: "Sources", suffix: ".swift")
    for fault in Self.faults(in: files) { Issue.record(Comment(rawValue: fault)) }
  }

  /// Every type of these files that goes over the wire under another name than it should have.
  static func faults(in files: [SourceTree.File]) -> [String] {
    files.flatMap { file in
      RouteDeclaration.all(in: file).flatMap(faults(of:)) + conformances(in: file)
    }
  }

  private static func faults(of route: RouteDeclaration) -> [String] {
    let endings = [
      "answer": ["Output"], "body": ["Input"], "optionalBody": ["Input"], "query": ["Query", "Filter"],
    ]
    return endings.sorted { $0.key < $1.key }.compactMap { label, endings in
      guard let type = route.type(label), type != "NoContent", !endings.contains(where: type.hasSuffix) else {
        return nil
      }
      return "\(route.file.path): \(route.method) \(route.writtenPath) has the \(label) \(type)"
    }
  }

  /// Types of `Web` that stand for any input or output have names of their own.
  private static func conformances(in file: SourceTree.File) -> [String] {
    guard file.target != "Web" else { return [] }
    let declaration =
      #/^\s*(?:package |private |fileprivate )*(?:struct|enum|extension) ([\w.]+)[^:]*: ([^{]+)\{/#
    return file.lines.compactMap { line in
      guard line.contains("Output") || line.contains("Input"), let match = line.firstMatch(of: declaration)
      else { return nil }
      let protocols = match.2.split { !$0.isLetter }
      var endings: [String] = []
      if protocols.contains("Output") { endings = ["Output"] }
      if protocols.contains("Input") || protocols.contains("GuestInput") {
        endings = ["Input", "Query", "Filter", "Form"]
      }
      guard !endings.isEmpty, !endings.contains(where: match.1.hasSuffix) else { return nil }
      return "\(file.path): \(match.1) should end in \(endings.joined(separator: " or "))"
    }
  }

  @Test func otherNamesAreFound() {
    let table = #"""
      enum CupRoutes {
        let all: [Route] = [
          .api(.get, "/cups", "List", tag: "Cups", .anyone, query: CupSearch.self, answer: Page<Cup>.self) { a },
          .api(.put, "/cup", "Set", tag: "Cups", .anyone, body: SetCup.self, answer: CupView.self) { b },
          .api(.post, "/cup", "Wash", tag: "Cups", .anyone, optionalBody: Soap.self, answer: NoContent.self) { c },
        ]
      }
      struct SetCup: Input {}
      package struct CupView: Output {}
      extension Cup: Hashable, Output {}
      struct CupOutput: Output {}
      struct CupListOutput<Item: Output>: Output {}
      struct CupForm: Input {}
      extension CupStatus: JSONWritable {}
      """#
    let found = Self.faults(in: [SourceTree.File(path: "Sources/Shelf/Cups/CupRoutes.swift", text: table)])
    let wanted = [
      "has the answer Cup", "has the query CupSearch", "has the answer CupView", "has the body SetCup",
      "has the optionalBody Soap", "SetCup should end in Input or Query or Filter or Form",
      "CupView should end in Output", "Cup should end in Output",
    ]
    #expect(found.count == wanted.count, "\(found)")
    for (fault, ending) in zip(found, wanted) { #expect(fault.hasSuffix(ending), "\(fault)") }
  }
}
