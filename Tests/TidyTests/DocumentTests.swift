import Foundation
import Testing

/// What the documents name is there: files, folders, tests, and where their links lead.
struct DocumentTests {
  @Test func namedFilesAreThere() throws {
    let paths = try Self.paths()
    for document in try Self.documents() {
      for name in Self.names(in: document.text) {
        let isThere = Self.isThere(name, among: paths)
        #expect(isThere, "\(document.path) names \(name), which is not there")
      }
    }
  }

  @Test func namedTestsAreThere() throws {
    let tests = try SourceTree.files(in: "Tests", suffix: "Tests.swift").map(\.text).joined()
    for document in try Self.documents() {
      for match in document.text.matches(of: /`([A-Z]\w+Tests)(?:\.(\w+))?`/) {
        let isSuite = tests.contains("struct \(match.1) ") || tests.contains("struct \(match.1):")
        #expect(isSuite, "\(document.path) names \(match.1), which is not there")
        if let function = match.2 {
          #expect(
            tests.contains("func \(function)("), "\(document.path) names \(function), which is not there")
        }
      }
    }
  }

  @Test func linksLeadSomewhere() throws {
    for document in try Self.documents() {
      let folder = SourceTree.root.appendingPathComponent(document.path).deletingLastPathComponent()
      for match in document.text.matches(of: /\]\(([^)#:]+)(?:#[^)]*)?\)/) {
        let target = folder.appendingPathComponent(String(match.1))
        let isThere = FileManager.default.fileExists(atPath: target.path)
        #expect(isThere, "\(document.path) links to \(match.1), which is not there")
      }
    }
  }

  @Test func whatIsMissingIsFound() {
    let paths = ["Package.swift", "Sources/Web/Access/Access.swift", "Tests/JourneyTests/test_audit.py"]
    let there = ["Package.swift", "Access.swift", "Web/Access", "Tests/JourneyTests", "test_audit.py", "a/b"]
    for name in there { #expect(Self.isThere(name, among: paths), "\(name)") }
    let missing = ["PlaceOrder.swift", "cess.swift", "Web/Accounts", "Web/Acc", "test_order.py"]
    for name in missing { #expect(!Self.isThere(name, among: paths), "\(name)") }
    let named = Self.names(in: "`<Noun>Routes.swift`, `Web/Access` and `…Store.swift`, not `Web/a b`")
    #expect(named == ["Web/Access"])
  }

  /// What stands in backticks and may be a path, without patterns.
  private static func names(in text: String) -> [String] {
    text.matches(of: /`([A-Za-z0-9_+.\/-]+)`/).map { String($0.1) }
  }

  /// Whether a file or a folder is there by this name. What is no path of ours, as a media type, counts as there.
  private static func isThere(_ name: String, among paths: [String]) -> Bool {
    if name.hasSuffix(".swift") || name.hasSuffix(".py") {
      return paths.contains { $0 == name || $0.hasSuffix("/\(name)") }
    }
    guard let slash = name.firstIndex(of: "/"), slash != name.startIndex else { return true }
    let first = name[..<slash]
    let isOurs = paths.contains { $0.hasPrefix("\(first)/") || $0.hasPrefix("Sources/\(first)/") }
    // Another ending is that of an example.
    guard isOurs, !(name.split(separator: "/").last?.contains(".") ?? false) else { return true }
    return ["", "Sources/", "Tests/"].contains { place in
      paths.contains { $0.hasPrefix("\(place)\(name)/") || $0 == "\(place)\(name)" }
    }
  }

  private static func paths() throws -> [String] {
    let files = FileManager.default
    let root = try files.contentsOfDirectory(atPath: SourceTree.root.path)
    return try root
      + ["Sources", "Tests", "Benchmarks", "docs", "scripts"].flatMap { folder in
        try files.subpathsOfDirectory(atPath: SourceTree.root.appendingPathComponent(folder).path)
          .map { "\(folder)/\($0)" }
      }
  }

  private static func documents() throws -> [SourceTree.File] {
    let names = ["README.md", "ARCHITECTURE.md", "CONTRIBUTING.md", "SECURITY.md", "Benchmarks/README.md"]
    return try names.map { SourceTree.File(path: $0, text: try SourceTree.text($0)) }
      + SourceTree.files(in: "docs", suffix: ".md")
  }
}
