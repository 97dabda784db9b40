import Foundation

/// The checkout that the tests look at.
enum SourceTree {
  static let root = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

  struct File {
    /// Relative to the root, as `Sources/Kernel/Money.swift`.
    let path: String
    let text: String
    var lines: [Substring] { text.split(separator: "\n", omittingEmptySubsequences: false) }
    var name: String { String(path.split(separator: "/").last ?? "") }
    /// The target that the file belongs to: the second part of its path.
    var target: String { String(path.split(separator: "/").dropFirst().first ?? "") }
  }

  /// Every file below `folder` whose name ends with `suffix`, in path order.
  static func files(in folder: String, suffix: String) throws -> [File] {
    let base = root.appendingPathComponent(folder)
    guard let walker = FileManager.default.enumerator(atPath: base.path) else { return [] }
    return try walker.compactMap { $0 as? String }.filter { $0.hasSuffix(suffix) }.sorted().map { path in
      File(
        path: "\(folder)/\(path)",
        text: try String(contentsOf: base.appendingPathComponent(path), encoding: .utf8))
    }
  }

  static func text(_ path: String) throws -> String {
    try String(contentsOf: root.appendingPathComponent(path), encoding: .utf8)
  }
}
