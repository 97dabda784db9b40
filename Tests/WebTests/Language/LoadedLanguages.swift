import Foundation
import Kernel
import Testing

/// Tests of what all tasks share: which languages are loaded. They run one after the other, and they load languages
/// that no other test asks for.
@Suite(.serialized) enum LoadedLanguages {
  static let finnish = """
    msgid ""
    msgstr ""
    "Plural-Forms: nplurals=2; plural=(n != 1);\\n"

    msgid "Hello"
    msgstr "Hei"

    msgid "There is nothing here."
    msgstr "Täällä ei ole mitään."

    msgid "Some fields need another look."
    msgstr "Tarkista kentät."

    msgid "This is required."
    msgstr "Tämä vaaditaan."

    msgid "Only {1} piece left of {2}."
    msgid_plural "Only {1} pieces left of {2}."
    msgstr[0] "{2}: vain {1} kappale."
    msgstr[1] "{2}: vain {1} kappaletta."
    """

  static let hebrew = """
    msgid "Hello"
    msgstr "שלום"
    """

  /// Runs `body` while a folder with these catalogues is loaded.
  static func with<T>(
    _ catalogues: [String: String] = ["fi": finnish, "he": hebrew], _ body: () async throws -> T
  ) async throws -> T {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("words-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    for (tag, text) in catalogues {
      try Data(text.utf8).write(to: folder.appendingPathComponent("\(tag).po"))
    }
    try Languages.load([folder.path])
    defer { #expect(throws: Never.self) { try Languages.load([]) } }
    return try await body()
  }
}
