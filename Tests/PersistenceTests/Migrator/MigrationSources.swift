import Foundation

/// The migrations of all areas as they lie in the checkout, so that none is left out here that an area forgets to name.
enum MigrationSources {
  private static let sources = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().appendingPathComponent("Sources")

  /// Every `Migrations` folder.
  static func folders() throws -> [URL] {
    try FileManager.default.contentsOfDirectory(atPath: sources.path).sorted()
      .map { sources.appendingPathComponent($0).appendingPathComponent("Migrations") }
      .filter { FileManager.default.fileExists(atPath: $0.path) }
  }

  /// Every migration's folder in the order of the numbers.
  static func migrations() throws -> [URL] {
    try folders().flatMap { folder in
      try FileManager.default.contentsOfDirectory(atPath: folder.path).filter { !$0.hasPrefix(".") }
        .map { folder.appendingPathComponent($0) }
    }.sorted { $0.lastPathComponent < $1.lastPathComponent }
  }
}
