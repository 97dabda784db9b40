import Foundation
import Kernel
import Testing

@testable import Web

/// Scripts get what they say from the page: what they ask for must be there, and what is there must be asked for.
@Suite struct ScriptWordsTests {
  @Test func scriptsSayWhatThePageBrings() throws {
    let assets = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent().appendingPathComponent("Sources/Web/Assets")
    var said: Set<String> = []
    for name in try FileManager.default.contentsOfDirectory(atPath: assets.path) where name.hasSuffix(".js") {
      let script = try String(contentsOf: assets.appendingPathComponent(name), encoding: .utf8)
      for match in script.matches(of: /say\("([^"]*)"/) { said.insert(String(match.1)) }
    }
    #expect(said == Set(ScriptWords.all.map(\.description)))
  }

  @Test func pagesBringThemInOtherLanguages() {
    #expect(ScriptWords.block.isEmpty)
    let block = Language.$current.withValue(PseudoLanguage.language) { ScriptWords.block.string }
    #expect(block.contains(#""Sold out":"⟦"#))
  }
}
