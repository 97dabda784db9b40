import Foundation

@testable import Kernel

/// Languages and files of tests, without touching those that are loaded.
enum Samples {
  static let germanHeader = """
    msgid ""
    msgstr ""
    "Language: de\\n"
    "Plural-Forms: nplurals=2; plural=(n != 1);\\n"


    """

  static let arabicPlural =
    "(n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : n%100>=3 && n%100<=10 ? 3 : n%100>=11 && n%100<=99 ? 4 : 5)"

  static let arabicHeader = """
    msgid ""
    msgstr ""
    "Language: ar\\n"
    "Plural-Forms: nplurals=6; plural=\(arabicPlural);\\n"


    """

  /// A folder of its own with these files; it goes away with `body`.
  static func withFolder<T>(_ files: [String: String], _ body: (String) throws -> T) throws -> T {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("words-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    for (name, text) in files { try Data(text.utf8).write(to: folder.appendingPathComponent(name)) }
    return try body(folder.path)
  }

  /// A language whose catalogue is this text.
  static func language(_ tag: String, _ text: String) throws -> Language {
    let catalogues = try withFolder(["\(tag).po": text]) { try Catalogue.read([$0]) }
    return Language(tag: tag, catalogue: catalogues[tag])
  }

  static func german(_ entries: String) throws -> Language { try language("de", germanHeader + entries) }

  static func arabic(_ entries: String) throws -> Language { try language("ar", arabicHeader + entries) }
}
