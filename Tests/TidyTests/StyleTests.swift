import Foundation
import Testing

/// House style that can be checked by reading. Limits only ever go down.
struct StyleTests {
  static let longestFileLines = 300
  static let longestFunctionLines = 50

  @Test func filesAreShort() throws {
    for folder in ["Sources", "Tests", "Benchmarks"] {
      for file in try SourceTree.files(in: folder, suffix: ".swift") {
        #expect(file.lines.count <= Self.longestFileLines + 1, "\(file.path) has \(file.lines.count) lines")
      }
    }
  }

  @Test func functionsFitAScreen() throws {
    for file in try SourceTree.files(in: "Sources", suffix: ".swift") {
      for (name, length) in functions(in: file) {
        #expect(length <= Self.longestFunctionLines, "\(file.path): \(name) has \(length) lines")
      }
    }
  }

  @Test func packageDeclarationsAreDocumented() throws {
    let declaration =
      #/^\s*package (?:static |final |mutating |nonisolated |indirect )*(?:func|struct|class|enum|protocol|actor) /#
    for file in try SourceTree.files(in: "Sources", suffix: ".swift") {
      let lines = file.lines
      for (index, line) in lines.enumerated() where line.firstMatch(of: declaration) != nil {
        if line.contains("enum") && line.contains(": Entity") { continue }
        if line.contains("static func ==") || line.contains("static func <") { continue }
        if line.contains("func encode(to") || line.contains("func hash(into") { continue }
        var above = index - 1
        while above >= 0, lines[above].trimmingCharacters(in: .whitespaces).hasPrefix("@") { above -= 1 }
        let documented = above >= 0 && lines[above].trimmingCharacters(in: .whitespaces).hasPrefix("///")
        #expect(documented, "\(file.path):\(index + 1) has no doc comment: \(line)")
      }
    }
  }

  @Test func unsafeAndUnfinishedCodeIsAbsent() throws {
    let banned = [
      "try" + "!", "fatal" + "Error(", "TO" + "DO", "FIX" + "ME", "coming" + " soon", "as" + "! ",
      // Foundation's crashes when very many files are open; `ChildProcess` does not.
      " Process" + "(", "Process" + ".run(",
    ]
    for file in try SourceTree.files(in: "Sources", suffix: ".swift") {
      for word in banned { #expect(!file.text.contains(word), "\(file.path) contains \(word)") }
      let wrapsC =
        file.text.contains("import C") || file.path.contains("/Postgres/") || file.path.contains("/SQLite/")
        || file.path.contains("/Listing/Bits/")
      let unchecked = "@unchecked " + "Sendable"
      if !wrapsC { #expect(!file.text.contains(unchecked), "\(file.path) contains \(unchecked)") }
    }
  }

  @Test func pagesHaveNoInlineStyleOrScript() throws {
    let inline = /(?:\sstyle="|\son(?:click|change|submit|load|input)="|<script>)/
    for file in try SourceTree.files(in: "Sources", suffix: ".swift") {
      for (index, line) in file.lines.enumerated() {
        if line.trimmingCharacters(in: .whitespaces).hasPrefix("//") { continue }
        #expect(line.firstMatch(of: inline) == nil, "\(file.path):\(index + 1) has an inline style or script")
      }
    }
  }

  /// Name and number of lines of each function that begins and ends at the same indentation.
  private func functions(in file: SourceTree.File) -> [(String, Int)] {
    let opening = /^(\s*)(?:[a-z@()]+ )*(?:func [^(]+|init[?]?)\(/
    var found: [(String, Int)] = []
    let lines = file.lines
    for (index, line) in lines.enumerated() {
      guard let match = line.firstMatch(of: opening) else { continue }
      if line.hasSuffix("}") { continue }
      let closing = "\(match.1)}"
      guard let end = lines[index...].firstIndex(where: { $0 == closing }) else { continue }
      found.append((line.trimmingCharacters(in: .whitespaces), end - index + 1))
    }
    return found
  }
}
