import Foundation
import Testing

/// Every environment variable that the program reads is in docs/settings.md, and nothing else is.
struct SettingsTests {
  @Test func everySettingIsDocumented() throws {
    let files = try SourceTree.files(in: "Sources", suffix: ".swift")
    let documentation = try SourceTree.text("docs/settings.md")
    #expect(Self.settings(in: files).count > 50)
    for fault in Self.faults(in: files, documentation) { Issue.record(Comment(rawValue: fault)) }
  }

  /// What the code reads and the page does not say, and the other way round.
  static func faults(in files: [SourceTree.File], _ documentation: String) -> [String] {
    let settings = settings(in: files)
    let rows = Set(documentation.matches(of: #/(?m)^\| `([A-Z0-9_]+)` \|/#).map { String($0.1) })
    let undocumented = settings.filter { !rows.contains($0) }.sorted()
    let others = read(in: files).subtracting(settings).filter { !documentation.contains("`\($0)`") }.sorted()
    return (undocumented + others).map { "docs/settings.md does not name \($0)" }
      + rows.subtracting(settings).sorted().map { "docs/settings.md names \($0), which nothing reads" }
  }

  /// The names in every file that works on the reader of settings, wherever it lies.
  private static func settings(in files: [SourceTree.File]) -> Set<String> {
    let readers = files.filter { $0.text.contains("SettingsReader") }
    return Set(readers.flatMap { $0.code.matches(of: #/"([A-Z][A-Z0-9_]{2,})"/#).map { String($0.1) } })
  }

  /// The variables that commands read by themselves.
  private static func read(in files: [SourceTree.File]) -> Set<String> {
    let reading = #/(?:environment\[|getenv\()\s*"([A-Z0-9_]+)"/#
    let readers = files.filter { $0.text.contains("environment[") || $0.text.contains("getenv(") }
    return Set(readers.flatMap { $0.code.matches(of: reading).map { String($0.1) } })
  }

  @Test func gapsAreFound() {
    let files = [
      SourceTree.File(
        path: "Sources/Anywhere/Settings+Cups.swift",
        text: #"""
          func cups(_ reader: inout SettingsReader) -> Int { days("CUP_DAYS") + reader.number("CUPS", default: 1) }
          """#),
      SourceTree.File(path: "Sources/souk/Wash.swift", text: #"let soap = environment["SOAP"]"#),
      SourceTree.File(path: "Sources/Shelf/Cup.swift", text: #"let method = "PATCH""#),
    ]
    let page = "| `CUPS` | `1` | How many. |\n| `MUGS` | none | Of old. |\n"
    #expect(
      Self.faults(in: files, page) == [
        "docs/settings.md does not name CUP_DAYS", "docs/settings.md does not name SOAP",
        "docs/settings.md names MUGS, which nothing reads",
      ])
    #expect(Self.faults(in: files, "| `CUPS` |\n| `CUP_DAYS` |\n\n`SOAP` is for washing.") == [])
  }
}
