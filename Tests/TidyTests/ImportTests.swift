import Foundation
import Testing

/// A file imports only what its target names in `Package.swift`. The compiler lets through whatever was built before,
/// and so does SwiftPM's own check of imports, as what a dependency depends on counts for it, too.
struct ImportTests {
  /// What comes with Swift and the system.
  private static let toolchain: Set<String> = [
    "Dispatch", "Foundation", "FoundationEssentials", "Glibc", "PackageDescription", "Synchronization",
    "Testing",
  ]

  @Test func filesImportWhatTheManifestAllows() throws {
    let targets = try Manifest.read().targets.filter { $0.type != "system" }
    #expect(targets.count > 30)
    for target in targets {
      let allowed = Self.toolchain.union(target.dependencies.map(\.name))
      for file in try SourceTree.files(in: target.folder, suffix: ".swift") {
        for module in Self.undeclared(in: file.text, allowed: allowed) {
          Issue.record("\(file.path) imports \(module), which \(target.name) does not name in Package.swift")
        }
      }
    }
  }

  @Test func anImportThatIsNotDeclaredIsFound() {
    let text = """
      @testable import Catalog
      import Foundation
      package import struct Settlement.Payment
      // import Nothing
      import Web
      """
    #expect(Self.undeclared(in: text, allowed: ["Foundation", "Web"]) == ["Catalog", "Settlement"])
  }

  private static func undeclared(in text: String, allowed: Set<String>) -> [String] {
    let statement =
      /(?m)^(?:@\w+(?:\([^)]*\))? )*(?:\w+ )?import (?:(?:struct|class|enum|protocol|func|var|let|typealias) )?(\w+)/
    return text.matches(of: statement).map { String($0.1) }.filter { !allowed.contains($0) }
  }
}
