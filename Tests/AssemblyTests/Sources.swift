import Foundation

/// What is written under `Sources`, read as text.
enum Sources {
  private static let root = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .appendingPathComponent("Sources")

  /// The areas, in the order in which they build on each other.
  static let areas = ["Identity", "Vendors", "Catalog", "Ordering", "Settlement", "Engagement"]

  /// How many targets have a folder of this name.
  static func folders(_ name: String) -> Int {
    let targets = (try? FileManager.default.contentsOfDirectory(atPath: root.path)) ?? []
    return targets.count { target in
      FileManager.default.fileExists(atPath: root.appendingPathComponent("\(target)/\(name)").path)
    }
  }

  /// The types that say they are a `hook`.
  static func types(that hook: String) throws -> Set<String> {
    let declaration = /(?m)^\s*(?:package |private |final )*(?:struct|class|enum|actor) (\w+): ([\w, ]+) \{/
    var found: Set<String> = []
    for match in try texts().flatMap({ $0.matches(of: declaration) }) {
      let conformances = match.2.split(separator: ",").map { $0.trimmingCharacters(in: .whitespaces) }
      if conformances.contains(hook) { found.insert(String(match.1)) }
    }
    return found
  }

  /// The route tables of a target.
  static func routeTables(in target: String) throws -> [String] {
    try texts(in: target).flatMap { $0.matches(of: /enum (\w+Routes)\b/) }.map { String($0.1) }
  }

  /// The kinds of all jobs.
  static func jobKinds() throws -> [String] {
    let declaration =
      /(?:struct|enum) \w+: [\w, ]*\b(?:Job|NamedRows)\b[\w, ]* \{\s*(?:package )?static let kind = "([^"]+)"/
    return try texts().flatMap { $0.matches(of: declaration) }.map { String($0.1) }
  }

  /// Everything that is written in a target.
  static func text(of target: String) throws -> String { try texts(in: target).joined() }

  private static func texts(in target: String = "") throws -> [String] {
    let folder = root.appendingPathComponent(target)
    let walker = FileManager.default.enumerator(atPath: folder.path)
    return try (walker?.allObjects ?? []).compactMap { $0 as? String }.filter { $0.hasSuffix(".swift") }
      .map { try String(contentsOf: folder.appendingPathComponent($0), encoding: .utf8) }
  }
}
